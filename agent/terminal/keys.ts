// What arrives from a keyboard, read into keys: bytes of any split, escape sequences, pastes, UTF-8 of any script.
import { StringDecoder } from 'node:string_decoder'

/** Keys with a name. */
export type KeyName =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'erase-word'
  | 'erase-start'
  | 'erase-end'
  | 'interrupt'
  | 'end-of-input'
  | 'redraw'
  | 'other'
/** One key, or pasted text. */
export type Key =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'paste'; readonly text: string }
  | { readonly is: 'key'; readonly name: KeyName }

/** The longest paste that is taken, in characters: more is cut off. */
export const MAX_PASTE_CHARACTERS = 20_000
const PASTE_START = '\x1b[200~'
const PASTE_END = '\x1b[201~'
/** A whole sequence: of a key, of a key with Alt, or an answer of the terminal (ECMA-48 §5.4, §5.6). */
const SEQUENCE = /^\x1b+(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[^[O\]P_^X\x1b])/
/** The beginning of one: the rest is still on its way, however slow the line is. */
const UNFINISHED = /^\x1b+(?:\[[0-?]*[ -/]*|O|[\]P_^X][^\x07\x1b]*\x1b?)?$/
/** Nothing longer is a key, in characters. */
const MAX_SEQUENCE_CHARACTERS = 256

const CONTROLS: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x01': 'home',
  '\x05': 'end',
  '\x02': 'left',
  '\x06': 'right',
  '\x03': 'interrupt',
  '\x04': 'end-of-input',
  '\x0b': 'erase-end',
  '\x15': 'erase-start',
  '\x17': 'erase-word',
  '\x0c': 'redraw',
}
const SEQUENCES: Readonly<Record<string, KeyName>> = {
  '\x1b[D': 'left',
  '\x1b[C': 'right',
  '\x1bOD': 'left',
  '\x1bOC': 'right',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1bOH': 'home',
  '\x1bOF': 'end',
  '\x1b[1~': 'home',
  '\x1b[4~': 'end',
  '\x1b[7~': 'home',
  '\x1b[8~': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;5D': 'word-left',
  '\x1b[1;5C': 'word-right',
  '\x1bb': 'word-left',
  '\x1bf': 'word-right',
  '\x1b\x7f': 'erase-word',
}

/** Reads chunks of bytes; keys of one chunk come together. */
export interface KeyReader {
  read(chunk: Uint8Array): readonly Key[]
}

/**
 * Makes a reader. An escape waits for what follows it: on a slow line an arrow key arrives in pieces, and its last
 * letter must never be taken for a key of its own. So Escape alone is no key here.
 */
export function keyReader(): KeyReader {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let pasted: string | null = null
  const readPaste = (): Key | null => {
    const end = rest.indexOf(PASTE_END)
    // The end of the paste may arrive in two chunks, so its beginning stays behind.
    const upTo = end >= 0 ? end : Math.max(0, rest.length - PASTE_END.length + 1)
    pasted = `${pasted ?? ''}${rest.slice(0, upTo)}`.slice(0, MAX_PASTE_CHARACTERS)
    rest = rest.slice(end >= 0 ? end + PASTE_END.length : upTo)
    if (end < 0) return null
    const text = pasted
    pasted = null
    return { is: 'paste', text }
  }
  return {
    read: (chunk) => {
      rest += decoder.write(Buffer.from(chunk))
      const keys: Key[] = []
      while (rest !== '') {
        if (pasted !== null) {
          const paste = readPaste()
          if (!paste) break
          keys.push(paste)
        } else if (rest.startsWith(PASTE_START)) {
          rest = rest.slice(PASTE_START.length)
          pasted = ''
        } else if (UNFINISHED.test(rest) && rest.length < MAX_SEQUENCE_CHARACTERS) break
        else {
          const [key, length] = readKey(rest)
          keys.push(key)
          rest = rest.slice(length)
        }
      }
      return keys
    },
  }
}

function readKey(text: string): readonly [Key, number] {
  const first = text[0] ?? ''
  if (first === '\x1b') {
    const sequence = SEQUENCE.exec(text)?.[0]
    if (sequence === undefined) return [{ is: 'key', name: 'other' }, text.length]
    return [{ is: 'key', name: SEQUENCES[sequence] ?? 'other' }, sequence.length]
  }
  const control = CONTROLS[first]
  if (control) return [{ is: 'key', name: control }, 1]
  if (first < ' ') return [{ is: 'key', name: 'other' }, 1]
  const words = /^[^\x00-\x1f\x7f]+/.exec(text)?.[0] ?? first
  return [{ is: 'text', text: words }, words.length]
}
