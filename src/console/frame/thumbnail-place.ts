// Where the small pictures of screens stand: the last rows of the list, side by side, each under whose it is.
import type { UiState } from '../ui/ui-state.ts'
import { type Area, frameOf } from './frame-of.ts'

/** Cells of one picture: about 16 to 9, as a cell is twice as high as it is wide. */
export const THUMBNAIL = { columns: 34, rows: 10 } as const
/** The smallest terminal that has room for them, in cells. */
export const THUMBNAILS_FROM = { columns: 100, rows: 30 } as const
/** Cells between two pictures. */
export const THUMBNAIL_GAP = 2
/** Rows above a picture: an empty one and the one with the name. */
const ABOVE = 2
/** Rows of the screen that pictures take, those above them included. */
export const THUMBNAILS_HEIGHT = THUMBNAIL.rows + ABOVE

type Size = Pick<UiState, 'columns' | 'rows' | 'layout' | 'route'>

/** How many pictures stand side by side. */
export function thumbnailsThatFit(ui: Size): number {
  return Math.floor((frameOf(ui).main.width + THUMBNAIL_GAP) / (THUMBNAIL.columns + THUMBNAIL_GAP))
}

/** The cells of a picture. @param index  from 0 at the left */
export function thumbnailArea(ui: Size, index: number): Area {
  const { main } = frameOf(ui)
  const { columns: width, rows: height } = THUMBNAIL
  return { x: main.x + index * (width + THUMBNAIL_GAP), y: main.y + main.height - height, width, height }
}
