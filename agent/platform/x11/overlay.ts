// Marks on a real X desktop: one window that has exactly their shape, takes no clicks and stays above all others.
import type { Geometry } from 'x11'
import { MAX_MARKS, type Mark } from '../../../src/protocol/marks.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import { drawMark, marksExtent } from '../marks-picture.ts'
import type { Overlay, ScreenTarget } from '../platform.ts'
import { connectX, screenOf, type XConnection } from './connection.ts'
import { setBit } from './hatch.ts'
import { readLayout } from './monitors.ts'
import { chooseArea } from './screen-source.ts'
import { keepAbove, makeSign, SIGN_EVENTS } from './sign.ts'
import { openWindowWatch } from './window-watch.ts'

const BITMAP = 0
const Z_PIXMAP = 2
const STACK_ABOVE = 0

/**
 * Opens an overlay on a connection of its own, so that the marks disappear with this program whatever happens to it.
 *
 * Marks on a window move with it and are away while it is minimized. The marks are on the screen itself, so they are
 * in what is captured of it: `ScreenSource.showsOverlay` tells so.
 *
 * @throws DeskhandError  `screen.none` when the display cannot be reached or has no such monitor or window
 */
export async function openX11Overlay(displayName: string, target: ScreenTarget): Promise<Overlay> {
  const connection = await connectX(displayName, { sharedMemory: false })
  try {
    const canvas = await openCanvas(connection)
    let marks: readonly Mark[] = []
    let work = Promise.resolve()
    const place = await followTarget(connection, target, () => {
      work = work.then(show).catch(() => undefined) // the window is closed or the display gone: the source tells so
    })
    const show = async (): Promise<void> => canvas.show(marks, await place())
    return {
      draw(next) {
        marks = next.slice(-MAX_MARKS)
        const drawn = work.then(show)
        work = drawn.catch(() => undefined) // told to whoever asked for these marks
        return drawn
      },
      close() {
        canvas.rest()
        return connection.close()
      },
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** Where the target is on the desktop, now and after each `moved`; `null` while it cannot be seen. */
async function followTarget(
  connection: XConnection,
  { monitor, window }: ScreenTarget,
  moved: () => void,
): Promise<() => Promise<Rect | null>> {
  if (window === undefined) {
    chooseArea(await readLayout(connection), monitor)
    return async () => chooseArea(await readLayout(connection), monitor).area
  }
  const watch = await openWindowWatch(connection, window)
  const place = async (): Promise<Rect | null> => {
    const state = await watch.look()
    return state.visibility === 'minimized' ? null : state.window.rect
  }
  let last = JSON.stringify(await place())
  const look = async (): Promise<void> => {
    const now = JSON.stringify(await place().catch(() => null)) // closed is as hidden
    if (now !== last) moved()
    last = now
  }
  watch.listen({ changed: () => void look(), closed: moved })
  return place
}

/**
 * The window of the marks: as large as what they cover, and shaped like them.
 *
 * Each picture is a window of its own that takes the place of the one before. To change the shape of one that is shown
 * takes the server several times as long.
 */
async function openCanvas(connection: XConnection) {
  const { client, root, display } = connection
  const depth = screenOf(display).root_depth
  const leastBitFirst = display.bitmap_bit_order === 0
  const shape = await connection.extension('shape')
  const context = client.AllocID()
  client.CreateGC(context, root, { foreground: 1, background: 0 })
  let shown: number | null = null
  const rest = await keepAbove(connection, () => shown, 'marks')

  const paint = async ({ x, y, width, height }: Rect, picture: Buffer, mask: Buffer): Promise<number> => {
    const [window, pixmap, bitmap, bits] = [client.AllocID(), client.AllocID(), client.AllocID(), client.AllocID()]
    client.CreatePixmap(pixmap, root, depth, width, height)
    client.CreatePixmap(bitmap, root, 1, width, height)
    client.CreateGC(bits, bitmap, { foreground: 1, background: 0 })
    client.PutImage(Z_PIXMAP, pixmap, context, width, height, 0, 0, 0, depth, picture)
    client.PutImage(BITMAP, bitmap, bits, width, height, 0, 0, 0, 1, mask)
    const values = { overrideRedirect: true, eventMask: SIGN_EVENTS, backgroundPixmap: pixmap }
    client.CreateWindow(window, root, x, y, width, height, 0, 0, 1, 0, values)
    shape.Mask(shape.Op.Set, shape.Kind.Bounding, window, 0, 0, bitmap)
    for (const one of [pixmap, bitmap]) client.FreePixmap(one)
    client.FreeGC(bits)
    await makeSign(connection, window, 'marks')
    return window
  }
  return {
    rest,
    async show(marks: readonly Mark[], area: Rect | null): Promise<void> {
      const desktop = await connection.ask<Geometry>((reply) => client.GetGeometry(root, reply))
      const inside = area && { x: 0, y: 0, width: area.width, height: area.height }
      const extent = inside && marksExtent(marks, inside)
      const before = shown
      shown = null
      if (area && extent && area.x + extent.x < desktop.width && area.y + extent.y < desktop.height) {
        const { picture, mask } = rasterise(marks, extent, leastBitFirst)
        shown = await paint({ ...extent, x: area.x + extent.x, y: area.y + extent.y }, picture, mask)
        // Directly above the one before, and so still below the sign that says who watches.
        if (before !== null) client.ConfigureWindow(shown, { sibling: before, stackMode: STACK_ABOVE })
        client.MapWindow(shown)
      }
      if (before !== null) client.DestroyWindow(before)
      await connection.sync()
    },
  }
}

/** The pixels of the marks and, one bit each, which of them are theirs; rows of bits are padded to 32. */
function rasterise(marks: readonly Mark[], extent: Rect, leastBitFirst: boolean): { picture: Buffer; mask: Buffer } {
  const { x: left, y: top, width, height } = extent
  const pixels = new Uint32Array(width * height)
  const rowBytes = Math.ceil(width / 32) * 4
  const mask = Buffer.alloc(rowBytes * height)
  for (const mark of marks) {
    drawMark(mark, extent, (y, x, end) => {
      const row = (y - top) * width - left
      pixels.fill((0xff000000 | mark.color) >>> 0, row + x, row + end)
      for (let at = x; at < end; at++) setBit(mask, (y - top) * rowBytes, at - left, leastBitFirst)
    })
  }
  return { picture: Buffer.from(pixels.buffer), mask }
}
