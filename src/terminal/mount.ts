// Starts a full-screen Ink program and gives the terminal back as it was, however the program ends.
import { type Instance, render } from 'ink'
import type { ReactNode } from 'react'
import { type MouseEvent, mouseInput } from './mouse.ts'
import type { Io } from './print/io.ts'

/** How a full-screen program is mounted. */
export type MountOptions = {
  readonly io: Io
  /** Where a crash is announced: `process`. */
  readonly process: Pick<NodeJS.Process, 'on' | 'off'>
  /** Asks the terminal for mouse reports; without it the terminal's own selection works as usual. */
  readonly onMouse?: (event: MouseEvent) => void
}

/** A running full-screen program. */
export type Mounted = {
  readonly show: (node: ReactNode) => void
  /** Resolves with what the program passed to `exit`, after the terminal has been given back. */
  readonly ended: Promise<unknown>
  /** Ends the program and gives the terminal back. */
  readonly end: () => void
}

/**
 * Mounts a program in the alternate screen: changed lines only, Ctrl+C left to the program, scrollback untouched.
 *
 * The terminal is restored on `exit`, on an error, on a signal and on an uncaught exception, before Node reports it.
 */
export function mount(node: ReactNode, { io, process, onMouse }: MountOptions): Mounted {
  const mouse = onMouse === undefined ? undefined : mouseInput(io.stdin, io.stdout, onMouse)
  const app = render(node, {
    // Ink asks for the streams of a process and uses of them what Io has
    stdin: (mouse?.stdin ?? io.stdin) as NodeJS.ReadStream,
    stdout: io.stdout as NodeJS.WriteStream,
    stderr: io.stderr as NodeJS.WriteStream,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    kittyKeyboard: { mode: 'auto' },
  })
  const restore = () => {
    app.unmount()
    mouse?.stop()
  }
  process.on('uncaughtExceptionMonitor', restore)
  process.on('exit', restore)
  const ended = settle(app, () => {
    mouse?.stop()
    process.off('uncaughtExceptionMonitor', restore)
    process.off('exit', restore)
  })
  return { show: app.rerender, ended, end: app.unmount }
}

async function settle(app: Instance, release: () => void): Promise<unknown> {
  try {
    return await app.waitUntilExit()
  } finally {
    release()
  }
}
