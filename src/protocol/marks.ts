// Marks that people draw on a shared picture: what they are, how large they may be, and how a list of them grows.

/** The ways to mark a picture. */
export const MARK_SHAPES = ['highlighter', 'pen', 'arrow', 'rectangle', 'text'] as const
/** One way to mark a picture. */
export type MarkShape = (typeof MARK_SHAPES)[number]

/** The most points of one mark. */
export const MAX_MARK_POINTS = 512
/** The largest coordinate of a point, in pixels; no picture is wider or higher. */
export const MAX_MARK_COORDINATE_PX = 16_383
/** The most characters (code points) of a text on the picture. */
export const MAX_MARK_TEXT_CHARACTERS = 200
/** The thickest line, in pixels. */
export const MAX_MARK_WIDTH_PX = 64
/** The most marks on one picture; the oldest goes when another comes. */
export const MAX_MARKS = 500

/** A place on the shared picture, in its pixels from the top left corner. */
export type MarkPoint = readonly [x: number, y: number]

/**
 * One mark.
 *
 * A highlighter or pen goes through all its points, an arrow points from the first to the last, a rectangle has them
 * as corners, a text begins at the first; `mark-shape.ts` tells how each is drawn.
 */
export type Mark = {
  readonly id: string
  readonly shape: MarkShape
  /** `0xRRGGBB` */
  readonly color: number
  readonly widthPx: number
  readonly points: readonly MarkPoint[]
  /** For `text` only, hostile; otherwise empty. */
  readonly text: string
}

/** The least points each shape needs. */
export const LEAST_MARK_POINTS: Readonly<Record<MarkShape, number>> = {
  highlighter: 1,
  pen: 1,
  arrow: 2,
  rectangle: 2,
  text: 1,
}

/** The marks with one more, each id once; the oldest go where there would be more than `MAX_MARKS`. */
export function withMark<M extends Mark>(marks: readonly M[], mark: M): readonly M[] {
  return [...marks.filter(({ id }) => id !== mark.id), mark].slice(-MAX_MARKS)
}
