// An X desktop, or one of its monitors, as a screen source: damage from the server, pixels on demand.
import type { XEvent } from 'x11'
import { type DeskhandError, DeskhandError as Failure } from '../../../src/protocol/error.ts'
import type { Monitor, Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import type { ScreenListener, ScreenSource } from '../platform.ts'
import { connectX, screenOf, type XConnection } from './connection.ts'
import { openDamage } from './damage.ts'
import { type Grabber, openGrabber } from './grabber.ts'
import { type DesktopLayout, readLayout } from './monitors.ts'
import { openPointer } from './pointer.ts'

/** Which display, which of its monitors, and whether shared memory may be used. */
export type X11SourceOptions = {
  readonly display: string
  readonly monitor?: string
  readonly sharedMemory?: boolean
}

const SILENT: ScreenListener = {
  damaged: () => undefined,
  cursorChanged: () => undefined,
  resized: () => undefined,
  failed: () => undefined,
}

/**
 * Opens a screen source on a connection of its own.
 *
 * @throws DeskhandError  `screen.none` when the display cannot be reached, cannot be captured or has no such monitor
 */
export async function openX11Source(options: X11SourceOptions): Promise<ScreenSource> {
  const connection = await connectX(options.display, { sharedMemory: options.sharedMemory ?? true })
  try {
    requireTrueColor(connection)
    return await openOn(connection, options)
  } catch (error) {
    await connection.close()
    throw error
  }
}

async function openOn(connection: XConnection, options: X11SourceOptions): Promise<ScreenSource> {
  let listener = SILENT
  let view = await openView(connection, options.monitor)
  const damage = await openDamage(connection, () => listener.damaged())
  const isLayoutEvent = await followLayout(connection)
  const pointer = await openPointer(connection, () => listener.cursorChanged())
  const relayout = async (): Promise<void> => {
    const before = view
    view = await openView(connection, options.monitor)
    before.grabber.close()
    listener.resized()
  }
  const fail = (error: DeskhandError): void => listener.failed(error)
  connection.onLost(fail)
  connection.onEvent((event) => {
    // A monitor that was unplugged is a display that went away; a lost connection reports itself.
    if (isLayoutEvent(event)) relayout().catch((error) => error instanceof Failure && fail(asLost(error)))
  })
  return {
    showsOverlay: true,
    get widthPx() {
      return view.area.width
    },
    get heightPx() {
      return view.area.height
    },
    get monitors() {
      return view.monitors
    },
    listen: (next) => {
      listener = next
    },
    async takeDamage() {
      const { area } = view
      const inside = (await damage.take()).map((rect) => intersect(rect, area)).filter((rect) => rect !== null)
      return inside.map((rect) => ({ ...rect, x: rect.x - area.x, y: rect.y - area.y }))
    },
    grab: (rect) => view.grabber.grab({ ...rect, x: rect.x + view.area.x, y: rect.y + view.area.y }),
    async cursor() {
      const cursor = await pointer.read()
      return { ...cursor, x: cursor.x - view.area.x, y: cursor.y - view.area.y }
    },
    close: () => connection.close(),
  }
}

/** Asks to be told when monitors change: by their own event, or by one of the desktop when only their names do. */
async function followLayout(connection: XConnection): Promise<(event: XEvent) => boolean> {
  const { client, root } = connection
  const randr = await connection.extension('randr').catch(() => null)
  randr?.SelectInput(root, randr.NotifyMask.ScreenChange)
  client.ChangeWindowAttributes(root, { eventMask: client.eventMask.StructureNotify })
  return ({ name, wid }) => name === 'RRScreenChangeNotify' || (name === 'ConfigureNotify' && wid === root)
}

/** Only that monitor was agreed to, so the rest of the desktop does not take its place. */
function asLost(error: DeskhandError): DeskhandError {
  return error.code === 'screen.none' ? new Failure('screen.lost', error.details, error) : error
}

type View = { readonly area: Rect; readonly monitors: readonly Monitor[]; readonly grabber: Grabber }

async function openView(connection: XConnection, monitorName: string | undefined): Promise<View> {
  const layout = await readLayout(connection)
  const { area, monitors } = chooseArea(layout, monitorName)
  return { area, monitors, grabber: await openGrabber(connection, layout) }
}

/** Which part of the desktop is meant, and the monitors in it. @throws DeskhandError  `screen.none` */
export function chooseArea(
  layout: DesktopLayout,
  name: string | undefined,
): { area: Rect; monitors: readonly Monitor[] } {
  if (name === undefined) {
    return { area: { x: 0, y: 0, width: layout.widthPx, height: layout.heightPx }, monitors: layout.monitors }
  }
  const monitor = layout.monitors.find((it) => it.name === name)
  if (!monitor) {
    const known = layout.monitors.map((it) => it.name).join(', ')
    throw new Failure('screen.none', { problem: `there is no monitor ${name}, but ${known}` })
  }
  return { area: monitor, monitors: [{ ...monitor, x: 0, y: 0 }] }
}

/** Refuses a display whose pixels are not 32 bits each. @throws DeskhandError  `screen.none` */
export function requireTrueColor({ display }: XConnection): void {
  const depth = screenOf(display).root_depth
  const bits = display.format[depth]?.bits_per_pixel
  if ((depth === 24 || depth === 32) && bits === 32 && display.image_byte_order === 0) return
  throw new Failure('screen.none', { problem: `the X server shows ${depth} bits a pixel, not 24` })
}
