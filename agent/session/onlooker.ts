// Seeing what others show in the session: everyone in it can, so each gets a page of their own with its address told.
import type { Kind } from '../../src/session/kinds.ts'
import type { Happening } from '../happening.ts'
import type { OpenPage } from './activities.ts'

/** Shares of others that are followed at once; more are not offered. */
export const MAX_SEEN = 16

/** What is shown, and who asked for it; hostile text. */
export interface SeenAsk {
  readonly kind: Kind
  readonly by: string
}

/** Follows what others show. */
export interface Onlooker {
  /** Something was asked of another machine. */
  asked(ask: string, what: SeenAsk): void
  /** It runs on this channel. */
  started(ask: string, channel: number): void
  over(ask: string): void
  /** The journal is caught up with: what runs now is offered, and what begins from now on. */
  caughtUp(): void
  close(): void
}

interface Seen extends SeenAsk {
  channel: number | null
  page: ReturnType<OpenPage> | null
}

/** Starts with nothing; without pages nothing is ever offered. */
export function startOnlooker(openPage: OpenPage | null, show: (happening: Happening) => void): Onlooker {
  const seen = new Map<string, Seen>()
  let isCaughtUp = false
  const over = (ask: string): void => {
    const page = seen.get(ask)?.page
    seen.delete(ask)
    void page?.then((one) => one.close()).catch(() => undefined) // it never opened
  }
  const offer = async (ask: string, one: Seen): Promise<void> => {
    if (!isCaughtUp || !openPage || one.channel === null || one.page) return
    const { kind, channel, by } = one
    const told = (url: string): void => {
      if (seen.get(ask) === one) show({ type: 'page', ask, kind, url, by })
    }
    one.page = openPage({ channel, title: by, stop: () => over(ask), closed: told })
    told((await one.page).url)
  }
  const offerAll = (): void => {
    for (const [ask, one] of seen) offer(ask, one).catch(() => over(ask))
  }
  return {
    asked: (ask, { kind, by }) => {
      if (seen.size < MAX_SEEN) seen.set(ask, { kind, by, channel: null, page: null })
    },
    started: (ask, channel) => {
      const one = seen.get(ask)
      if (!one) return
      one.channel = channel
      offerAll()
    },
    over,
    caughtUp: () => {
      isCaughtUp = true
      offerAll()
    },
    close: () => {
      for (const ask of [...seen.keys()]) over(ask)
    },
  }
}
