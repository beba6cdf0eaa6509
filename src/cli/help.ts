// Help for the program, a noun or a command, written from the declarations alone so that it comes at once.
import type { CommandSpec, OptionSpec } from '../features/command.ts'
import type { MessageKey, Translate } from '../language/catalogue.ts'

type Line = readonly [name: string, about: string]
/** Keys of nouns are made from their paths; a test walks all of them. */
const key = (name: string): 'cli.about' => `cli.${name}` as 'cli.about'

/** Options that every command takes. */
const GLOBAL: readonly (readonly [flags: string, help: MessageKey])[] = [
  ['--hub <url>', 'cli.global.hub'],
  ['--token-file <file>', 'cli.global.tokenFile'],
  ['--json', 'cli.global.json'],
  ['--no-color', 'cli.global.noColor'],
  ['-h, --help', 'cli.help.help'],
]

/** Where words lead: a command, a noun with commands under it (the program is the noun without words), or nowhere. */
export type Place =
  | { readonly is: 'command'; readonly spec: CommandSpec }
  | { readonly is: 'noun'; readonly path: readonly string[] }
  | { readonly is: 'nowhere' }

/** Finds a command or noun by its words. */
export function placeOf(commands: readonly CommandSpec[], words: readonly string[]): Place {
  const spec = commands.find((one) => isSame(one.path, words))
  if (spec) return { is: 'command', spec }
  const isNoun = commands.some(
    (one) => one.path.length > words.length && isSame(one.path.slice(0, words.length), words),
  )
  return isNoun ? { is: 'noun', path: words } : { is: 'nowhere' }
}

/** The help of a place, ending with a line feed. */
export function helpText(
  commands: readonly CommandSpec[],
  place: Exclude<Place, { is: 'nowhere' }>,
  t: Translate,
): string {
  return place.is === 'command' ? commandHelp(place.spec, t) : nounHelp(commands, place.path, t)
}

function commandHelp(spec: CommandSpec, t: Translate): string {
  const names = (spec.arguments ?? []).map((one) => one.name)
  const options = (spec.options ?? []).map((one): Line => [one.flags, withChoices(one, t)])
  if (spec.isAboutSession) options.push(['-s, --session <session>', t('cli.global.session')])
  if (spec.isDangerous) options.push(['-y, --yes', t('cli.global.yes')])
  return paragraphs([
    `${t('cli.help.usage')} ${['deskhand', ...spec.path, ...names, '[options]'].join(' ')}`,
    t(spec.summary as 'cli.about'),
    section(
      t('cli.help.arguments'),
      (spec.arguments ?? []).map((one): Line => [one.name, t(one.help as 'cli.about')]),
    ),
    section(t('cli.help.options'), options),
    globalOptions(t),
    `${t('cli.help.examples')}\n${spec.examples.map((line) => `  $ ${line}`).join('\n')}`,
  ])
}

function nounHelp(commands: readonly CommandSpec[], path: readonly string[], t: Translate): string {
  const isRoot = path.length === 0
  return paragraphs([
    `${t('cli.help.usage')} ${['deskhand', ...path, t(isRoot ? 'cli.help.rootUsage' : 'cli.help.nounUsage')].join(' ')}`,
    t(isRoot ? 'cli.about' : key(`noun.${path.join('.')}`)),
    section(t('cli.help.commands'), linesUnder(commands, path, t)),
    isRoot
      ? section(t('cli.help.global'), [
          ...GLOBAL.map(([flags, help]): Line => [flags, t(help as 'cli.about')]),
          ['-V, --version', t('cli.help.version')],
        ])
      : globalOptions(t),
    isRoot ? t('cli.help.topics') : '',
  ])
}

/** What stands directly under a noun; nouns among it name their verbs. */
function linesUnder(commands: readonly CommandSpec[], path: readonly string[], t: Translate): readonly Line[] {
  const lines = new Map<string, string>()
  for (const spec of commands) {
    const word = spec.path[path.length]
    if (word === undefined || !isSame(spec.path.slice(0, path.length), path)) continue
    const isCommand = spec.path.length === path.length + 1
    const args = (spec.arguments ?? []).map((one) => ` ${one.name}`).join('')
    if (isCommand) lines.set(`${word}${args}`, t(spec.summary as 'cli.about'))
    else lines.set(word, t(key(`noun.${[...path, word].join('.')}`)))
  }
  return [...lines]
}

function globalOptions(t: Translate): string {
  return section(
    t('cli.help.global'),
    GLOBAL.map(([flags, help]): Line => [flags, t(help as 'cli.about')]),
  )
}

function withChoices(option: OptionSpec, t: Translate): string {
  const about = t(option.help as 'cli.about')
  return option.choices ? `${about} (${option.choices.join(', ')})` : about
}

function section(title: string, lines: readonly Line[]): string {
  const width = Math.max(0, ...lines.map(([name]) => name.length))
  return lines.length === 0
    ? ''
    : [title, ...lines.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`)].join('\n')
}

function paragraphs(all: readonly string[]): string {
  return `${all.filter((one) => one !== '').join('\n\n')}\n`
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index])
}
