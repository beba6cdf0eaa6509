// Private X displays for tests: Xvfb on a free number, with a window manager when asked for, ended by process id.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { atEnd } from './ending.ts'
import { until } from './wait.ts'

const run = promisify(execFile)

/** How long a program that is run to its end may take, in milliseconds. */
export const RUN_LIMIT_MS = 20_000

/** A running private display. */
export type TestDisplay = {
  /** Such as `:7`, for `DISPLAY`. */
  readonly name: string
  readonly env: NodeJS.ProcessEnv
  /**
   * Runs a program on the display to its end and gives what it wrote.
   *
   * @throws Error  that names the program when it fails or has not ended after `RUN_LIMIT_MS`
   */
  run(program: string, ...args: string[]): Promise<Buffer>
  /** Starts a program on the display that is ended with it. */
  start(program: string, ...args: string[]): ChildProcess
  /** Waits until a window of this class (such as `XTerm`) can be seen and gives its number. */
  window(className: string): Promise<string>
  /** Takes the display away as a crash would. */
  kill(): Promise<void>
}

/** What a display is like. */
export type DisplayOptions = {
  /** Width × height × depth, such as `1280x800x24`. */
  readonly screen?: string
  /** Whether openbox manages its windows. */
  readonly hasWindowManager?: boolean
  /** More arguments for Xvfb. */
  readonly args?: readonly string[]
}

/** Starts a display that is taken away when the test is over. */
export async function startDisplay(options: DisplayOptions = {}): Promise<TestDisplay> {
  const server = spawn(
    'Xvfb',
    [
      '-displayfd',
      '3',
      '-screen',
      '0',
      options.screen ?? '1280x800x24',
      '-nolisten',
      'tcp',
      '-noreset',
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const children = new Set<ChildProcess>()
  atEnd(async () => {
    for (const child of children) await end(child)
    await end(server)
  })
  const name = `:${await firstLine(server.stdio[3] as Readable)}`
  const env = { ...process.env, DISPLAY: name }
  const display: TestDisplay = {
    name,
    env,
    run: (program, ...args) => runToEnd(env, program, args),
    start: (program, ...args) => {
      const child = spawn(program, args, { env, stdio: 'ignore' })
      children.add(child)
      return child
    },
    window: (className) =>
      until(
        `a window of ${className}`,
        async () =>
          String(await display.run('xdotool', 'search', '--onlyvisible', '--class', className)).split('\n')[0],
      ),
    kill: () => end(server),
  }
  if (options.hasWindowManager) await startWindowManager(display)
  return display
}

async function startWindowManager(display: TestDisplay): Promise<void> {
  // It answers to its name before it listens: windows that come in between are never managed.
  display.start('openbox', '--startup', 'xprop -root -f DESKHAND_READY 32c -set DESKHAND_READY 1')
  await until('the window manager', async () =>
    String(await display.run('xprop', '-root', 'DESKHAND_READY')).includes('= 1'),
  )
}

async function runToEnd(env: NodeJS.ProcessEnv, program: string, args: readonly string[]): Promise<Buffer> {
  const limits = { timeout: RUN_LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 } as const
  try {
    return (await run(program, args, { env, encoding: 'buffer', ...limits })).stdout
  } catch (cause) {
    const isLate = cause instanceof Error && 'killed' in cause && cause.killed === true
    const what = isLate ? `has not ended after ${RUN_LIMIT_MS} ms` : 'failed'
    throw new Error(`${[program, ...args].join(' ')} on ${env.DISPLAY} ${what}`, { cause })
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

async function firstLine(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += String(chunk)
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('Xvfb did not start')
}
