// `deskhand` from its arguments to its exit code: reads them, runs one command, tells what went wrong.
import { CommanderError } from 'commander'
import type { CommandInput } from '../features/command.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { type Io, ioOfProcess, type ProcessLike, withOptions, write } from '../terminal/print/io.ts'
import { printError } from '../terminal/print/print-message.ts'
import { COMMANDS } from './commands.ts'
import { commandContext } from './context.ts'
import { buildProgram, type Typed } from './program.ts'
import { usageError } from './usage-error.ts'

/** The process a program runs in. */
export type Program = ProcessLike & {
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown
}

/** Exit code after Ctrl-C. */
const EXIT_INTERRUPTED = 130

/**
 * Runs `deskhand`.
 *
 * @param args  what stands after the program's name; nothing opens the console
 * @returns the exit code, once everything that was printed has been taken
 */
export async function main(process: Program, args: readonly string[]): Promise<number> {
  const io = ioOfProcess(process, { isJson: isJsonAsked(args) })
  const interrupted = interruption(process, io)
  try {
    const printed: string[] = []
    const typed = parse(args.length === 0 ? ['console'] : args, { io, printed })
    for (const text of printed) await write(io.stdout, text)
    return typed ? await run(typed, { io, signal: interrupted.signal }) : 0
  } catch (error) {
    if (io.closed.aborted) return 0
    const failure = interrupted.byPerson() ? new DeskhandError('interrupted', {}, error) : asDeskhandError(error)
    return await printError(io, failure)
  }
}

/** Errors of the arguments themselves are told as JSON as well when it is asked for. */
function isJsonAsked(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}

interface Parsing {
  readonly io: Io
  readonly printed: string[]
}

/** The command that was typed, or null when help or the version was all that was wanted. */
function parse(args: readonly string[], { io, printed }: Parsing): Typed | null {
  let typed: Typed | null = null
  const program = buildProgram({
    commands: COMMANDS,
    t: io.t,
    onCommand: (one) => {
      typed = one
    },
    print: (text) => void printed.push(text),
  })
  try {
    program.parse([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw usageError(error, io.t)
  }
  return typed
}

interface Running {
  readonly io: Io
  readonly signal: AbortSignal
}

async function run({ spec, args, options, global }: Typed, running: Running): Promise<number> {
  const io = withOptions(running.io, { isJson: global.json === true, noColor: global.color === false })
  const isNamed = spec.arguments?.[0]?.name === '[session]' || spec.path.join(' ') === 'session replay'
  const named = isNamed && typeof args[0] === 'string' ? { named: args[0] } : {}
  const context = commandContext({ io, signal: running.signal, global, ...named })
  try {
    const command = await spec.load()
    const input = { args, options } as CommandInput<never> // what commander read by the command's own declaration
    const code = await command.run(context, input)
    return running.signal.aborted && !io.closed.aborted ? EXIT_INTERRUPTED : (code ?? 0)
  } finally {
    context.dispose()
  }
}

interface Interruption {
  readonly signal: AbortSignal
  /** Whether a person asked to stop, rather than nobody reading any more. */
  byPerson(): boolean
}

/** Ctrl-C asks the command to clean up; the second one, or two seconds, end the process as it is. */
function interruption(process: Program, io: Io): Interruption {
  const person = new AbortController()
  const interrupt = (): void => {
    if (person.signal.aborted) globalThis.process.exit(EXIT_INTERRUPTED)
    person.abort()
    setTimeout(() => globalThis.process.exit(EXIT_INTERRUPTED), CLEAN_UP_MS).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  return { signal: AbortSignal.any([person.signal, io.closed]), byPerson: () => person.signal.aborted }
}

/** How long a command may take to clean up after Ctrl-C, in milliseconds. */
const CLEAN_UP_MS = 5_000
