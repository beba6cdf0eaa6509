// The colour modes: pixels are reduced as soon as they are taken, so that what did not change stays unchanged.

/** How many colours a stream may show: 256 (3, 3 and 2 bits), 16 bit (5, 6 and 5 bits), or all. */
export type ColorMode = '256' | '16bit' | 'true'

/**
 * Reduces pixels in place to the colours of a mode, and clears the byte that means nothing.
 *
 * Levels are spread over the whole range, so that black stays black and white stays white. Nothing is dithered: equal
 * pixels stay equal wherever they are, which copies and fills live on.
 */
export function reduceColors(pixels: Uint32Array, mode: ColorMode): void {
  if (mode === '256') reduce(pixels, LEVELS_256)
  else if (mode === '16bit') reduce(pixels, LEVELS_16)
}

type Levels = { readonly red: Uint32Array; readonly green: Uint32Array; readonly blue: Uint32Array }

function reduce(pixels: Uint32Array, { red, green, blue }: Levels): void {
  for (let at = 0; at < pixels.length; at++) {
    const color = pixels[at] ?? 0
    pixels[at] = (red[(color >> 16) & 255] ?? 0) | (green[(color >> 8) & 255] ?? 0) | (blue[color & 255] ?? 0)
  }
}

function levels(bits: number, shift: number): Uint32Array {
  const most = (1 << bits) - 1
  return Uint32Array.from({ length: 256 }, (_, value) => Math.round(((value >> (8 - bits)) * 255) / most) << shift)
}

const LEVELS_256: Levels = { red: levels(3, 16), green: levels(3, 8), blue: levels(2, 0) }
const LEVELS_16: Levels = { red: levels(5, 16), green: levels(6, 8), blue: levels(5, 0) }
