// Completion scripts for shells, written from the declarations of the commands.
import type { CommandSpec, OptionSpec } from '../features/command.ts'
import type { MessageKey, Translate } from '../language/catalogue.ts'
import { TOPICS } from './topics.ts'

type Make = (commands: readonly CommandSpec[], t: Translate) => string

const GLOBAL = ['--hub', '--token-file', '--json', '--no-color', '--help', '--version']

/** Scripts by shell. */
export const COMPLETIONS: Readonly<Record<string, Make>> = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** What may follow each prefix of a command: `''` → nouns, `session` → verbs, `session start` → its options. */
export function wordsAfter(commands: readonly CommandSpec[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>()
  const add = (prefix: string, word: string): void => {
    const known = words.get(prefix) ?? []
    if (!known.includes(word)) known.push(word)
    words.set(prefix, known)
  }
  for (const spec of commands) {
    for (const [depth, word] of spec.path.entries()) add(spec.path.slice(0, depth).join(' '), word)
    for (const flag of flagsOf(spec)) add(spec.path.join(' '), flag)
  }
  for (const topic of Object.keys(TOPICS)) add('help', topic)
  for (const shell of ['bash', 'zsh', 'fish']) add('completion', shell)
  return words
}

/** Long names of a command's options. */
function flagsOf(spec: CommandSpec): readonly string[] {
  const own = (spec.options ?? []).map(longName)
  return [...own, ...(spec.isAboutSession ? ['--session'] : []), ...(spec.isDangerous ? ['--yes'] : []), ...GLOBAL]
}

function longName({ flags }: OptionSpec): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? ''
}

function choicesOf(commands: readonly CommandSpec[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>()
  for (const spec of commands)
    for (const option of spec.options ?? [])
      if (option.choices) all.set(`${spec.path.join(' ')} ${longName(option)}`, option.choices)
  return all
}

function bashScript(commands: readonly CommandSpec[]): string {
  const cases = (table: ReadonlyMap<string, readonly string[]>): string =>
    [...table].map(([prefix, words]) => `    '${prefix}') words='${words.join(' ')}' ;;`).join('\n')
  return `# bash completion for deskhand: source <(deskhand completion bash)
_deskhand() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" prefix='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) continue ;; esac
    case "$prefix" in
${prefixCases(commands)}
    esac
  done
  case "$prefix $previous" in
${cases(choicesOf(commands))}
  esac
  [ -n "$words" ] || case "$prefix" in
${cases(wordsAfter(commands))}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _deskhand deskhand
`
}

/** Cases that lengthen the prefix by a word that is a noun or a verb there, and leave it alone otherwise. */
function prefixCases(commands: readonly CommandSpec[]): string {
  const lines: string[] = []
  for (const [prefix, words] of wordsAfter(commands)) {
    const names = words.filter((word) => !word.startsWith('-'))
    if (names.length === 0) continue
    const next = prefix === '' ? '$word' : `${prefix} $word`
    lines.push(`      '${prefix}') case "$word" in ${names.join('|')}) prefix="${next}" ;; esac ;;`)
  }
  return lines.join('\n')
}

function zshScript(commands: readonly CommandSpec[]): string {
  return `#compdef deskhand
# zsh completion for deskhand: source <(deskhand completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bashScript(commands)}`
}

function bashScriptLine(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function fishScript(commands: readonly CommandSpec[], t: Translate): string {
  const lines = ['# fish completion for deskhand: deskhand completion fish | source', 'complete -c deskhand -f']
  const seen = new Set<string>()
  for (const spec of commands) {
    for (const [depth, word] of spec.path.entries()) {
      const before = spec.path.slice(0, depth)
      const key = [...before, word].join(' ')
      if (seen.has(key)) continue
      seen.add(key)
      const isLast = depth === spec.path.length - 1
      const about = isLast ? t(spec.summary as 'cli.about') : t(`cli.noun.${key.replaceAll(' ', '.')}` as 'cli.about')
      lines.push(`complete -c deskhand -n ${condition(before)} -a ${word} -d ${bashScriptLine(about)}`)
    }
    for (const option of spec.options ?? []) lines.push(fishOption(spec, option, t))
    if (spec.isAboutSession)
      lines.push(
        `complete -c deskhand -n ${condition(spec.path)} -s s -l session -x -d ${bashScriptLine(t('cli.global.session'))}`,
      )
  }
  return `${lines.join('\n')}\n`
}

function fishOption(spec: CommandSpec, option: OptionSpec, t: Translate): string {
  const about = bashScriptLine(t(option.help satisfies MessageKey as 'cli.about'))
  const takes = option.kind === 'flag' ? '' : option.choices ? ` -x -a '${option.choices.join(' ')}'` : ' -r'
  return `complete -c deskhand -n ${condition(spec.path)} -l ${longName(option).slice(2)}${takes} -d ${about}`
}

/** True in fish when exactly these words have been typed so far, or, with none, when no command has been. */
function condition(words: readonly string[]): string {
  if (words.length === 0) return '__fish_use_subcommand'
  return `'${words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ')}'`
}
