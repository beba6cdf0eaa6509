// Makes any text harmless in a terminal while leaving what was wrong with it visible.
import { cut } from './cells.ts'
import { asArrived, type Untrusted } from './untrusted.ts'

declare const brand: unique symbol
/** Text that cannot move the cursor, colour, hide, reorder or answer anything in a terminal. */
export type SafeText = string & { readonly [brand]: 'safe' }

/** How `safeText` treats lines and length. */
export type SafeTextOptions = {
  /** Keeps line feeds, turns CR LF into LF and tabs into four spaces; otherwise all three are shown as pictures. */
  readonly multiline?: boolean
  /** Cuts every line to this many cells, an ellipsis included. */
  readonly maxCells?: number
}

/** Combining marks one character may carry before the rest are shown as dots, so that no text climbs over others. */
export const MARKS_MAX = 8

const TAB = '    '
/** What needs no look: ASCII, Korean, Han, and what our own frames are drawn with, each one grapheme and harmless. */
const PLAIN =
  /^[\x20-\x7e\xb7\xd7\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2039\u203a\u2190-\u21ff\u2500-\u25fc\u2709\u270e\u2713\u2717\u3131-\u3163\u3165-\u318e\u4e00-\u9fff\uac00-\ud7a3]*$/
const EMOJI = String.raw`[\p{Emoji}--[0-9#*]]`
/** Letters of scripts whose spelling needs joiners (Unicode 17, chapters 9, 12, 13 and 16). */
const JOINED = String.raw`[[[${[
  'Arab',
  'Syrc',
  'Mong',
  'Nkoo',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Khmr',
  'Mymr',
]
  .map((script) => `\\p{Script=${script}}`)
  .join('')}]&&[\p{L}\p{M}]]--\p{Default_Ignorable_Code_Point}]`
/** What is kept among the otherwise harmful: emoji presentation, keycaps, emoji sequences, joiners inside a word. */
const KEPT = [
  String.raw`(?<=${EMOJI})[\ufe0e\ufe0f]`,
  String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  String.raw`(?<=${EMOJI}\ufe0f?)\u200d(?=${EMOJI})`,
  String.raw`(?<=${JOINED})[\u200c\u200d](?=${JOINED})`,
].join('|')
/** Controls, formats, lone surrogates, unassigned, invisible; U+10EEEE makes kitty draw an image it was given. */
const HARMFUL = String.raw`[[\p{C}--\p{Co}]\p{Default_Ignorable_Code_Point}\u2028\u2029\u{10eeee}]`
let judged: RegExp | null = null
/** Compiled for the first text that is not plain: it takes as long as half the start of a program. */
const toJudge = (): RegExp => {
  judged ??= new RegExp(`${KEPT}|(${HARMFUL})`, 'gv')
  return judged
}
const UNKNOWN = /[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/v
/** Conjoining letters that make no syllable: terminals disagree about their width. */
const LONE_JAMO =
  /[\u1100-\u115e\ua960-\ua97c][\u1161-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?|[\uac00-\ud7a3][\u11a8-\u11ff\ud7cb-\ud7fb]|([\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb])/g
const LEADING_MARK = /(?<=^|\n)(?=\p{M})/gv
const MARK_PILE = new RegExp(String.raw`(?<=\p{M}{${MARKS_MAX}})\p{M}`, 'gv')

/**
 * Makes text harmless in a terminal: control characters and escape sequences (7-bit and C1), bidirectional
 * overrides, invisible characters, lone surrogates and floods of combining marks become visible pictures.
 *
 * Nothing is dropped silently and nothing is normalised; applying it twice changes nothing more.
 *
 * @returns one line, or lines separated by LF with `multiline`
 * @see Unicode TR36 §3 and TR55; xterm control sequences; DESIGN §10
 */
export function safeText(text: string | Untrusted, options: SafeTextOptions = {}): SafeText {
  const raw = asArrived(text)
  const safe = PLAIN.test(raw) ? raw : show(raw, options.multiline ?? false)
  const { maxCells } = options
  if (maxCells === undefined) return safe as SafeText // everything harmful was replaced above
  const lines = safe.split('\n').map((line) => cut(line, maxCells))
  return lines.join('\n') as SafeText // cutting takes away and adds only an ellipsis
}

function show(raw: string, multiline: boolean): string {
  const lines = multiline ? raw.replaceAll('\r\n', '\n').replaceAll('\t', TAB) : raw
  return lines
    .replace(MARK_PILE, '·')
    .replace(toJudge(), (found: string, harmful: string | undefined) =>
      harmful === undefined || (multiline && harmful === '\n') ? found : picture(harmful),
    )
    .replace(LONE_JAMO, (found: string, lone: string | undefined) => (lone === undefined ? found : '�'))
    .replace(LEADING_MARK, '◌')
}

/** The visible stand-in of one harmful character, one cell wide. */
function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '␡'
  if (code === 0x2028 || code === 0x2029) return '␤'
  return UNKNOWN.test(character) ? '�' : '·'
}
