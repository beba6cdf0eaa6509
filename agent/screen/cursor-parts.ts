// The pointer as parts of a frame: its picture when it is another one, its position when it moved.
import sharp from 'sharp'
import {
  type CursorPositionPart,
  type CursorShapePart,
  MAX_CURSOR_PX,
  type ScreenPart,
} from '../../src/protocol/screen.ts'
import type { Cursor, CursorShape } from '../platform/platform.ts'

/** Remembers what the viewers know of the pointer. */
export type CursorTeller = {
  /** The parts that bring the viewers up to date; none when they are. */
  changes(cursor: Cursor): Promise<ScreenPart[]>
  /** The parts that say again what was said last. */
  all(): readonly ScreenPart[]
}

/** Starts with viewers that know nothing. */
export function newCursorTeller(): CursorTeller {
  let serial: number | null = null
  let shape: CursorShapePart | null = null
  let position: CursorPositionPart | null = null
  return {
    async changes(cursor) {
      const parts: ScreenPart[] = []
      if (cursor.serial !== serial) {
        serial = cursor.serial
        shape = await shapePart(cursor.shape)
        parts.push(shape)
      }
      const [x, y] = [clamp16(cursor.x), clamp16(cursor.y)]
      if (position?.x !== x || position.y !== y) {
        position = { type: 'cursor-position', x, y }
        parts.push(position)
      }
      return parts
    },
    all: () => [shape, position].filter((part) => part !== null),
  }
}

async function shapePart(shape: CursorShape): Promise<CursorShapePart> {
  const { widthPx, heightPx, hotX, hotY, rgba } = shape
  const isShown =
    widthPx <= MAX_CURSOR_PX && heightPx <= MAX_CURSOR_PX && rgba.some((_, at) => at % 4 === 3 && rgba[at])
  if (!isShown) return { type: 'cursor-shape', widthPx: 0, heightPx: 0, hotX: 0, hotY: 0, bytes: new Uint8Array(0) }
  const raw = { width: widthPx, height: heightPx, channels: 4 } as const
  const bytes = await sharp(rgba, { raw }).png().toBuffer()
  return { type: 'cursor-shape', widthPx, heightPx, hotX, hotY, bytes }
}

function clamp16(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value))
}
