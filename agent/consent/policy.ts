// What the person who started the agent decided in advance: the flags `--allow` and `--deny`.
import { KIND_NAMES, type Kind, kindSpec } from '../../src/session/kinds.ts'

/** Answers given in advance, for the whole session. A kind in neither is asked, or refused without a terminal. */
export interface Policy {
  /** Everything that "all" covers (PRM-05); never `reboot`, `login-as`, `script`, `system.info` or `cobrowse.*`. */
  readonly allowAll: boolean
  readonly allow: ReadonlySet<Kind>
  readonly denyAll: boolean
  readonly deny: ReadonlySet<Kind>
}

/** No answers in advance. */
export const NO_POLICY: Policy = { allowAll: false, allow: new Set(), denyAll: false, deny: new Set() }

/** A list of kinds as read, or the word that is wrong and why. */
export type ReadKinds =
  | { readonly ok: true; readonly all: boolean; readonly kinds: ReadonlySet<Kind> }
  | { readonly ok: false; readonly word: string; readonly why: 'unknown' | 'always-asks' }

/** Reads `KIND[,KIND]` or `all`, as many times as the flag was given. */
export function readKinds(texts: readonly string[], use: 'allow' | 'deny' | 'revoke'): ReadKinds {
  const kinds = new Set<Kind>()
  let all = false
  const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim())
  for (const word of words.filter((one) => one !== '')) {
    if (word === 'all') all = true
    else if (!isKind(word)) return { ok: false, word, why: 'unknown' }
    else if (use === 'allow' && kindSpec(word).alwaysAsks) return { ok: false, word, why: 'always-asks' }
    else kinds.add(word)
  }
  return { ok: true, all, kinds }
}

/** Whether a word names a kind of consent. */
export function isKind(word: string): word is Kind {
  return (KIND_NAMES as readonly string[]).includes(word)
}
