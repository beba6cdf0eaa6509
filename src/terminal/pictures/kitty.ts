// Pictures by the kitty graphics protocol: sent once, then carried by ordinary characters, so that a layout can move them.

/** Bytes of base64 in one escape sequence. @see kitty graphics protocol, "Remote client" */
const CHUNK_BYTES = 4_096
/** The character that stands for one cell of a picture. @see kitty graphics protocol, "Unicode placeholders" */
const PLACEHOLDER = '\u{10EEEE}'
/** Diacritics that name a row or a column, the first of kitty's list; a picture has no more rows than these. */
const DIACRITICS = [
  0x0305, 0x030d, 0x030e, 0x0310, 0x0312, 0x033d, 0x033e, 0x033f, 0x0346, 0x034a, 0x034b, 0x034c, 0x0350, 0x0351,
  0x0352, 0x0357, 0x035b, 0x0363, 0x0364, 0x0365, 0x0366, 0x0367, 0x0368, 0x0369,
] as const

/** Where a picture stands. */
export interface KittyPlace {
  /** The terminal's name of the picture, 1 … 255; a later picture of that name takes its place. */
  readonly id: number
  readonly columns: number
  readonly rows: number
}

/** The sequences that send a picture; nothing is answered (`q=2`). @param png  of any size, stretched over the cells */
export function kittyUpload(png: Uint8Array, { id, columns, rows }: KittyPlace): string {
  const base64 = Buffer.from(png).toString('base64')
  const chunks = base64.match(new RegExp(`.{1,${CHUNK_BYTES}}`, 'g')) ?? []
  return chunks
    .map((chunk, i) => {
      const more = i + 1 < chunks.length ? 1 : 0
      const head = i === 0 ? `a=T,q=2,f=100,U=1,i=${id},c=${columns},r=${rows},m=${more}` : `q=2,m=${more}`
      return `\x1b_G${head};${chunk}\x1b\\`
    })
    .join('')
}

/** The rows of characters in whose place the terminal shows the picture. */
export function kittyRows({ id, columns, rows }: KittyPlace): readonly string[] {
  const first = String.fromCodePoint(DIACRITICS[0])
  return DIACRITICS.slice(0, rows).map((row) => {
    const start = `${PLACEHOLDER}${String.fromCodePoint(row)}${first}`
    return `\x1b[38;5;${id}m${start}${PLACEHOLDER.repeat(columns - 1)}\x1b[39m`
  })
}

/** The sequence that frees a picture. */
export function kittyDelete(id: number): string {
  return `\x1b_Ga=d,d=I,q=2,i=${id}\x1b\\`
}
