// Where input may go: a desktop, a monitor, or one window with what belongs to it.
import { DeskhandError } from '../../../../src/protocol/error.ts'
import type { Rect } from '../../../../src/protocol/screen.ts'
import type { ScreenTarget } from '../../platform.ts'
import type { XConnection } from '../connection.ts'
import { readLayout } from '../monitors.ts'
import { openWindowTarget } from './window-target.ts'

/** A place on the whole desktop. */
export type Place = { readonly x: number; readonly y: number }

/** What input is for; places are pixels of the picture that the other side sees. */
export type InputTarget = {
  /** The place on the desktop, or `null` outside the picture. */
  place(x: number, y: number): Place | null
  /** The place on the desktop nearest to one of the picture or beside it. */
  nearest(x: number, y: number): Place
  /** Whether a click at a place of the desktop would go to the target; absent when it always does. */
  mayPress?(at: Place): Promise<boolean>
  /** Whether keys would go to the target; absent when they always do. */
  mayType?(): Promise<boolean>
  /** Stops following the target. */
  close(): void
}

/** @throws DeskhandError  `screen.none` when there is no such monitor or window */
export function openTarget(connection: XConnection, target: ScreenTarget): Promise<InputTarget> {
  return target.window === undefined
    ? openMonitorTarget(connection, target.monitor)
    : openWindowTarget(connection, target.window)
}

async function openMonitorTarget(connection: XConnection, monitor: string | undefined): Promise<InputTarget> {
  const randr = await connection.extension('randr').catch(() => null)
  randr?.SelectInput(connection.root, randr.NotifyMask.ScreenChange)
  let area = await readArea(connection, monitor)
  const close = connection.onEvent(({ name }) => {
    if (name !== 'RRScreenChangeNotify') return
    readArea(connection, monitor).then(
      (next) => {
        area = next
      },
      () => {
        area = NOWHERE // the monitor was unplugged or the display is gone
      },
    )
  })
  return { ...placesOf(() => area), close }
}

/** The picture of which every place is outside. */
export const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 }

/** Places of a picture that lies on the desktop at `area()`. */
export function placesOf(area: () => Rect): Pick<InputTarget, 'place' | 'nearest'> {
  const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value))
  return {
    place(x, y) {
      const at = area()
      return x >= 0 && y >= 0 && x < at.width && y < at.height ? { x: at.x + x, y: at.y + y } : null
    },
    nearest(x, y) {
      const at = area()
      return { x: at.x + within(x, at.width), y: at.y + within(y, at.height) }
    },
  }
}

async function readArea(connection: XConnection, name: string | undefined): Promise<Rect> {
  const { widthPx, heightPx, monitors } = await readLayout(connection)
  if (name === undefined) return { x: 0, y: 0, width: widthPx, height: heightPx }
  const monitor = monitors.find((it) => it.name === name)
  if (monitor) return monitor
  const known = monitors.map((it) => it.name).join(', ')
  throw new DeskhandError('screen.none', { problem: `there is no monitor ${name}, but ${known}` })
}
