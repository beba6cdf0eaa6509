// The pointer of an X display: its picture, and a word whenever it moves or changes.
import type { CursorImage } from 'x11'
import type { Cursor, CursorShape } from '../platform.ts'
import type { XConnection } from './connection.ts'

const DISPLAY_CURSOR = 1
/** Hands move the pointer with raw motion; a program that warps it makes plain motion only. */
const CHANGES: ReadonlySet<string> = new Set(['CursorNotify', 'XIRawMotion', 'XIMotion'])

/** The pointer in the coordinates of the whole desktop. */
export type Pointer = { read(): Promise<Cursor> }

/**
 * Begins watching the pointer.
 *
 * Moves come as XInput 2 events, so an idle pointer costs nothing; a server without them reports changes of the
 * picture only.
 */
export async function openPointer(connection: XConnection, changed: () => void): Promise<Pointer> {
  const { ask, root } = connection
  const fixes = await connection.extension('fixes')
  fixes.SelectCursorInput(root, DISPLAY_CURSOR)
  const xinput = await connection.extension('xinput').catch(() => null)
  if (xinput?.xi2) xinput.XISelectEvents(root, { deviceId: xinput.AllMasterDevices, mask: ['RawMotion', 'Motion'] })
  connection.onEvent(({ name }) => {
    if (CHANGES.has(name)) changed()
  })
  let known: { readonly serial: number; readonly shape: CursorShape } | null = null
  return {
    async read() {
      const image = await ask<CursorImage>((reply) => fixes.GetCursorImage(reply))
      const fresh = known?.serial === image.cursorSerial ? known : { serial: image.cursorSerial, shape: shapeOf(image) }
      known = fresh
      return { x: image.x, y: image.y, ...fresh }
    },
  }
}

function shapeOf(image: CursorImage): CursorShape {
  const argb = image.cursorImage
  const rgba = new Uint8Array(image.width * image.height * 4)
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = argb[at + 3] ?? 0
    const straight = (value = 0): number => (alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha)))
    rgba[at] = straight(argb[at + 2])
    rgba[at + 1] = straight(argb[at + 1])
    rgba[at + 2] = straight(argb[at])
    rgba[at + 3] = alpha
  }
  return { widthPx: image.width, heightPx: image.height, hotX: image.xhot, hotY: image.yhot, rgba }
}
