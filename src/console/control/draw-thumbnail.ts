// Draws one small picture the way this terminal shows them.
import { halfBlocks, type Pixels } from '../../terminal/pictures/half-blocks.ts'
import { kittyRows, kittyUpload } from '../../terminal/pictures/kitty.ts'
import { encodeSixel, sixelRows, sixelSize } from '../../terminal/pictures/sixel.ts'
import { THUMBNAIL } from '../frame/thumbnail-place.ts'
import type { Ports, WatchedScreen } from './ports.ts'

/** Pixels of a kitty picture for each cell. */
const CELL_PX = { width: 10, height: 20 } as const

/** A picture that is drawn again and again. */
export interface Drawable {
  readonly screen: WatchedScreen
  /** kitty's name of it. */
  readonly id: number
  /** The last one that was encoded: a screen on which nothing happens is not encoded again. */
  encoded?: { readonly rgb: Uint8Array; readonly sixel: string }
}

/** A picture as characters, and what is to be drawn over them. */
export interface Drawn {
  readonly rows: readonly string[]
  readonly sixel?: string
}

/** Draws it; null while there is no picture. */
export async function drawThumbnail(ports: Ports, one: Drawable): Promise<Drawn | null> {
  const { mode } = ports.pictures
  if (mode === 'kitty') return kitty(ports, one)
  if (mode === 'sixel') return sixel(ports, one)
  const pixels = await look(one, { widthPx: THUMBNAIL.columns, heightPx: THUMBNAIL.rows * 2 })
  return pixels && mode !== 'none' ? { rows: halfBlocks(pixels, mode) } : null
}

async function kitty(ports: Ports, { screen, id }: Drawable): Promise<Drawn | null> {
  const { columns, rows } = THUMBNAIL
  const png = await (await screen.look(columns * CELL_PX.width, rows * CELL_PX.height))?.png()
  if (png) ports.write(kittyUpload(png, { id, columns, rows }))
  return png ? { rows: kittyRows({ id, columns, rows }) } : null
}

async function sixel({ pictures }: Ports, one: Drawable): Promise<Drawn | null> {
  const { cell, colours } = pictures.sixel
  const pixels = await look(one, sixelSize(THUMBNAIL, cell))
  if (!pixels) return null
  if (!one.encoded || Buffer.compare(one.encoded.rgb, pixels.rgb) !== 0)
    one.encoded = { rgb: pixels.rgb, sixel: await encodeSixel(pixels, colours) }
  return { rows: sixelRows(THUMBNAIL), sixel: one.encoded.sixel }
}

async function look(one: Drawable, size: Omit<Pixels, 'rgb'>): Promise<Pixels | null> {
  const rgb = await (await one.screen.look(size.widthPx, size.heightPx))?.rgb()
  return rgb ? { rgb, ...size } : null
}
