// Private X displays for tests: Xvfb on a free number, with a window manager when asked for, ended by process id.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { atEnd } from './ending.ts'

const run = promisify(execFile)

/** A running private display. */
export type TestDisplay = {
  /** Such as `:7`, for `DISPLAY`. */
  readonly name: string
  readonly env: NodeJS.ProcessEnv
  /** Runs a program on the display to its end and gives what it wrote. */
  run(program: string, ...args: string[]): Promise<Buffer>
  /** Starts a program on the display that is ended with it. */
  start(program: string, ...args: string[]): ChildProcess
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
    run: async (program, ...args) =>
      (await run(program, args, { env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 })).stdout,
    start: (program, ...args) => {
      const child = spawn(program, args, { env, stdio: 'ignore' })
      children.add(child)
      return child
    },
    kill: () => end(server),
  }
  if (options.hasWindowManager) display.start('openbox')
  return display
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
