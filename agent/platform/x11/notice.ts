// The sign on an X desktop: above all windows, at the top edge, and clicks go through it.

import { noticePicture } from '../notice-picture.ts'
import type { Picture } from '../picture.ts'
import type { Notice } from '../platform.ts'
import { connectX, screenOf, type XConnection } from './connection.ts'
import { readLayout } from './monitors.ts'
import { keepAbove, makeSign, SIGN_EVENTS } from './sign.ts'

const Z_PIXMAP = 2

/**
 * Shows the sign on a connection of its own, so that it disappears with this program whatever happens to it.
 *
 * @throws DeskhandError  `screen.none` when the display cannot be reached
 */
export async function showX11Notice(displayName: string, text: string): Promise<Notice> {
  const connection = await connectX(displayName, { sharedMemory: false })
  try {
    const window = await openWindow(connection, noticePicture(text))
    const rest = await keepAbove(connection, () => window, 'notice')
    return {
      close() {
        rest()
        return connection.close()
      },
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

async function openWindow(connection: XConnection, picture: Picture): Promise<number> {
  const { client, display, root } = connection
  const { widthPx, heightPx } = picture
  const depth = screenOf(display).root_depth
  const [monitor] = (await readLayout(connection)).monitors
  const left = (monitor?.x ?? 0) + Math.max(0, Math.floor(((monitor?.width ?? widthPx) - widthPx) / 2))
  const [pixmap, context, window] = [client.AllocID(), client.AllocID(), client.AllocID()]
  client.CreatePixmap(pixmap, root, depth, widthPx, heightPx)
  client.CreateGC(context, pixmap, {})
  const bytes = Buffer.from(picture.pixels.buffer, picture.pixels.byteOffset, picture.pixels.byteLength)
  client.PutImage(Z_PIXMAP, pixmap, context, widthPx, heightPx, 0, 0, 0, depth, bytes)
  client.CreateWindow(window, root, left, monitor?.y ?? 0, widthPx, heightPx, 0, 0, 1, 0, {
    overrideRedirect: true,
    // The server repaints it by itself from here.
    backgroundPixmap: pixmap,
    eventMask: SIGN_EVENTS,
  })
  await makeSign(connection, window, 'notice')
  client.MapWindow(window)
  await connection.sync()
  return window
}
