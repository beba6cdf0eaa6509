// Running shares as their events tell them: options and holder, by ask, until the ask is over.
import type { Ask } from '../../session/state.ts'
import type { Holder, ShareOptions } from './protocol.ts'

/** What is known of a running share. */
export interface Share {
  readonly options: ShareOptions
  readonly holder: Holder
}

/** The running shares, by ask. */
export type SharesState = ReadonlyMap<string, Share>

/** How a share begins. */
export const FRESH_SHARE: Share = {
  options: { mode: 'auto', colors: 'true', maxKbps: null, monitor: null },
  holder: 'nobody',
}

/** Shares whose state is kept; the oldest is forgotten first. */
export const KEPT_SHARES = 50

/** Before anything was shared. */
export const emptyShares: SharesState = new Map()

/** What is known of one share. */
export function shareOf(shares: SharesState, ask: string): Share {
  return shares.get(ask) ?? FRESH_SHARE
}

/** The one monitor that was asked for and agreed to; null: the whole desktop, so any monitor of it. */
export function agreedMonitor({ action }: Ask): number | null {
  return (action.data as { readonly monitor?: number | null } | undefined)?.monitor ?? null // of a share that has one
}

/** How the picture of a share is made; the monitor that was agreed to is the only one it can have. */
export function optionsOf(shares: SharesState, ask: Ask): ShareOptions {
  const { options } = shareOf(shares, ask.id)
  const agreed = agreedMonitor(ask)
  return agreed === null ? options : { ...options, monitor: agreed }
}

function change(shares: SharesState, ask: string, what: Partial<Share>): SharesState {
  const next = new Map(shares)
  next.delete(ask) // so that the newest stands last
  next.set(ask, { ...shareOf(shares, ask), ...what })
  const [oldest] = next.keys()
  if (next.size > KEPT_SHARES && oldest !== undefined) next.delete(oldest)
  return next
}

/** Reducers of share events. */
export const shareReducers = {
  'share.set': (shares: SharesState, { ask, options }: { readonly ask: string; readonly options: ShareOptions }) =>
    change(shares, ask, { options }),
  /** What takes over a picture takes it over as it is made. */
  'activity.stopped': (shares: SharesState, { ask, next }: { readonly ask: string; readonly next?: string }) => {
    const before = shares.get(ask)
    return before && next ? change(shares, next, { options: before.options }) : shares
  },
  'share.held': (shares: SharesState, { ask, holder }: { readonly ask: string; readonly holder: Holder }) =>
    change(shares, ask, { holder }),
} as const
