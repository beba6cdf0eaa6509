// One desktop entry file: what of it a menu shows, and how it is started.
import { MAX_TITLE_CHARACTERS } from '../applications.ts'
import { splitExec } from './exec-line.ts'

/** An application that can be started. */
export type Entry = {
  readonly id: string
  /** Hostile text. */
  readonly name: string
  readonly argv: readonly string[]
  /** What its windows call themselves, if it says so. */
  readonly windowClass: string | null
  /** The folder it wants to be started in. */
  readonly folder: string | null
  /** A program that must be there. */
  readonly tryExec: string | null
}

/** Whose menu it is. */
export type EntryOptions = {
  /** The user's language as in `LANG`, such as `ko_KR`, the better first. */
  readonly languages: readonly string[]
  /** The names of the desktop that runs, from `XDG_CURRENT_DESKTOP`. */
  readonly desktops: readonly string[]
}

/**
 * Reads an entry, or `null` when a menu would not show it: no application, hidden, for another desktop, or malformed.
 *
 * Programs that need a terminal are left out too: they have no window of their own to share.
 *
 * @see Desktop Entry Specification 1.5
 */
export function readEntry(id: string, text: string, { languages, desktops }: EntryOptions): Entry | null {
  const keys = mainGroup(text)
  const value = (key: string): string | null => keys.get(key) ?? null
  if (value('Type') !== 'Application') return null
  if (['NoDisplay', 'Hidden', 'Terminal'].some((key) => value(key) === 'true')) return null
  const isOneOf = (list: string): boolean => list.split(';').some((it) => desktops.includes(it))
  const [only, never] = [value('OnlyShowIn'), value('NotShowIn')]
  if ((only !== null && !isOneOf(only)) || (never !== null && isOneOf(never))) return null
  const names = [...languages.map((language) => value(`Name[${language}]`)), value('Name')]
  const name = names.find((it) => it !== null && it !== '')
  const argv = splitExec(withEscapes(value('Exec') ?? ''))
  if (!name || !argv) return null
  return {
    id,
    name: [...withEscapes(name)].slice(0, MAX_TITLE_CHARACTERS).join(''),
    argv,
    windowClass: value('StartupWMClass'),
    folder: value('Path') || null,
    tryExec: value('TryExec') || null,
  }
}

/** The languages to look names up in, from the environment, as the specification orders them. */
export function menuLanguages(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const match = /^([a-z]{2,3})(_[A-Z]{2})?(?:\.[^@]*)?(@\w+)?$/.exec(locale)
  if (!match) return []
  const [, language = '', country = '', modifier = ''] = match
  return [...new Set([language + country + modifier, language + country, language + modifier, language])]
}

function mainGroup(text: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  let isInside = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) isInside = line.trim() === '[Desktop Entry]'
    const match = isInside ? /^([A-Za-z0-9-]+(?:\[[^\]]+\])?)\s*=\s*(.*?)\s*$/.exec(line) : null
    if (match) keys.set(match[1] ?? '', match[2] ?? '')
  }
  return keys
}

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

function withEscapes(value: string): string {
  return value.replace(/\\([sntr\\])/g, (_, code: string) => ESCAPES[code] ?? '')
}
