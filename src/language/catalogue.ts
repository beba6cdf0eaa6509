// The message catalogue: every sentence a person reads, in English and Korean, checked by the compiler.
import { en } from './en/index.ts'
import { ko } from './ko/index.ts'
import type { Language } from './language.ts'
import { type Sentences, speak } from './speak.ts'

export { LANGUAGES, type Language, languageOf } from './language.ts'

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

const CATALOGUE: Readonly<Record<Language, Sentences>> = { en, ko }

/** Makes the translator of one language. */
export function translator(language: Language): Translate {
  return speak(CATALOGUE[language])
}
