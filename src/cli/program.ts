// The commander program that reads a command line, built from the declarations of all commands.
import { Argument, Command, Option } from 'commander'
import type { CommandSpec, OptionSpec } from '../features/command.ts'
import type { Translate } from '../language/catalogue.ts'
import { readOption } from './options.ts'

/** A command as it was typed. */
export interface Typed {
  readonly spec: CommandSpec
  readonly args: readonly unknown[]
  readonly options: Readonly<Record<string, unknown>>
  readonly global: GlobalOptions
}

/** Options every command takes. */
export interface GlobalOptions {
  readonly hub?: string
  readonly tokenFile?: string
  readonly json?: boolean
  readonly color?: boolean
  readonly session?: string
  readonly yes?: boolean
}

/**
 * Builds the program. Parsing calls `onCommand` or throws a `CommanderError`, or a `DeskhandError` for a value that is
 * not what its option takes; it prints nothing: help is written in `help.ts`.
 */
export function buildProgram(
  commands: readonly CommandSpec[],
  t: Translate,
  onCommand: (typed: Typed) => void,
): Command {
  const program = silent('deskhand')
    .option('--hub <url>')
    .option('--token-file <file>')
    .option('--json')
    .option('--no-color')
  for (const spec of commands) {
    const command = commandOf(spec, t)
    command.action((...given: unknown[]) => {
      const global = command.optsWithGlobals<GlobalOptions>()
      onCommand({ spec, args: given.slice(0, -2), options: ownOptions(spec, command), global })
    })
    parentOf(program, spec.path.slice(0, -1)).addCommand(command)
  }
  return program
}

function silent(name: string | undefined): Command {
  const nothing = (): void => undefined
  return new Command(name)
    .exitOverride()
    .configureOutput({ writeOut: nothing, writeErr: nothing, outputError: nothing })
    .helpCommand(false)
    .helpOption(false)
}

function parentOf(program: Command, nouns: readonly string[]): Command {
  let parent = program
  for (const noun of nouns) {
    const known = parent.commands.find((one) => one.name() === noun)
    const next = known ?? silent(noun)
    if (!known) parent.addCommand(next)
    parent = next
  }
  return parent
}

function commandOf(spec: CommandSpec, t: Translate): Command {
  const command = silent(spec.path.at(-1))
  for (const one of spec.arguments ?? []) command.addArgument(new Argument(one.name))
  for (const one of spec.options ?? []) command.addOption(optionOf(one, t))
  if (spec.isAboutSession) command.option('-s, --session <session>')
  if (spec.isDangerous) command.option('-y, --yes')
  return command
}

function optionOf(spec: OptionSpec, t: Translate): Option {
  const option = new Option(spec.flags)
  if (spec.choices) option.choices([...spec.choices])
  else if (spec.kind !== 'flag') option.argParser((text, before) => readOption(spec.kind, text, { before, t }))
  return option
}

/** What was typed for the command itself: a value that only stands there by default was not typed. */
function ownOptions(spec: CommandSpec, command: Command): Record<string, unknown> {
  const typed = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) !== 'default')
  const shared = spec.isAboutSession || spec.isDangerous ? ['session', 'yes'] : []
  return Object.fromEntries(typed.filter(([name]) => !shared.includes(name)))
}
