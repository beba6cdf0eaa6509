// The rep's own screen, shown with the very code that shows a customer's: notice, capture, control and owner first.

import type { Link } from '../src/client/link.ts'
import type { Language } from '../src/language/catalogue.ts'
import type { Kind } from '../src/session/kinds.ts'
import { openPlatform } from './display.ts'
import type { ShareChange } from './features/handler.ts'
import type { Platform, PlatformName } from './platform/platform.ts'
import { startAsking } from './session/asking.ts'
import { type Channel, type Channels, startChannels } from './session/channel.ts'
import { type ShareGiven, type Shown, share } from './sharing/share.ts'
import { desktopPicture } from './sharing/show.ts'
import { type Shows, startShows } from './sharing/shows.ts'
import type { Environment } from './state/places.ts'

/** The display that is meant. */
export interface OwnDisplay {
  readonly platform: PlatformName | null
  readonly env: Environment
  readonly language: Language
}

/** A share of this machine by the rep who sits at it. */
export interface OwnShare extends OwnDisplay {
  readonly link: Link
  readonly session: string
  readonly ask: string
  readonly kind: Kind
  readonly target: { readonly monitor: number | null } | { readonly window: string }
  readonly title: string
  readonly notice: string
  readonly signal: AbortSignal
  /** Hears what the journal says of the share. @returns ends it */
  readonly onShare: (listener: (change: ShareChange) => void) => () => void
  readonly started: (channel: number) => void
  readonly watched: (count: number) => void
}

function open({ platform, env, language }: OwnDisplay): Promise<Platform> {
  return openPlatform({ wanted: platform, env, language })
}

async function withPlatform<T>(display: OwnDisplay, work: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = await open(display)
  return work(platform).finally(() => platform.close().catch(() => undefined))
}

/** What runs on this machine, and with `isAll` what is installed as well (APP-12). */
export function listApps(display: OwnDisplay, isAll: boolean) {
  return withPlatform(display, async (platform) => {
    const windows = await platform.listWindows()
    const installed = isAll ? await platform.listApplications() : []
    return [
      ...windows.map(({ id, application, title }) => ({ id, name: application, title, isRunning: true })),
      ...installed.map(({ id, name }) => ({ id, name, title: '', isRunning: false })),
    ]
  })
}

/** Starts an application that does not run yet (APP-13). @returns the id of its window */
export function launch(display: OwnDisplay, id: string): Promise<string> {
  return withPlatform(display, async (platform) => (await platform.launch(id)).id)
}

/** Shows it until it is stopped; see the port of the rep's program. */
export async function shareOwn(own: OwnShare): Promise<void> {
  const ends: (() => void)[] = []
  try {
    await share(givenOf(own, ends), [await shown(own)])
  } finally {
    for (const end of ends) end()
  }
}

async function shown(own: OwnShare): Promise<Shown> {
  const { target, notice, title } = own
  const info = { title: title.slice(0, 200) }
  if ('window' in target) return { name: `app ${target.window}`, target, notice, info }
  return { ...(await desktopPicture(() => open(own), target.monitor)), notice, info }
}

interface Held {
  readonly channels: Channels
  readonly shows: Shows
}
const holds = new WeakMap<Link, Map<string, Held>>()

/** Shares of one session use the same pictures and channels, so that control is added without a break (DSK-07). */
function held(link: Link, session: string): Held {
  const ofLink = holds.get(link) ?? new Map<string, Held>()
  holds.set(link, ofLink)
  const one = ofLink.get(session) ?? { channels: startChannels(link, session), shows: startShows() }
  ofLink.set(session, one)
  return one
}

function givenOf(own: OwnShare, ends: (() => void)[]): ShareGiven {
  const { link, session, ask, kind, signal } = own
  const asking = startAsking(link, session)
  const { channels, shows } = held(link, session)
  const claim = (number: number): Channel => {
    link.claim(number)
    own.started(number)
    return channels.open(number)
  }
  return {
    ask,
    kind,
    signal,
    asking,
    shows,
    openPlatform: () => open(own),
    onShare: (listener) => void ends.push(own.onShare(listener)),
    started: async (info) => {
      const { channel } = await asking.ask('activity.start', { ask, info })
      return channel === null ? null : claim(channel)
    },
    widened: async (part, info) => claim((await asking.ask('activity.widen', { ask, part, info })).channel),
    narrowed: (part) => void asking.tell('activity.narrow', { ask, part }),
    watched: own.watched,
    prompts: { isOpen: () => false, onChange: () => () => undefined }, // nobody asks a rep for consent
  }
}
