// One command from its words to its exit code: parsed, given what it may use, run, and its failure told.
import type { CommandInput } from '../features/command.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { type Io, withOptions } from '../terminal/print/io.ts'
import { printError } from '../terminal/print/print-message.ts'
import { COMMANDS } from './commands.ts'
import { commandContext, type ProgramParts } from './context.ts'
import { interruption } from './interruption.ts'
import type { Typed } from './program.ts'

/** Exit code after Ctrl-C. */
const EXIT_INTERRUPTED = 130

/** Runs the command that was typed. @returns the exit code, once everything that was printed has been taken */
export async function runTyped(io: Io, args: readonly string[], parts: ProgramParts = {}): Promise<number> {
  const interrupted = interruption(io)
  try {
    const typed = await typedAs(args, io)
    const code = await run(typed, { io, parts, signal: interrupted.signal })
    return interrupted.byPerson() && !typed.spec.isServer ? EXIT_INTERRUPTED : code
  } catch (error) {
    if (interrupted.byPerson()) return await printError(io, new DeskhandError('interrupted', {}, error))
    if (io.closed.aborted) return 0
    return await printError(io, asDeskhandError(error))
  }
}

/** Most starts are of the console with nothing else said: what reads a command line is not loaded for it. */
async function typedAs(args: readonly string[], io: Io): Promise<Typed> {
  const spec = COMMANDS.find(({ path }) => path.length === 1 && path[0] === 'console')
  if (spec && args.length === 1 && args[0] === 'console') return { spec, args: [], options: {}, global: {} }
  const { parse } = await import('./parse.ts')
  return parse(args, io.t)
}

interface Running {
  readonly parts: ProgramParts
  readonly io: Io
  readonly signal: AbortSignal
}

async function run({ spec, args, options, global }: Typed, running: Running): Promise<number> {
  const io = withOptions(running.io, { isJson: global.json === true, noColor: global.color === false })
  const isNamed = spec.arguments?.[0]?.name === '[session]' || spec.path.join(' ') === 'session replay'
  const named = isNamed && typeof args[0] === 'string' ? { named: args[0] } : {}
  const context = commandContext({
    io,
    signal: running.signal,
    global,
    commands: COMMANDS,
    parts: running.parts,
    ...named,
  })
  try {
    const command = await spec.load()
    const input = { args, options } as CommandInput<never> // what commander read by the command's own declaration
    return (await command.run(context, input)) ?? 0
  } finally {
    context.dispose()
  }
}
