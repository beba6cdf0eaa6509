// A small picture in character cells: the upper half of a cell is its foreground, the lower half its background.

/** A picture as raw pixels. */
export interface Pixels {
  /** RGB, 3 bytes a pixel, row after row. */
  readonly rgb: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

/** Colours a terminal can show a picture with. */
export type PictureDepth = '256' | 'true'

const RESET = '\x1b[0m'

/**
 * Draws a picture, one cell a column and two pixels a row.
 *
 * @param depth  `256` takes the nearest of the colour cube and the greys
 * @returns one string a row: escape sequences of our own making and `▀`, `widthPx` cells each
 */
export function halfBlocks({ rgb, widthPx, heightPx }: Pixels, depth: PictureDepth): readonly string[] {
  const colour = depth === 'true' ? trueColour : cubeColour
  return Array.from({ length: Math.floor(heightPx / 2) }, (_, row) => {
    let line = ''
    let before = ''
    for (let x = 0; x < widthPx; x++) {
      const top = (row * 2 * widthPx + x) * 3
      const now = `\x1b[38;${colour(rgb, top)};48;${colour(rgb, top + widthPx * 3)}m`
      line += now === before ? '▀' : `${now}▀`
      before = now
    }
    return line + RESET
  })
}

function trueColour(rgb: Uint8Array, at: number): string {
  return `2;${rgb[at] ?? 0};${rgb[at + 1] ?? 0};${rgb[at + 2] ?? 0}`
}

/** Levels of the 6 × 6 × 6 cube of the 256 colours. */
const LEVELS = [0, 95, 135, 175, 215, 255] as const

function cubeColour(rgb: Uint8Array, at: number): string {
  const wanted = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0] as const
  const [r, g, b] = wanted.map(nearestLevel) as [number, number, number] // three in, three out
  const grey = Math.max(0, Math.min(23, Math.round(((wanted[0] + wanted[1] + wanted[2]) / 3 - 8) / 10)))
  const cube = [LEVELS[r] ?? 0, LEVELS[g] ?? 0, LEVELS[b] ?? 0] as const
  const level = 8 + grey * 10
  const isGrey = distance(wanted, [level, level, level]) < distance(wanted, cube)
  return `5;${isGrey ? 232 + grey : 16 + 36 * r + 6 * g + b}`
}

function nearestLevel(value: number): number {
  let best = 0
  for (let i = 1; i < LEVELS.length; i++)
    if (Math.abs((LEVELS[i] ?? 0) - value) < Math.abs((LEVELS[best] ?? 0) - value)) best = i
  return best
}

function distance(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
}
