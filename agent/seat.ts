// Taking a seat: the one kept from before if the hub still knows it, else a new one; and keeping or giving it up.
import type { Link, LinkState } from '../src/client/link.ts'
import { openLink } from '../src/client/open-link.ts'
import { findDisplay } from './display.ts'
import { join } from './join.ts'
import type { RunParts } from './run.ts'
import { dropMembership, loadMembership, type Membership, saveMembership } from './state/membership.ts'
import type { SessionPlace } from './state/places.ts'
import { removePrivate } from './state/private-file.ts'

/** A seat and the link that proves it. */
export interface Seat {
  readonly seat: Membership
  readonly link: Link
  readonly resumed: boolean
}

/**
 * Takes the kept seat, or joins.
 *
 * @throws DeskhandError  when there is no seat to be had
 */
export async function takeSeat(parts: RunParts, hub: string, place: SessionPlace): Promise<Seat> {
  const kept = loadMembership(place.membership, hub, parts.command.code)
  if (kept) {
    const link = openLink({ url: hub, token: kept.token })
    const state = await settled(link)
    if (state.is !== 'closed') return { seat: kept, link, resumed: true }
    // The seat is gone: what was allowed in it counts no more.
    forgetSeat(place)
  }
  const seat = await joinNew(parts, hub)
  keepSeat(place, seat)
  return { seat, link: openLink({ url: hub, token: seat.token }), resumed: false }
}

async function joinNew(parts: RunParts, hub: string): Promise<Membership> {
  const { command, env, language, interactive, password, askPassword } = parts
  const stopper = new AbortController()
  const ignore = parts.onStop(() => stopper.abort())
  try {
    const display = await findDisplay({ wanted: command.platform, env, language })
    return await join({
      hub,
      command,
      env,
      language,
      display: display.is,
      interactive,
      password,
      askPassword,
      signal: stopper.signal,
    })
  } finally {
    ignore()
  }
}

/** The first state that is not on its way to another. */
function settled(link: Link): Promise<LinkState> {
  return new Promise((resolve) => {
    const look = (state: LinkState): boolean => {
      if (state.is !== 'connecting') resolve(state)
      return state.is !== 'connecting'
    }
    if (look(link.state)) return
    const stop = link.onState((state) => void (look(state) && stop()))
  })
}

/** Keeps a seat for after a crash; without the file the agent works as well, and the grant record says that it cannot be kept. */
export function keepSeat(place: SessionPlace, seat: Membership): void {
  try {
    saveMembership(place.membership, seat)
  } catch {
    // it lives as long as this process
  }
}

/** Gives a seat up, and what was allowed in it. */
export function forgetSeat(place: SessionPlace): void {
  dropMembership(place.membership)
  removePrivate(place.grants)
}
