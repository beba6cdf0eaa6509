// The programs of a demonstration as real processes: started with arguments, read line by line, ended with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseJson } from '../../protocol/parse-json.ts'

/** The programs of this package. */
export type ProgramName = 'deskhand' | 'deskhand-agent'

/** How one is started. */
export interface ProgramOptions {
  readonly env: Readonly<Record<string, string>>
  /** Written to its standard input, which is then closed. */
  readonly input?: string
}

/** What a program that has ended left behind. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs. */
export interface Started {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** The first line of standard output, past or to come, that is JSON and matches. */
  line<T>(matches: (value: Record<string, unknown>) => boolean): Promise<T>
  stop(signal?: NodeJS.Signals): Promise<Ended>
  /** Ends it as it is, without waiting. */
  kill(): void
}

/** The longest a step may take, in milliseconds. */
const STEP_MS = 20_000
/** After a request to stop, the process is ended as it is after this time, in milliseconds. */
const INSIST_MS = 3_000
/** The most a program's output is kept of, in characters. */
const MAX_OUTPUT_CHARACTERS = 8 * 1_048_576

/** The file of a program: beside this one in the build, or under `bin/` when the sources run as they are. */
export function programFile(name: ProgramName): string {
  const here = import.meta.dirname
  const built = name === 'deskhand' ? join(here, 'deskhand.js') : join(here, '..', 'agent', 'deskhand-agent.js')
  return existsSync(built) ? built : join(here, '..', '..', '..', 'bin', `${name}.ts`)
}

/** Starts a program and leaves it running. */
export function startProgram(name: ProgramName, args: readonly string[], { env, input }: ProgramOptions): Started {
  const child = spawn(process.execPath, [programFile(name), ...args], { env, stdio: 'pipe' })
  const output = { stdout: '', stderr: '' }
  const lines: Record<string, unknown>[] = []
  const waiting = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] = (output[stream] + text).slice(-MAX_OUTPUT_CHARACTERS)
    })
  createInterface({ input: child.stdout }).on('line', (text) => {
    const value = parse(text)
    if (value) lines.push(value)
    for (const look of [...waiting]) look()
  })
  child.stdin.on('error', () => undefined) // it ended before reading: its exit code tells
  if (input !== undefined) child.stdin.end(input)
  const ended = endOf(child, output)
  return {
    pid: child.pid ?? 0,
    ended,
    line: (matches) =>
      new Promise((resolve, reject) => {
        const fail = (): void => {
          done()
          reject(new Error(`${name} ${args.join(' ')} did not say what was expected\n${output.stdout}${output.stderr}`))
        }
        const timer = setTimeout(fail, STEP_MS)
        const done = (): void => {
          clearTimeout(timer)
          waiting.delete(look)
        }
        const look = (): void => {
          const found = lines.find(matches)
          if (found) done()
          if (found) resolve(found as never) // the caller's expectations check the shape
        }
        waiting.add(look)
        ended.then(() => setImmediate(() => waiting.has(look) && fail()), fail)
        look()
      }),
    kill: () => void child.kill('SIGKILL'),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      const insist = setTimeout(() => child.kill('SIGKILL'), INSIST_MS)
      return ended.finally(() => clearTimeout(insist))
    },
  }
}

/** Waits for the end of a program, which is ended where a step would take too long. */
export async function untilEnded(started: Started): Promise<Ended> {
  const late = setTimeout(() => void started.stop('SIGKILL'), STEP_MS)
  return started.ended.finally(() => clearTimeout(late))
}

async function endOf(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<Ended> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null] // Node's own signature
  return { code: code ?? (signal ? 128 : 1), ...output }
}

function parse(text: string): Record<string, unknown> | null {
  const value = parseJson(text)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null // a line for people
}
