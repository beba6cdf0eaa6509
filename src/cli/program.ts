// The commander program, built from the light declarations of all commands.
import { Argument, Command, type Help, Option } from 'commander'
import type { CommandSpec, OptionSpec } from '../features/command.ts'
import type { MessageKey, Translate } from '../language/catalogue.ts'
import { BUILD } from '../protocol/version.ts'
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

/** What a program is built from. */
export interface ProgramParts {
  readonly commands: readonly CommandSpec[]
  readonly t: Translate
  /** Called with the command that was typed. */
  readonly onCommand: (typed: Typed) => void
  /** Takes what commander prints on standard output: help and the version. */
  readonly print: (text: string) => void
}

/** Titles of commander's help, which it has in English only. */
const TITLES: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'cli.help.usage',
  'Arguments:': 'cli.help.arguments',
  'Options:': 'cli.help.options',
  'Global Options:': 'cli.help.global',
  'Commands:': 'cli.help.commands',
}

/** Builds the program; parsing it calls `onCommand` or throws a `CommanderError`. */
export function buildProgram(parts: ProgramParts): Command {
  const { t } = parts
  const program = prepared(new Command('deskhand'), parts)
    .description(t('cli.about'))
    .version(BUILD, '-V, --version', t('cli.help.version'))
    .usage(t('cli.help.rootUsage'))
    .option('--hub <url>', t('cli.global.hub'))
    .option('--token-file <file>', t('cli.global.tokenFile'))
    .option('--json', t('cli.global.json'))
    .option('--no-color', t('cli.global.noColor'))
    .addHelpText('after', `\n${t('cli.help.topics')}`)
  for (const spec of parts.commands) addCommand(program, spec, parts)
  return program
}

function prepared(command: Command, { t, print }: ProgramParts): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined, outputError: () => undefined })
    .helpCommand(false)
    .helpOption('-h, --help', t('cli.help.help'))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title: string) => (TITLES[title] ? t(TITLES[title] as 'cli.help.usage') : title),
      commandUsage: (one: Command) => usageOf(one),
    } satisfies Partial<Help>)
}

/** `deskhand session start [options]`, without the `[options]` of the parents. */
function usageOf(command: Command): string {
  const names: string[] = []
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name())
  return `${names.join(' ')} ${command.usage()}`.trim()
}

function addCommand(program: Command, spec: CommandSpec, parts: ProgramParts): void {
  const { t } = parts
  let parent = program
  for (const [depth, noun] of spec.path.slice(0, -1).entries()) {
    parent = parent.commands.find((one) => one.name() === noun) ?? addNoun(parent, spec.path.slice(0, depth + 1), parts)
  }
  const command = prepared(new Command(spec.path.at(-1)), parts).description(t(spec.summary as 'cli.about'))
  for (const one of spec.arguments ?? []) command.addArgument(new Argument(one.name, t(one.help as 'cli.about')))
  for (const one of spec.options ?? []) command.addOption(optionOf(one, t))
  if (spec.isAboutSession) command.option('-s, --session <session>', t('cli.global.session'))
  if (spec.isDangerous) command.option('-y, --yes', t('cli.global.yes'))
  if (spec.examples)
    command.addHelpText(
      'after',
      `\n${t('cli.help.examples')}\n${spec.examples.map((line) => `  $ ${line}`).join('\n')}`,
    )
  command.action((...given: unknown[]) => {
    const args = given.slice(0, -2)
    parts.onCommand({ spec, args, options: command.opts(), global: command.optsWithGlobals<GlobalOptions>() })
  })
  parent.addCommand(command)
}

function addNoun(parent: Command, path: readonly string[], parts: ProgramParts): Command {
  const noun = prepared(new Command(path.at(-1)), parts)
    .description(parts.t(`cli.noun.${path.join('.')}` as 'cli.about'))
    .usage(parts.t('cli.help.nounUsage'))
  parent.addCommand(noun)
  return noun
}

function optionOf(spec: OptionSpec, t: Translate): Option {
  const option = new Option(spec.flags, t(spec.help as 'cli.about'))
  if (spec.choices) option.choices([...spec.choices])
  if (spec.kind !== 'flag' && !spec.choices)
    option.argParser((text, before) => readOption(spec.kind, text, { before, t }))
  return option
}
