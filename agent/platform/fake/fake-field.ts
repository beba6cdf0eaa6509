// A field that shows what is typed and a button that counts clicks: where input shows on the drawn desktop.
import type { Rect } from '../../../src/protocol/screen.ts'
import { drawText, fillRect, type Picture } from '../picture.ts'
import { LINE_PX, textWidthPx } from '../pixel-font/pixel-font.ts'

/** The most characters the field keeps; older ones go. */
export const MAX_FIELD_CHARACTERS = 10_000
const HEIGHT_PX = 28
const ABOVE_PANEL_PX = 76
const INK = 0x23262d
const FILL = { field: 0xffffff, button: 0x5aa7ff, pressed: 0x3a7fd0, edge: 0x0b0e16 } as const

/** Where the two are on a desktop of this height, in pixels. */
export function fieldPlaces(heightPx: number): { readonly field: Rect; readonly button: Rect } {
  const y = heightPx - ABOVE_PANEL_PX
  return { field: { x: 120, y, width: 280, height: HEIGHT_PX }, button: { x: 412, y, width: 92, height: HEIGHT_PX } }
}

/** What they show. */
export type FieldState = { readonly typed: string; readonly clicks: number; readonly isPressed: boolean }

/** Draws both and returns what looks different. */
export function drawField(picture: Picture, { typed, clicks, isPressed }: FieldState): Rect[] {
  const { field, button } = fieldPlaces(picture.heightPx)
  const rects = [field, button].map(({ x, y, width, height }) => ({
    x: x - 1,
    y: y - 1,
    width: width + 2,
    height: height + 2,
  }))
  for (const rect of rects) fillRect(picture, rect, FILL.edge)
  fillRect(picture, field, FILL.field)
  fillRect(picture, button, isPressed ? FILL.pressed : FILL.button)
  const top = Math.floor((HEIGHT_PX - LINE_PX) / 2)
  drawText(picture, { x: field.x + 8, y: field.y + top }, endThatFits(typed, field.width - 16), { color: INK })
  drawText(picture, { x: button.x + 12, y: button.y + top }, `OK ${clicks}`, { color: INK, isBold: true })
  return rects
}

/** The last characters of a text that fit, as a field shows the end that is being typed. */
function endThatFits(text: string, widthPx: number): string {
  let shown = ''
  for (const character of [...text].toReversed()) {
    if (textWidthPx(character + shown) > widthPx) break
    shown = character + shown
  }
  return shown
}
