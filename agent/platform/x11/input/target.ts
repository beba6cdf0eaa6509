// Opens where input may go: a desktop, a monitor, or one window with what belongs to it.
import { DeskhandError } from '../../../../src/protocol/error.ts'
import type { Rect } from '../../../../src/protocol/screen.ts'
import type { ScreenTarget } from '../../platform.ts'
import type { XConnection } from '../connection.ts'
import { readLayout } from '../monitors.ts'
import { type InputTarget, NOWHERE, placesOf } from './places.ts'
import { openWindowTarget } from './window-target.ts'

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

async function readArea(connection: XConnection, name: string | undefined): Promise<Rect> {
  const { widthPx, heightPx, monitors } = await readLayout(connection)
  if (name === undefined) return { x: 0, y: 0, width: widthPx, height: heightPx }
  const monitor = monitors.find((it) => it.name === name)
  if (monitor) return monitor
  const known = monitors.map((it) => it.name).join(', ')
  throw new DeskhandError('screen.none', { problem: `there is no monitor ${name}, but ${known}` })
}
