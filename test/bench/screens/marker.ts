// What a page reads off the picture it shows: a frame's number in two corners, and the colour of a square.

/** The side of a block of a frame's number, in pixels. */
export const BLOCK_PX = 16
/** The square whose colour changes, on the desktop. */
export const SQUARE = { x: 736, y: 376, side: 200 } as const
/** Its colours: red, green, blue. */
export const COLORS = [
  [0, 0, 0],
  [255, 255, 255],
  [220, 0, 0],
  [0, 220, 220],
] as const
/** The window that is clicked in, on the desktop. */
export const CLICKED = { x: 1500, y: 860, side: 200 } as const
