// Reads what stands after an option into the value a command gets.

import type { OptionKind } from '../features/command.ts'
import type { Translate } from '../language/catalogue.ts'
import { DeskhandError } from '../protocol/error.ts'

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** How the text of each kind is read; `before` is what the same option said earlier on the line. */
type Read = (text: string, before: unknown, t: Translate) => unknown

const READ: Readonly<Record<OptionKind, Read>> = {
  text: (text) => text,
  flag: () => true,
  count: (text, _, t) => {
    if (!/^\d{1,15}$/.test(text)) throw usage(t('cli.option.count', { text }))
    return Number(text)
  },
  number: (text, _, t) => {
    if (!/^\d{1,9}(\.\d{1,6})?$/.test(text) || Number(text) <= 0) throw usage(t('cli.option.number', { text }))
    return Number(text)
  },
  duration: (text, _, t) => {
    const [, number, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? []
    if (number === undefined) throw usage(t('cli.option.duration', { text }))
    return Number(number) * (UNITS_MS[unit ?? ''] ?? 0)
  },
  list: (text, before) => [...(Array.isArray(before) ? before : []), ...text.split(',').map((one) => one.trim())],
  pair: (text, before, t) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
    if (name === undefined) throw usage(t('cli.option.pair', { text }))
    return { ...(before as object | undefined), [name]: value }
  },
}

/**
 * Reads the text of one option.
 *
 * @param before  the value so far, for kinds that may be repeated
 * @throws DeskhandError `usage` saying what is expected
 */
export function readOption(
  kind: OptionKind,
  text: string,
  given: { readonly before: unknown; readonly t: Translate },
): unknown {
  return READ[kind](text, given.before, given.t)
}

function usage(problem: string): DeskhandError {
  return new DeskhandError('usage', { problem })
}
