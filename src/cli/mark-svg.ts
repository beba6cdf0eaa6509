// Marks as an SVG picture, to be laid over pixels: every line exactly in its pixels, every word harmless.
import { HIGHLIGHTER_OPACITY, markLines, markMiddle, markTextPx } from '../protocol/mark-shape.ts'
import type { Mark, MarkPoint } from '../protocol/marks.ts'
import { safeText } from '../terminal/text/safe-text.ts'

/** The part of a line's height that is the font's size, and how thick the rim around letters is. */
const FONT_PART = 0.78
const RIM_PART = 1 / 8
/** A colour of less brightness than this has a white rim, others a black one. */
const DARK = 140

/** The size of the picture, in pixels. */
export interface PictureSize {
  readonly widthPx: number
  readonly heightPx: number
}

/** Draws marks, the oldest lowest; what lies outside the picture is cut off. */
export function marksSvg(marks: readonly Mark[], { widthPx, heightPx }: PictureSize): string {
  const size = `width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${marks.map(markSvg).join('')}</svg>`
}

function markSvg(mark: Mark): string {
  const color = `#${mark.color.toString(16).padStart(6, '0')}`
  if (mark.shape === 'text') return textSvg(mark, color)
  const isDot = mark.points.length === 1
  const ends = mark.shape === 'highlighter' && !isDot ? 'butt' : 'round'
  const opacity = mark.shape === 'highlighter' ? HIGHLIGHTER_OPACITY : 1
  const paint = `fill="none" stroke="${color}" stroke-width="${mark.widthPx}" stroke-opacity="${opacity}"`
  const middle = markMiddle(mark)
  const places = markLines(mark).map((points) => path(points, middle))
  return `<path d="${places.join('')}" ${paint} stroke-linecap="${ends}" stroke-linejoin="round"/>`
}

/** A rectangle ends where it began, so it is closed; a single point is a line to itself, whose round ends are a dot. */
function path(points: readonly MarkPoint[], middle: number): string {
  const places = points.map(([x, y]) => `${x + middle} ${y + middle}`)
  if (places.length === 1) return `M${places[0]}L${places[0]}`
  const isClosed = places.length > 2 && places[0] === places.at(-1)
  return `M${(isClosed ? places.slice(0, -1) : places).join('L')}${isClosed ? 'Z' : ''}`
}

/** Letters with a rim of the other brightness, readable on anything. */
function textSvg(mark: Mark, color: string): string {
  const [x = 0, y = 0] = mark.points[0] ?? []
  const linePx = markTextPx(mark)
  const rim = `stroke="${isDark(mark.color) ? '#fff' : '#000'}" stroke-width="${linePx * RIM_PART}" paint-order="stroke"`
  const font = `font-family="sans-serif" font-weight="600" font-size="${linePx * FONT_PART}" stroke-linejoin="round"`
  const words = escaped(safeText(mark.text))
  return `<text x="${x}" y="${y + linePx * FONT_PART}" ${font} ${rim} fill="${color}" xml:space="preserve">${words}</text>`
}

function isDark(color: number): boolean {
  return (color >> 16) * 0.3 + ((color >> 8) & 255) * 0.59 + (color & 255) * 0.11 < DARK
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}
