// The real programs as child processes: started from the build, watched line by line, ended with the test.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build.ts'
import { atEnd } from './ending.ts'
import { runFolder } from './run-folder.ts'
import { temporaryFolder } from './temp.ts'
import { DEADLINE_MS, until } from './wait.ts'

/** How a program is started. */
export interface ProgramOptions {
  /** Added to (or, with `undefined`, removed from) the clean environment of {@link cleanEnvironment}. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Written to its standard input, which is then closed. Without it a run program reads end-of-file at once. */
  readonly input?: string | Uint8Array
  readonly cwd?: string
  /** How long {@link runProgram} waits for its end, in milliseconds. */
  readonly deadlineMs?: number
}

/** What a program that has ended left behind. */
export interface Finished {
  /** Exit code, or 128 + the signal's number as a shell reports it. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output as one JSON value. */
  readonly json: <T = unknown>() => T
  /** Standard output as NDJSON. */
  readonly jsonLines: <T = unknown>() => readonly T[]
}

/** A program that runs until the test ends, or until it is told to. */
export interface Running {
  readonly pid: number
  /** Everything printed so far. */
  readonly output: { readonly stdout: string; readonly stderr: string }
  /** Complete lines of standard output (or error) so far. */
  readonly lines: (stream?: 'stdout' | 'stderr') => readonly string[]
  /**
   * Waits for a complete line that matches; lines printed before the call count.
   *
   * @throws Error  with everything printed, after the deadline or when the program ends first
   */
  readonly waitForLine: (pattern: string | RegExp, options?: LineOptions) => Promise<string>
  readonly write: (text: string | Uint8Array) => void
  readonly closeInput: () => void
  readonly kill: (signal?: NodeJS.Signals) => void
  /** Resolves when it has ended and everything it printed has been read. */
  readonly finished: Promise<Finished>
  /** Asks it to end (SIGTERM), insists after three seconds (SIGKILL), and waits. */
  readonly stop: () => Promise<Finished>
}

/** Where and how long to look for a line. */
export interface LineOptions {
  readonly stream?: 'stdout' | 'stderr'
  readonly deadlineMs?: number
}

const RUN_DEADLINE_MS = 30_000
const STOP_PATIENCE_MS = 3_000
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }
const SETPRIV = '/usr/bin/setpriv'

/** Starts `deskhand` and leaves it running. */
export function startDeskhand(args: readonly string[], options: ProgramOptions = {}): Promise<Running> {
  return startProgram([process.execPath, built('deskhand/deskhand.js'), ...args], options)
}

/** Starts `deskhand-agent` and leaves it running. */
export function startAgent(args: readonly string[], options: ProgramOptions = {}): Promise<Running> {
  return startProgram([process.execPath, built('agent/deskhand-agent.js'), ...args], options)
}

/** Runs `deskhand` to its end. */
export function runDeskhand(args: readonly string[], options: ProgramOptions = {}): Promise<Finished> {
  return runProgram([process.execPath, built('deskhand/deskhand.js'), ...args], options)
}

/** Runs `deskhand-agent` to its end. */
export function runAgent(args: readonly string[], options: ProgramOptions = {}): Promise<Finished> {
  return runProgram([process.execPath, built('agent/deskhand-agent.js'), ...args], options)
}

/**
 * Runs any program to its end.
 *
 * @throws Error  with what it printed, when it has not ended in time
 */
export async function runProgram(command: readonly string[], options: ProgramOptions = {}): Promise<Finished> {
  const program = await startProgram(command, { ...options, input: options.input ?? '' })
  const deadlineMs = options.deadlineMs ?? RUN_DEADLINE_MS
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), deadlineMs)
  })
  const finished = await Promise.race([program.finished, late])
  clearTimeout(timer)
  if (finished) return finished
  program.kill('SIGKILL')
  throw new Error(`${command.join(' ')} has not ended after ${deadlineMs} ms${printed(program.output)}`)
}

/** Starts any program; it ends with the test, and with this process should that be killed. */
export async function startProgram(command: readonly string[], options: ProgramOptions = {}): Promise<Running> {
  const env = await cleanEnvironment(options.env)
  // The kernel ends the program with the test worker, which no `finally` can promise when the worker itself is killed.
  const [program = '', ...args] = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig=KILL', ...command] : command
  const child = spawn(program, args, { env, cwd: options.cwd ?? ROOT, stdio: 'pipe' })
  await Promise.race([once(child, 'spawn'), once(child, 'error').then(([error]) => Promise.reject(error as Error))])
  const running = watch(child, command)
  atEnd(running.stop)
  if (options.input !== undefined) {
    running.write(options.input)
    running.closeInput()
  }
  return running
}

/**
 * An environment without anything of this machine's: home, configuration, data, cache and temporary files in one new
 * folder, English, no display, no colour settings.
 */
export async function cleanEnvironment(
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<Record<string, string>> {
  const home = await temporaryFolder('home')
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_STATE_HOME: join(home, '.local/state'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_RUNTIME_DIR: home,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    DESKHAND_TEST_RUN: runFolder(),
    ...changes,
  }
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** The path of a file of the build, or the reason why there is none. */
export function built(file: string): string {
  const failure = process.env.DESKHAND_TEST_BUILD_ERROR
  if (failure) throw new Error(failure)
  return join(ROOT, 'dist', file)
}

function watch(child: ChildProcess, command: readonly string[]): Running {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  child.stdin?.on('error', () => undefined) // it ended before reading: its exit code tells
  const finished = once(child, 'close').then(([code, signal]) => finish(output, code, signal))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const kill = (signal: NodeJS.Signals = 'SIGTERM') => void (hasEnded() || child.kill(signal))
  const lines = (stream: 'stdout' | 'stderr' = 'stdout') => output[stream].split('\n').slice(0, -1)
  return {
    pid: child.pid ?? 0,
    output,
    lines,
    waitForLine: async (pattern, { stream = 'stdout', deadlineMs = DEADLINE_MS } = {}) => {
      const find = () =>
        lines(stream).find((line) => (typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line)))
      const line = until(
        `a line of ${stream} like ${pattern}`,
        () => find() ?? (hasEnded() ? finished.then(() => find() ?? '\0') : undefined),
        deadlineMs,
      )
      const found = await line.catch((cause: unknown) =>
        Promise.reject(new Error(`${cause}${printed(output)}`, { cause })),
      )
      if (found === '\0') throw new Error(`${command.join(' ')} ended without a line like ${pattern}${printed(output)}`)
      return found
    },
    write: (text) => void child.stdin?.write(text),
    closeInput: () => void child.stdin?.end(),
    kill,
    finished,
    stop: async () => {
      kill('SIGTERM')
      const insist = setTimeout(() => kill('SIGKILL'), STOP_PATIENCE_MS)
      return finished.finally(() => clearTimeout(insist))
    },
  }
}

function finish(output: { stdout: string; stderr: string }, code: number | null, signal: string | null): Finished {
  const { stdout, stderr } = output
  return {
    code: code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0),
    stdout,
    stderr,
    json: <T>() => parse<T>(stdout, stderr),
    jsonLines: <T>() =>
      stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => parse<T>(line, stderr)),
  }
}

function parse<T>(text: string, stderr: string): T {
  try {
    return JSON.parse(text) as T // the caller's expectations check the shape
  } catch (cause) {
    throw new Error(`not JSON${printed({ stdout: text, stderr })}`, { cause })
  }
}

function printed({ stdout, stderr }: { stdout: string; stderr: string }): string {
  return `\n--- standard output\n${stdout}\n--- standard error\n${stderr}`
}
