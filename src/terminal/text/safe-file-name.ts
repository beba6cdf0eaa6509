// Makes any text harmless as the name of one file on Linux, macOS and Windows.
import { each } from './cells.ts'
import { safeText } from './safe-text.ts'
import { asArrived, type Untrusted } from './untrusted.ts'

declare const brand: unique symbol
/** A name that stays inside its folder and can be created everywhere. */
export type SafeFileName = string & { readonly [brand]: 'file name' }

/** The longest name common file systems accept, in bytes of UTF-8. */
export const FILE_NAME_MAX_BYTES = 255
/** The longest ending that survives when a name is shortened, in bytes. */
const ENDING_MAX_BYTES = 32

/** Controls, separators also in the forms that look like them, and what Windows refuses. */
const REFUSED = /[\p{Cc}\p{Cs}\p{Cn}\u2028\u2029\/\\:*?"<>\|∕⁄／＼：]/gv
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])[ .]*(?:[.:]|$)/i
const encoder = new TextEncoder()

/**
 * Turns text into the name of one file: separators, controls and characters Windows refuses become `_` (as does a leading
 * hyphen, which programs take for an option), dots and blanks at the end are taken off, device names get a leading `_`, and the length is limited with the ending kept.
 *
 * @param fallback  used when nothing is left, as for `..`
 */
export function safeFileName(text: string | Untrusted, fallback = 'file'): SafeFileName {
  const flat = safeText(asArrived(text).replace(REFUSED, '_')).replace(/[·�◌]/g, '_')
  const trimmed = trimEnd(flat.trimStart()).replace(/^-/, '_')
  const named = RESERVED.test(trimmed) ? `_${trimmed}` : trimmed
  return (shorten(named) || fallback) as SafeFileName // every rule above holds and shortening keeps them
}

function trimEnd(name: string): string {
  return name.replace(/[.\s]+$/, '')
}

function shorten(name: string): string {
  if (bytes(name) <= FILE_NAME_MAX_BYTES) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && bytes(name.slice(dot)) <= ENDING_MAX_BYTES ? name.slice(dot) : ''
  const room = FILE_NAME_MAX_BYTES - bytes(ending)
  let stem = ''
  let used = 0
  for (const grapheme of each(name.slice(0, name.length - ending.length))) {
    used += bytes(grapheme)
    if (used > room) break
    stem += grapheme
  }
  if (stem === '') return ''
  const whole = stem.replace(/[\u200c\u200d]+$/, '')
  return ending === '' ? trimEnd(whole) : whole + ending
}

function bytes(text: string): number {
  return encoder.encode(text).length
}
