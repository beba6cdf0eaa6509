// How a request is declared: who may ask it, what it is about, its data and its reply. One declaration each, in a feature's `protocol.ts`.
import type { z } from 'zod'
import type { Kind } from './kinds.ts'

/**
 * Who may ask. `stranger` is anyone who reaches the hub; `rep` and `admin` are accounts (an administrator is also a rep);
 * the others are places in the session the request is about. `visitor` is an administrator looking at a session from outside.
 */
export type Who = 'stranger' | 'rep' | 'admin' | 'primary' | 'assistant' | 'customer' | 'knocking' | 'visitor'

/** What a token must allow, besides the role of its owner. */
export const SCOPES = ['read', 'work', 'admin'] as const
/** One right a token can carry. */
export type Scope = (typeof SCOPES)[number]

/** The declaration of one request. */
export interface RequestSpec<D extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** `session`: judged by a pure policy against one session. `site`: done by a service of the hub. */
  readonly target: 'session' | 'site'
  readonly who: readonly Who[]
  readonly scope: Scope
  /** How often one asker may ask it in a second, where each time writes something; absent: as often as they like. */
  readonly perSecond?: number
  /** What the customer is asked to consent to: where the site has switched the kind off, so is the request. */
  readonly kind?: Kind
  readonly data: D
  /** What a done request answers with; of a session request, besides `seq` and `at`. */
  readonly reply: R
}

/** Declares a request, keeping its exact types. */
export function declare<D extends z.ZodType, R extends z.ZodType, T extends 'session' | 'site'>(
  spec: RequestSpec<D, R> & { readonly target: T },
): RequestSpec<D, R> & { readonly target: T } {
  return spec
}
