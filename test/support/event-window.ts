// A window over a whole test display that writes down every event it is given, as a customer's application would get it.
import type { XEvent } from 'x11'
import { connectX } from '../../agent/platform/x11/connection.ts'
import type { TestDisplay } from './display.ts'
import { atEnd } from './ending.ts'
import { until } from './wait.ts'

const KEYS_BUTTONS_MOTION = 0b100_1111
const CONSTANT = new Set(['KeyPress', 'KeyRelease', 'ButtonPress', 'ButtonRelease', 'MotionNotify'])

/** The window. */
export type EventWindow = {
  /** What it was given, such as `ButtonPress 1 at 20,30` and `KeyPress 38`. */
  readonly seen: readonly string[]
  /** When it was given each, as of `performance.now()`. */
  readonly seenAtMs: readonly number[]
  clear(): void
  /** Keycodes that are down, and the mask of modifiers and buttons. */
  state(): Promise<{ readonly keys: readonly number[]; readonly mask: number }>
}

/** Opens it on a display without a window manager and gives it the keyboard. */
export async function openEventWindow(display: TestDisplay): Promise<EventWindow> {
  const connection = await connectX(display.name, { sharedMemory: false })
  atEnd(() => connection.close())
  const { client, root, ask } = connection
  const window = client.AllocID()
  client.CreateWindow(window, root, 0, 0, 1280, 800, 0, 0, 1, 0, {
    overrideRedirect: true,
    eventMask: KEYS_BUTTONS_MOTION,
  })
  client.MapWindow(window)
  await connection.sync()
  await display.run('xdotool', 'windowfocus', String(window))
  const seen: string[] = []
  const seenAtMs: number[] = []
  connection.onEvent((event) => {
    if (!CONSTANT.has(event.name)) return
    seen.push(describe(event))
    seenAtMs.push(performance.now())
  })
  await until('the focus', async () => String(await display.run('xdotool', 'getwindowfocus')).trim() === String(window))
  return {
    seen,
    seenAtMs,
    clear() {
      seen.length = 0
      seenAtMs.length = 0
    },
    async state() {
      const bits = await ask<Buffer>((reply) => client.QueryKeymap(reply))
      const { keyMask } = await ask<{ keyMask: number }>((reply) => client.QueryPointer(root, reply))
      const keys = Array.from({ length: 256 }, (_, key) => key).filter(
        (key) => (bits[key >> 3] ?? 0) & (1 << (key & 7)),
      )
      return { keys, mask: keyMask }
    },
  }
}

function describe({ name, keycode, rootx, rooty }: XEvent): string {
  if (name === 'MotionNotify') return `${name} at ${rootx},${rooty}`
  return name.startsWith('Button') ? `${name} ${keycode} at ${rootx},${rooty}` : `${name} ${keycode}`
}
