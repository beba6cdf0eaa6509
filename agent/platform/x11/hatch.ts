// The cross-hatching over what may not be seen of a window, as patterns that the X server fills with.
import type { Client } from 'x11'
import { HATCH_COLORS, HATCH_PX, isHatchLine } from '../hatching.ts'

const BITMAP = 0
const Z_PIXMAP = 2
const TILED = 1
const STIPPLED = 2
const INCLUDE_INFERIORS = 1

/** What windows are painted with; all of it goes away with its connection. */
export type Brushes = {
  /** Hatching with its ground. */
  readonly hatch: number
  /** The same, for whoever sets its clip region. */
  readonly clipped: number
  /** The lines only. */
  readonly lines: number
  /** Copies what can be seen of a window and what is inside it. */
  readonly copy: number
}

/** Makes the brushes for drawables as deep as this one. */
export function makeBrushes(client: Client, drawable: number, depth: number, leastBitFirst: boolean): Brushes {
  const [tile, stipple] = [client.AllocID(), client.AllocID()]
  const [hatch, clipped, lines, copy, plain] = [0, 0, 0, 0, 0].map(() => client.AllocID()) as [
    number,
    number,
    number,
    number,
    number,
  ]
  client.CreatePixmap(tile, drawable, depth, HATCH_PX, HATCH_PX)
  client.CreatePixmap(stipple, drawable, 1, HATCH_PX, HATCH_PX)
  client.CreateGC(copy, drawable, { subwindowMode: INCLUDE_INFERIORS, graphicsExposures: 0 })
  client.PutImage(Z_PIXMAP, tile, copy, HATCH_PX, HATCH_PX, 0, 0, 0, depth, tilePixels())
  client.CreateGC(plain, stipple, { foreground: 1, background: 0 })
  client.PutImage(BITMAP, stipple, plain, HATCH_PX, HATCH_PX, 0, 0, 0, 1, linePixels(leastBitFirst))
  client.CreateGC(hatch, drawable, { fillStyle: TILED, tile })
  client.CreateGC(clipped, drawable, { fillStyle: TILED, tile })
  client.CreateGC(lines, drawable, { fillStyle: STIPPLED, stipple, foreground: HATCH_COLORS.line })
  return { hatch, clipped, lines, copy }
}

function tilePixels(): Buffer {
  const pixels = Buffer.alloc(HATCH_PX * HATCH_PX * 4)
  for (let at = 0; at < HATCH_PX * HATCH_PX; at++) {
    const isLine = isHatchLine(at % HATCH_PX, Math.floor(at / HATCH_PX))
    pixels.writeUInt32LE((0xff000000 | (isLine ? HATCH_COLORS.line : HATCH_COLORS.ground)) >>> 0, at * 4)
  }
  return pixels
}

/** One bit a pixel, rows padded to 32 bits, in the server's order of bits. */
function linePixels(leastBitFirst: boolean): Buffer {
  const pixels = Buffer.alloc(HATCH_PX * 4)
  for (let y = 0; y < HATCH_PX; y++) {
    for (let x = 0; x < HATCH_PX; x++) {
      if (isHatchLine(x, y)) setBit(pixels, y * 4, x, leastBitFirst)
    }
  }
  return pixels
}

/** Sets one pixel of a row of bits that begins at a byte. */
export function setBit(bytes: Buffer, rowAt: number, x: number, leastBitFirst: boolean): void {
  const at = rowAt + (x >> 3)
  const bit = leastBitFirst ? 1 << (x & 7) : 0x80 >> (x & 7)
  bytes[at] = (bytes[at] ?? 0) | bit
}
