// How each mark is drawn, so that viewer, real desktop and saved pictures show the same: lines, and the size of letters.
import type { Mark, MarkPoint } from './marks.ts'

/** How much of what is below a highlighter hides, from 0 to 1; everything else hides it all. */
export const HIGHLIGHTER_OPACITY = 0.4
/** The colour and width a mark has unless something else was chosen. */
export const DEFAULT_MARK = { color: 0xff3b30, widthPx: 4 } as const

const LEAST_TEXT_PX = 14
const MOST_TEXT_PX = 96
const TEXT_PX_PER_WIDTH = 5
/** The head of an arrow: its sides' length by the width of the line, its least, and their angle to the shaft. */
const HEAD_PER_WIDTH = 4
const LEAST_HEAD_PX = 12
const HEAD_ANGLE = Math.PI / 6

/** Height of the letters of a text, in pixels: it grows with the width of the line. */
export function markTextPx({ widthPx }: Pick<Mark, 'widthPx'>): number {
  return Math.min(MOST_TEXT_PX, Math.max(LEAST_TEXT_PX, widthPx * TEXT_PX_PER_WIDTH))
}

/**
 * The lines of a mark, each through its points in order, drawn `widthPx` thick around the middle of each pixel with
 * round ends; a line of one point is a dot. A rectangle ends where it began. A text has none: its letters begin with
 * their top left corner at the first point.
 */
export function markLines({ shape, points, widthPx }: Mark): readonly (readonly MarkPoint[])[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || shape === 'text') return []
  if (shape === 'arrow') return [[first, last], arrowHead(first, last, widthPx)]
  if (shape === 'rectangle') return [corners(points)]
  return [points]
}

function corners(points: readonly MarkPoint[]): readonly MarkPoint[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ]
}

function arrowHead([fromX, fromY]: MarkPoint, tip: MarkPoint, widthPx: number): readonly MarkPoint[] {
  const [x, y] = tip
  const shaft = Math.hypot(x - fromX, y - fromY)
  const length = Math.min(shaft, Math.max(LEAST_HEAD_PX, widthPx * HEAD_PER_WIDTH))
  const back = Math.atan2(fromY - y, fromX - x)
  const side = (angle: number): MarkPoint => [
    Math.round(x + length * Math.cos(back + angle)),
    Math.round(y + length * Math.sin(back + angle)),
  ]
  return [side(-HEAD_ANGLE), tip, side(HEAD_ANGLE)]
}
