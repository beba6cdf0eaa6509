// Carries a text from the one who has it to the one it is meant for, through the hub's memory.

import type { Identity } from '../../protocol/envelope.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { Ask, AskState } from '../../session/state.ts'
import type { HubPorts, Service } from '../ports.ts'
import { readSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'

type End = 'giver' | 'taker'

/** While it is given it runs; what a customer gives is taken when their agent has reported it. */
const STATES: Readonly<Record<End, readonly AskState[]>> = { giver: ['running'], taker: ['running', 'done'] }

/** The ask, for the one person who stands at this end of it. */
async function findAsk(
  hub: HubPorts,
  identity: Identity,
  given: { readonly session: string; readonly ask: string; readonly end: End },
): Promise<{ readonly key: string; readonly isRunning: () => Promise<boolean> }> {
  const { state, viewer } = await readSession(hub, identity, given.session)
  const { core } = state
  if (core.phase === 'ended') throw new DeskhandError('session.ended')
  const ask = core.asks.get(given.ask)
  const me = viewer.kind === 'participant' && viewer.one.state === 'present' ? viewer.one.id : null
  if (ask?.kind !== 'clipboard' || me === null || me !== personAt(ask, given.end))
    throw new DeskhandError('activity.not-found')
  if (!STATES[given.end].includes(ask.state)) throw new DeskhandError('consent.not-granted')
  const isRunning = async (): Promise<boolean> => {
    const now = (await hub.journals.state(core.id)).core.asks.get(ask.id)
    return now !== undefined && STATES[given.end].includes(now.state)
  }
  return { key: `${core.id}/${ask.id}`, isRunning }
}

function personAt({ action, by, customer }: Ask, end: End): string {
  const isFromRep = action.name === 'clipboard.push'
  return isFromRep === (end === 'giver') ? by : customer
}

/** Takes one part in. @throws DeskhandError `clipboard.too-large`, `request.too-many`, `activity.not-found` … */
export const giveClipboard: Service<RequestData<'clipboard.give'>, RequestReply<'clipboard.give'>> = async (
  hub,
  { identity },
  { session, ask, at, part, isLast },
) => {
  const { key } = await findAsk(hub, identity, { session, ask, end: 'giver' })
  hub.tray.put(key, { at, bytes: Buffer.from(part, 'base64'), isLast })
  return {}
}

/** Hands one part out, as soon as the text is whole. @throws DeskhandError `clipboard.gone`, `consent.not-granted` … */
export const takeClipboard: Service<RequestData<'clipboard.take'>, RequestReply<'clipboard.take'>> = async (
  hub,
  { identity },
  { session, ask, at },
) => {
  const { key, isRunning } = await findAsk(hub, identity, { session, ask, end: 'taker' })
  if (at === 0) await hub.tray.whole(key)
  // The customer may have taken it back while it was waited for.
  if (!(await isRunning())) throw new DeskhandError('consent.not-granted')
  const { bytes, isLast } = hub.tray.take(key, at)
  return { part: bytes.toString('base64'), isLast }
}
