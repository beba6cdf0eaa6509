// Text to be typed whole, cut into pieces that fit an input event.
import { MAX_INPUT_TEXT_BYTES } from '../../protocol/input.ts'

/** Pasted text longer than this is typed only once the reader has seen it and said yes, in characters. */
export const CONFIRM_OVER_CHARACTERS = 200
/** The longest text that is typed in one go, in characters. */
export const MAX_TYPED_CHARACTERS = 20_000

const utf8 = new TextEncoder()

/** Cuts a text between characters into pieces of at most `MAX_INPUT_TEXT_BYTES`; line ends become single line feeds. */
export function textPieces(text: string): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  let bytes = 0
  for (const character of text.replace(/\r\n?/g, '\n').toWellFormed()) {
    const size = utf8.encode(character).byteLength
    if (bytes + size > MAX_INPUT_TEXT_BYTES) {
      pieces.push(piece)
      piece = ''
      bytes = 0
    }
    piece += character
    bytes += size
  }
  return piece ? [...pieces, piece] : pieces
}
