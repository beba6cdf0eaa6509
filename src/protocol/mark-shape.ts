// How each mark is drawn, so that viewer, real desktop and saved pictures show the same: lines, and the size of letters.
import type { Mark, MarkPoint } from './marks.ts'

/** How much of what is below a highlighter hides, from 0 to 1; everything else hides it all. */
export const HIGHLIGHTER_OPACITY = 0.4
/** The colour and width a mark has unless something else was chosen. */
export const DEFAULT_MARK = { color: 0xff3b30, widthPx: 4 } as const

/** The height of a line of text at its smallest, in pixels, and how often larger it can be. */
const LINE_PX = 18
const MAX_LINE_SCALE = 4
/** The head of an arrow: the least length of its sides, how much longer a thick line makes them, and half its angle. */
const LEAST_HEAD_PX = 12
const HEAD_PER_WIDTH = 2
const HEAD_ANGLE = Math.PI / 7

/** What is added to its coordinates: a line of an odd width lies in the middle of pixels, one of an even width between them. */
export function markMiddle({ widthPx }: Pick<Mark, 'widthPx'>): number {
  return (widthPx % 2) / 2
}

/** Height of the line of a text, in pixels: it grows with the width of the line. */
export function markTextPx({ widthPx }: Pick<Mark, 'widthPx'>): number {
  return LINE_PX * Math.max(1, Math.min(MAX_LINE_SCALE, Math.round(widthPx / 4)))
}

/**
 * The lines of a mark, each through its points in order and drawn `widthPx` thick; a line of one point is a dot, and a
 * rectangle ends where it began. A text has none: its letters begin with their top left corner at the first point.
 */
export function markLines({ shape, points, widthPx }: Omit<Mark, 'id'>): readonly (readonly MarkPoint[])[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || shape === 'text') return []
  if (shape === 'arrow') return [[first, last], arrowHead(first, last, widthPx)]
  if (shape === 'rectangle') return [[first, [last[0], first[1]], last, [first[0], last[1]], first]]
  return [points]
}

function arrowHead([fromX, fromY]: MarkPoint, tip: MarkPoint, widthPx: number): readonly MarkPoint[] {
  const [x, y] = tip
  const length = Math.min(Math.hypot(x - fromX, y - fromY), LEAST_HEAD_PX + widthPx * HEAD_PER_WIDTH)
  const back = Math.atan2(fromY - y, fromX - x)
  const side = (angle: number): MarkPoint => [
    Math.round(x + length * Math.cos(back + angle)),
    Math.round(y + length * Math.sin(back + angle)),
  ]
  return [side(-HEAD_ANGLE), tip, side(HEAD_ANGLE)]
}
