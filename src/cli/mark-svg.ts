// Marks as an SVG picture, to be laid over pixels: every point in the middle of its pixel, every word harmless.
import { HIGHLIGHTER_OPACITY, markLines, markTextPx } from '../protocol/mark-shape.ts'
import type { Mark, MarkPoint } from '../protocol/marks.ts'
import { safeText } from '../terminal/text/safe-text.ts'

/** How far below the top of its letters a text's base line lies, as a part of their height. */
const BASE_LINE = 0.8

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
  const opacity = mark.shape === 'highlighter' ? ` stroke-opacity="${HIGHLIGHTER_OPACITY}"` : ''
  const ends = mark.shape === 'rectangle' ? 'stroke-linejoin="miter"' : 'stroke-linejoin="round"'
  const paint = `fill="none" stroke="${color}" stroke-width="${mark.widthPx}" stroke-linecap="round" ${ends}${opacity}`
  return `<path d="${markLines(mark).map(path).join('')}" ${paint}/>`
}

/** A rectangle ends where it began, so it is closed; a single point is drawn as a line to itself, which is a dot. */
function path(points: readonly MarkPoint[]): string {
  const places = points.map(([x, y]) => `${x + 0.5} ${y + 0.5}`)
  const isClosed = places.length > 2 && places[0] === places.at(-1)
  const steps = isClosed ? places.slice(0, -1) : places.length === 1 ? [...places, ...places] : places
  return `M${steps.join('L')}${isClosed ? 'Z' : ''}`
}

function textSvg(mark: Mark, color: string): string {
  const [x = 0, y = 0] = mark.points[0] ?? []
  const px = markTextPx(mark)
  const words = escaped(safeText(mark.text))
  const font = `font-family="sans-serif" font-weight="bold" font-size="${px}"`
  return `<text x="${x}" y="${y + px * BASE_LINE}" ${font} fill="${color}" xml:space="preserve">${words}</text>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}
