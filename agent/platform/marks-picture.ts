// Marks as rows of pixels: the shapes that the overlay on a real screen and the drawn desktop show.
import { markLines, markMiddle } from '../../src/protocol/mark-shape.ts'
import { MAX_MARK_WIDTH_PX, type Mark, type MarkPoint } from '../../src/protocol/marks.ts'
import type { Rect } from '../../src/protocol/screen.ts'
import { glyphOf, LINE_PX } from './pixel-font/pixel-font.ts'

/** The most rows of pixels one mark is drawn with; what is beyond is left out. */
export const MAX_SPANS = 200_000
/** A highlighter covers every second row, so that what is under it stays readable without blending. */
export const HIGHLIGHTER_ROWS = 2
const TEXT_ROWS = 18

/** Told of one row of pixels: from `x` to before `end`, inside the area that was asked for. */
export type SpanSink = (y: number, x: number, end: number) => void

/** Draws one mark as rows of pixels, those inside the area only; some may come twice. */
export function drawMark(mark: Mark, area: Rect, sink: SpanSink): void {
  const isStriped = mark.shape === 'highlighter'
  let left = MAX_SPANS
  const draw: SpanSink = (y, x, end) => {
    if (!(y >= area.y && y < area.y + area.height) || (isStriped && y % HIGHLIGHTER_ROWS !== 0) || left <= 0) return
    const [from, to] = [Math.max(x, area.x), Math.min(end, area.x + area.width)]
    if (!(from < to)) return // also for a point that is no number
    left--
    sink(y, from, to)
  }
  const radius = Math.max(1, Math.min(mark.widthPx, MAX_MARK_WIDTH_PX)) / 2
  if (mark.shape === 'text') drawLetters(mark, draw)
  else for (const [from, to] of strokes(mark)) drawStroke({ from, to, radius }, area, draw)
}

type Segment = readonly [MarkPoint, MarkPoint]

/** The straight strokes a shape is made of. */
function strokes(mark: Mark): readonly Segment[] {
  const middle = markMiddle(mark)
  return markLines(mark).flatMap((line) => {
    const points = line.map(([x, y]): MarkPoint => [x + middle, y + middle])
    const [first] = points
    if (points.length === 1 && first) return [[first, first]]
    return points.slice(1).map((point, index): Segment => [points[index] ?? point, point])
  })
}

/** A line with round ends, row by row: it is convex, so each row is in one piece. */
function drawStroke(
  { from, to, radius }: { from: MarkPoint; to: MarkPoint; radius: number },
  area: Rect,
  sink: SpanSink,
): void {
  const [[x1, y1], [x2, y2]] = [from, to]
  const length = Math.hypot(x2 - x1, y2 - y1)
  // The corners of the line without its ends; a point has none.
  const [dx, dy] = length === 0 ? [0, 0] : [((y2 - y1) / length) * radius, ((x2 - x1) / length) * -radius]
  const corners: readonly MarkPoint[] = [
    [x1 + dx, y1 + dy],
    [x2 + dx, y2 + dy],
    [x2 - dx, y2 - dy],
    [x1 - dx, y1 - dy],
  ]
  const top = Math.max(Math.floor(Math.min(y1, y2) - radius), area.y)
  const bottom = Math.min(Math.ceil(Math.max(y1, y2) + radius), area.y + area.height)
  for (let y = top; y < bottom; y++) {
    const row = y + 0.5
    let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const reach = (x: number, halfPx = 0): void => {
      left = Math.min(left, x - halfPx)
      right = Math.max(right, x + halfPx)
    }
    for (const [x, centre] of [from, to]) {
      const off = Math.abs(row - centre)
      if (off <= radius) reach(x, Math.sqrt(radius ** 2 - off ** 2))
    }
    for (const [index, [ax, ay]] of corners.entries()) {
      const [bx, by] = corners[(index + 1) % 4] ?? from
      if (ay !== by && row >= Math.min(ay, by) && row <= Math.max(ay, by))
        reach(ax + ((row - ay) / (by - ay)) * (bx - ax))
    }
    if (left < right) sink(y, Math.round(left), Math.max(Math.round(left) + 1, Math.round(right)))
  }
}

/** Letters as large as the line is thick, at least as the font has them. */
function drawLetters({ points: [at], text, widthPx }: Mark, sink: SpanSink): void {
  if (!at) return
  const scale = Math.max(1, Math.min(4, Math.round(widthPx / 4)))
  let [left, top] = [Math.round(at[0]), Math.round(at[1])]
  for (const character of text.normalize('NFC')) {
    if (character === '\n') {
      left = Math.round(at[0])
      top += LINE_PX * scale
      continue
    }
    const glyph = glyphOf(character, true)
    for (let row = 0; row < TEXT_ROWS * scale; row++) {
      for (let x = 0; x < glyph.widthPx; x++) {
        if (glyph.isSet(x, Math.floor(row / scale))) sink(top + row, left + x * scale, left + (x + 1) * scale)
      }
    }
    left += glyph.widthPx * scale
  }
}

/** The pixels around all that marks cover inside an area, or `null` when that is nothing. */
export function marksExtent(marks: readonly Mark[], area: Rect): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const mark of marks) {
    drawMark(mark, area, (y, x, end) => {
      left = Math.min(left, x)
      right = Math.max(right, end)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    })
  }
  return left < right ? { x: left, y: top, width: right - left, height: bottom - top } : null
}
