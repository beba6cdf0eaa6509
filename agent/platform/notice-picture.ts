// The picture of the sign that tells customers on their own screen that it is being seen.
import { drawText, fillRect, newPicture, type Picture } from './picture.ts'
import { LINE_PX, textWidthPx } from './pixel-font/pixel-font.ts'

/** Longer sentences are cut, in characters. */
export const MAX_NOTICE_CHARACTERS = 120

const GROUND = 0xb3261e
const EDGE = 0x7d1410
const INK = 0xffffff
const DOT = 0xffd7d4
const PADDING = { x: 16, y: 6 } as const
const DOT_PX = 10
const GAP_PX = 10

/** Draws the sign around one line of text; control characters become boxes, so nothing in it can hide. */
export function noticePicture(text: string): Picture {
  const characters = [...text.normalize('NFC')]
  const line =
    characters.length > MAX_NOTICE_CHARACTERS ? `${characters.slice(0, MAX_NOTICE_CHARACTERS - 1).join('')}…` : text
  const widthPx = textWidthPx(line) + 2 * PADDING.x + DOT_PX + GAP_PX
  const heightPx = LINE_PX + 2 * PADDING.y
  const picture = newPicture(widthPx, heightPx, GROUND)
  fillRect(picture, { x: 0, y: heightPx - 2, width: widthPx, height: 2 }, EDGE)
  drawDot(picture, { x: PADDING.x, y: (heightPx - DOT_PX) / 2 })
  drawText(picture, { x: PADDING.x + DOT_PX + GAP_PX, y: PADDING.y }, line, { color: INK, isBold: true })
  return picture
}

function drawDot(picture: Picture, at: { readonly x: number; readonly y: number }): void {
  const radius = DOT_PX / 2
  for (let row = 0; row < DOT_PX; row++) {
    const half = Math.round(Math.sqrt(radius ** 2 - (row + 0.5 - radius) ** 2))
    fillRect(picture, { x: at.x + radius - half, y: at.y + row, width: 2 * half, height: 1 }, DOT)
  }
}
