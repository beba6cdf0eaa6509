// Starts a full-screen Ink program and gives the terminal back as it was, however the program ends.
import { type Instance, render, type SuspendTerminal } from 'ink'
import { createElement, type ReactNode, useLayoutEffect } from 'react'
import type { InputListener } from './input-filter.ts'
import type { Io } from './print/io.ts'
import { terminalInput } from './terminal-input.ts'
import { watchedOutput } from './watched-output.ts'

/**
 * How a full-screen program is mounted.
 *
 * `onMouse` asks the terminal for mouse reports; without it the terminal's own selection works as usual. `onAnswer` hears
 * what the terminal answers to questions; without it they must not be asked.
 */
export type MountOptions = InputListener & {
  readonly io: Io
  /** Where a crash is announced: `process`. */
  readonly process: Pick<NodeJS.Process, 'on' | 'off'>
  /** Hears what has just been written to the terminal, piece by piece. */
  readonly onDrawn?: (text: string) => void
}

/** A running full-screen program. */
export type Mounted = {
  readonly show: (node: ReactNode) => void
  /** Resolves with what the program passed to `exit`, after the terminal has been given back. */
  readonly ended: Promise<unknown>
  /** Ends the program and gives the terminal back. */
  readonly end: () => void
}

/** A key that follows a frame waits for the next one: Ink's own 30 a second would be seen. */
const FRAMES_PER_SECOND = 60

/**
 * Without wrapping at the last column, a text that a terminal draws wider than everybody else spoils its own line at
 * most, not the whole screen.
 */
const WRAP_OFF = '\x1b[?7l'
const WRAP_ON = '\x1b[?7h'

/**
 * Mounts a program in the alternate screen: changed lines only, Ctrl+C left to the program, scrollback untouched.
 *
 * The terminal is restored on `exit`, on an error, on a signal and on an uncaught exception, before Node reports it.
 * To run an editor inside, lend it with `lendTerminal`.
 */
export function mount(node: ReactNode, { io, process, onDrawn, ...listener }: MountOptions): Mounted {
  const hasListener = Boolean(listener.onMouse ?? listener.onAnswer)
  const input = hasListener ? terminalInput(io.stdin, io.stdout, listener) : undefined
  const stdout = onDrawn ? watchedOutput(io.stdout, onDrawn) : io.stdout
  const modes = (): (() => void) => {
    io.stdout.write(WRAP_OFF)
    return () => {
      input?.stop()
      io.stdout.write(WRAP_ON)
    }
  }
  const app = render(createElement(Modes, { modes }, node), {
    // Ink asks for the streams of a process and uses of them what Io has
    stdin: (input?.stdin ?? io.stdin) as NodeJS.ReadStream,
    stdout: stdout as NodeJS.WriteStream,
    stderr: io.stderr as NodeJS.WriteStream,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    maxFps: FRAMES_PER_SECOND,
    kittyKeyboard: { mode: 'auto' },
  })
  const restore = () => app.unmount()
  process.on('uncaughtExceptionMonitor', restore)
  const ended = settle(app, () => process.off('uncaughtExceptionMonitor', restore))
  return { show: (next) => app.rerender(createElement(Modes, { modes }, next)), ended, end: restore }
}

/**
 * Lends the terminal to another program in its usual state: what `editInEditor` wants as `suspend`.
 *
 * @param suspendTerminal  from Ink's `useApp`
 */
export function lendTerminal(io: Io, suspendTerminal: SuspendTerminal): (run: () => Promise<void>) => Promise<void> {
  return (run) =>
    suspendTerminal(async () => {
      io.stdout.write(WRAP_ON)
      try {
        await run()
      } finally {
        io.stdout.write(WRAP_OFF)
      }
    })
}

type ModesProps = { readonly modes: () => () => void; readonly children?: ReactNode }

/** Sets terminal modes for as long as the program is mounted; Ink unmounts it on exits, errors and signals alike. */
function Modes({ modes, children }: ModesProps): ReactNode {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the modes are set once, for the life of the program
  useLayoutEffect(() => modes(), [])
  return children
}

async function settle(app: Instance, release: () => void): Promise<unknown> {
  try {
    return await app.waitUntilExit()
  } finally {
    release()
  }
}
