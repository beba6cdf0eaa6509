// A picture in memory that can be filled, written on and copied from: what notices and the drawn desktop are made of.
import type { Rect } from '../../src/protocol/screen.ts'
import { glyphOf } from './pixel-font/pixel-font.ts'

/** A picture: one `0xRRGGBB` a pixel, row after row. */
export type Picture = { readonly widthPx: number; readonly heightPx: number; readonly pixels: Uint32Array }

/** How a line of text is written. */
export type TextStyle = {
  readonly color: number
  readonly isBold?: boolean
  /** Whole-number magnification. */
  readonly scale?: number
}

/** A picture all of one colour. */
export function newPicture(widthPx: number, heightPx: number, color = 0): Picture {
  return { widthPx, heightPx, pixels: new Uint32Array(widthPx * heightPx).fill(color) }
}

/** Fills the part of the rectangle that is inside the picture. */
export function fillRect(picture: Picture, rect: Rect, color: number): void {
  const left = Math.max(0, rect.x)
  const right = Math.min(picture.widthPx, rect.x + rect.width)
  const bottom = Math.min(picture.heightPx, rect.y + rect.height)
  for (let y = Math.max(0, rect.y); y < bottom && left < right; y++) {
    picture.pixels.fill(color, y * picture.widthPx + left, y * picture.widthPx + right)
  }
}

/** Writes one line of text with its top left corner at `x`, `y`; what is outside the picture is left out. */
export function drawText(picture: Picture, at: { x: number; y: number }, text: string, style: TextStyle): void {
  const scale = style.scale ?? 1
  let left = at.x
  for (const character of text.normalize('NFC')) {
    const glyph = glyphOf(character, style.isBold)
    for (let y = 0; y < 18; y++) {
      for (let x = 0; x < glyph.widthPx; x++) {
        if (!glyph.isSet(x, y)) continue
        const dot = { x: left + x * scale, y: at.y + y * scale, width: scale, height: scale }
        fillRect(picture, dot, style.color)
      }
    }
    left += glyph.widthPx * scale
  }
}

/** Copies a rectangle's pixels out, row after row without gaps. */
export function cropPixels(picture: Picture, rect: Rect, into: Uint32Array): Uint32Array {
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y + row) * picture.widthPx + rect.x
    into.set(picture.pixels.subarray(from, from + rect.width), row * rect.width)
  }
  return into.subarray(0, rect.width * rect.height)
}
