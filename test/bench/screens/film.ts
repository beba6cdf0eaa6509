// The moving pictures that are played: two loops of two seconds, drawn from a formula so that anyone can compute a frame.

/** The window that everything plays in, on a desktop of 1920 × 1080. */
export const WINDOW = { x: 192, y: 112, width: 1280, height: 720 } as const
/** Frames of a loop. */
export const LOOP = 60
/** `video`: smooth gradients and discs; `film`: the same with panning texture and grain, as a camera sees. */
export type FilmKind = 'video' | 'film'

const SINES = Float32Array.from({ length: 4096 }, (_, at) => Math.sin((at / 4096) * 2 * Math.PI))
const sine = (angle: number): number => SINES[(angle * 651.8986469) & 4095] ?? 0
const SIDE = 2048
const DISCS = [0xffcc00, 0x00aaff, 0xffffff, 0x222222, 0xff3366, 0x33dd66]

/** Draws frame `index` of a loop, `0xRRGGBB` each. */
export function drawFilm(kind: FilmKind, index: number): Uint32Array {
  const { width, height } = WINDOW
  const pixels = new Uint32Array(width * height)
  const phase = (index / LOOP) * 2 * Math.PI
  const texture = kind === 'film' ? grainyTexture() : null
  const next = randomFrom(index + 1)
  const depth = texture ? 35 : 60
  for (let y = 0; y < height; y++) {
    const [a, e] = [sine(y * 0.011 + 10 + phase), sine(y * 0.023 + 20 - phase)]
    const row = ((y + index * 2) & (SIDE - 1)) * SIDE
    for (let x = 0; x < width; x++) {
      const v = sine(x * 0.013 + 10 + phase) + a
      const q = sine((x + y) * 0.007 + 20 - phase) + e
      const t = texture ? (texture[row + ((x + index * 4) & (SIDE - 1))] ?? 0) + (next() % 7) - 3 : 0
      const red = level(128 + depth * v + t)
      pixels[y * width + x] = (red << 16) | (level(128 + depth * q + t) << 8) | level(128 + 30 * (v - q) + t)
    }
  }
  for (const [disc, color] of DISCS.entries()) drawDisc(pixels, phase, disc, color)
  return pixels
}

function drawDisc(pixels: Uint32Array, phase: number, disc: number, color: number): void {
  const { width, height } = WINDOW
  const radius = 30 + 6 * disc
  const left = width / 2 + Math.cos(phase + disc) * (150 + 60 * disc)
  const top = height / 2 + Math.sin(phase * (disc % 2 ? 1 : -1) + disc) * (80 + 30 * disc)
  for (let y = Math.max(0, Math.floor(top - radius)); y < Math.min(height, top + radius); y++) {
    for (let x = Math.max(0, Math.floor(left - radius)); x < Math.min(width, left + radius); x++) {
      if ((x - left) ** 2 + (y - top) ** 2 < radius * radius) pixels[y * width + x] = color
    }
  }
}

const level = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value)

let known: Int8Array | null = null

/** Value noise of three octaves. */
function grainyTexture(): Int8Array {
  if (known) return known
  known = new Int8Array(SIDE * SIDE)
  const next = randomFrom(12_345)
  for (const [cell, amplitude] of [
    [64, 18],
    [16, 12],
    [4, 8],
  ] as const) {
    const across = SIDE / cell
    const knots = Float32Array.from({ length: across * across }, () => (next() / 32_768 - 0.5) * 2 * amplitude)
    for (let at = 0; at < known.length; at++) {
      const [x, y] = [(at % SIDE) / cell, Math.floor(at / SIDE) / cell]
      const [fx, fy] = [x % 1, y % 1]
      const [left, right] = [Math.floor(x), (Math.floor(x) + 1) % across]
      const [top, bottom] = [Math.floor(y) * across, ((Math.floor(y) + 1) % across) * across]
      const knot = (index: number): number => knots[index] ?? 0
      const above = knot(top + left) * (1 - fx) + knot(top + right) * fx
      const below = knot(bottom + left) * (1 - fx) + knot(bottom + right) * fx
      known[at] = (known[at] ?? 0) + above * (1 - fy) + below * fy
    }
  }
  return known
}

/** Numbers from 0 to 32,767, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state >> 16
  }
}
