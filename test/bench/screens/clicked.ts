// A customer's application: a window that tells when a button goes down in it.
import { connectX } from '../../../agent/platform/x11/connection.ts'
import { CLICKED } from './marker.ts'

/** What `x11` calls a button going down, and the mask that asks for it. */
const BUTTON_PRESS = { name: 'ButtonPress', mask: 4 } as const

type Maker = { AllocID(): number; CreateWindow(...values: unknown[]): void; MapWindow(id: number): void }

const connection = await connectX(process.argv[2] ?? '')
const maker = connection.client as unknown as Maker // the declared part of the package makes no windows
const window = maker.AllocID()
const { x, y, side } = CLICKED
const look = { backgroundPixel: 0x204060, overrideRedirect: 1, eventMask: BUTTON_PRESS.mask }
maker.CreateWindow(window, connection.root, x, y, side, side, 0, 0, 0, 0, look)
maker.MapWindow(window)
const presses: number[] = []
connection.onEvent(({ name }) => {
  if (name === BUTTON_PRESS.name) presses.push(performance.timeOrigin + performance.now())
})
await connection.sync()
process.on('message', () => process.send?.(presses.splice(0)))
process.on('disconnect', () => process.exit(0))
process.send?.([])
