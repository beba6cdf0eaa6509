// One ask as this machine heard it, and whether this program can do what it wants at all.
import type { Kind } from '../../src/session/kinds.ts'
import type { Ended, Given } from '../features/handler.ts'
import { findHandler } from '../features/handlers.ts'
import type { RefusalReason } from '../happening.ts'

/** Characters of an action as the record keeps it. */
export const MAX_ACTION_CHARACTERS = 4_000

/** An ask for this customer, as the hub told it. Names and data are hostile. */
export interface HeardAsk {
  readonly id: string
  readonly kind: Kind
  readonly by: string
  readonly action: { readonly name: string; readonly data?: unknown }
  /** The hub's clock, UTC milliseconds. */
  readonly at: number
  readonly timeoutMs: number
}

/** What an ask comes down to on this machine. */
export type Understood =
  | { readonly ok: true; readonly action: string; readonly run: (given: Given) => Promise<Ended> }
  | { readonly ok: false; readonly why: RefusalReason }

/** Finds what would run; an unknown action, wrong data, or one that needs another kind of consent is refused. */
export function understand(ask: HeardAsk): Understood {
  const handler = findHandler(ask.action.name)
  const action = canonical(ask.action)
  const run =
    handler?.kind === ask.kind && action.length <= MAX_ACTION_CHARACTERS ? handler.prepare(ask.action.data) : null
  return run ? { ok: true, action, run } : { ok: false, why: 'unknown-action' }
}

/** The same text for the same action, whatever the order of its fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
