// How a mark looks, as SVG that needs no stylesheet: the same on the page and in a saved picture.
import type { Mark } from '../../protocol/marks.ts'
import type { NewMark } from '../wire.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** How far from a line the eraser still finds it, in pixels of the picture. */
const GRASP_PX = 16
/** The height of a line of text at its smallest, in pixels of the picture, and how often larger it can be. */
const LINE_PX = 18
const MAX_LINE_SCALE = 4
/** The part of a line's height that is the font's size. */
const FONT_PART = 0.78

/** Half the angle of an arrow's head. */
const HEAD = Math.PI / 7

type Attributes = Readonly<Record<string, string | number>>

/** Makes one SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  made.append(...children)
  return made
}

/** Draws a mark, with a wider unseen line around it that the eraser finds. */
export function drawMark(mark: NewMark | Mark): SVGGElement {
  const color = `#${mark.color.toString(16).padStart(6, '0')}`
  if (mark.shape === 'text') return svg('g', {}, ...drawText(mark, color))
  const d = pathOf(mark)
  const stroke = { d, fill: 'none', stroke: color, 'stroke-width': mark.widthPx, 'stroke-linejoin': 'round' }
  const look =
    mark.shape === 'highlighter' ? { 'stroke-opacity': 0.4, 'stroke-linecap': 'butt' } : { 'stroke-linecap': 'round' }
  const grasp = { d, fill: 'none', stroke: '#000', 'stroke-opacity': 0, 'stroke-width': mark.widthPx + GRASP_PX }
  return svg('g', {}, svg('path', { ...stroke, ...look }), svg('path', { ...grasp, class: 'grasp' }))
}

function pathOf({ shape, points, widthPx }: NewMark): string {
  const [first = [0, 0], ...rest] = points
  const last = points.at(-1) ?? first
  const through = (places: NewMark['points']): string => places.map(([x, y]) => `L${x} ${y}`).join('')
  switch (shape) {
    case 'rectangle':
      return `M${first[0]} ${first[1]}H${last[0]}V${last[1]}H${first[0]}Z`
    case 'arrow':
      return `M${first[0]} ${first[1]}L${last[0]} ${last[1]}${headOf(first, last, widthPx)}`
    default:
      return `M${first[0]} ${first[1]}${rest.length > 0 ? through(rest) : 'h0.1'}`
  }
}

function headOf(from: readonly [number, number], to: readonly [number, number], widthPx: number): string {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  const length = Math.min(12 + widthPx * 2, Math.hypot(to[0] - from[0], to[1] - from[1]))
  const side = (turn: number): string =>
    `${Math.round(to[0] - length * Math.cos(angle + turn))} ${Math.round(to[1] - length * Math.sin(angle + turn))}`
  return `M${side(HEAD)}L${to[0]} ${to[1]}L${side(-HEAD)}`
}

/** The height of a mark's line of text, in pixels of the picture: as the overlay on a real desktop has it. */
export function textHeightPx(widthPx: number): number {
  return LINE_PX * Math.max(1, Math.min(MAX_LINE_SCALE, Math.round(widthPx / 4)))
}

function drawText({ points, text, widthPx, color }: NewMark, fill: string): readonly SVGElement[] {
  const [x, y] = points[0] ?? [0, 0]
  const height = textHeightPx(widthPx)
  // A rim of the other brightness keeps it readable on anything.
  const isDark = (color >> 16) * 0.3 + ((color >> 8) & 255) * 0.59 + (color & 255) * 0.11 < 140
  const rim = { stroke: isDark ? '#fff' : '#000', 'stroke-width': height / 8, 'paint-order': 'stroke' }
  const font = {
    'font-family': 'sans-serif',
    'font-weight': 600,
    'font-size': height * FONT_PART,
    'stroke-linejoin': 'round',
  }
  const node = svg('text', { x, y: y + height * FONT_PART, fill, ...rim, ...font, class: 'grasp' })
  node.textContent = text
  return [node]
}
