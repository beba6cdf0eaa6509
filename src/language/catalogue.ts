// The message catalogue: every sentence a person reads, in English and Korean, checked by the compiler.
import { en } from './en/index.ts'
import { ko } from './ko/index.ts'

/** The languages Deskhand speaks. */
export const LANGUAGES = ['en', 'ko'] as const
/** One of the languages Deskhand speaks. */
export type Language = (typeof LANGUAGES)[number]

type Entry = string | ((...args: never[]) => string)
/** What a Korean area must hold to match its English area: the same keys, the same parameters. */
export type Mirror<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string ? (...args: A) => string : string
}

type Areas = typeof en
type Keys = { [A in keyof Areas]: `${A & string}.${keyof Areas[A] & string}` }[keyof Areas]
/** The name of one message: `area.key`. */
export type MessageKey = Keys

type Find<K extends string> = K extends `${infer A}.${infer R}`
  ? A extends keyof Areas
    ? R extends keyof Areas[A]
      ? Areas[A][R]
      : never
    : never
  : never
type Names<T> = T extends `${string}{${infer P}}${infer R}` ? P | Names<R> : never
type Args<T> = T extends (...args: infer A) => string
  ? A
  : [Names<T>] extends [never]
    ? []
    : [Readonly<Record<Names<T>, string | number>>]

/** Looks a message up and fills in its parameters. */
export type Translate = <K extends MessageKey>(key: K, ...args: Args<Find<K>>) => string

const CATALOGUE: Readonly<Record<Language, Readonly<Record<string, Readonly<Record<string, Entry>>>>>> = { en, ko }

/**
 * Makes the translator of one language.
 *
 * Parameters are inserted as they are: make untrusted text safe before or after, at the sink.
 */
export function translator(language: Language): Translate {
  return (key, ...args) => {
    const name: string = key
    const at = name.indexOf('.')
    const entry = CATALOGUE[language][name.slice(0, at)]?.[name.slice(at + 1)]
    if (typeof entry === 'function') return (entry as (...a: readonly unknown[]) => string)(...args)
    const values = (args[0] ?? {}) as Readonly<Record<string, string | number>>
    return (entry ?? name).replace(/\{(\w+)\}/g, (_, field: string) => String(values[field] ?? ''))
  }
}

/**
 * Chooses the language from the environment: `DESKHAND_LANG`, then the POSIX locale variables, then English.
 *
 * @param env  environment variables
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = env.DESKHAND_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en'
  return LANGUAGES.find((language) => wanted.toLowerCase().startsWith(language)) ?? 'en'
}
