// The page's sentences, in the language the hub chose for it.
import { kinds as englishKinds } from '../../language/en/kinds.ts'
import { pages as english } from '../../language/en/pages.ts'
import { kinds as koreanKinds } from '../../language/ko/kinds.ts'
import { pages as korean } from '../../language/ko/pages.ts'
import type { DeskhandError } from '../../protocol/error.ts'
import type { Kind } from '../../session/kinds.ts'

/** The name of one sentence of the area `pages`. */
export type TextKey = keyof typeof english
type Values = Readonly<Record<string, unknown>>

/** The language of this page. */
export const language: 'en' | 'ko' = document.documentElement.lang === 'ko' ? 'ko' : 'en'
const sentences: Readonly<Record<TextKey, string>> = language === 'ko' ? korean : english
const kindNames: Readonly<Record<Kind, string>> = language === 'ko' ? koreanKinds : englishKinds

/** Looks a sentence up and fills in its values. They are inserted as they are: show the result as text, never as HTML. */
export function say(key: TextKey, values: Values = {}): string {
  return sentences[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** What a customer can consent to, by name; a kind of a newer hub is shown as it is called there. */
export function kindName(kind: Kind): string {
  return kindNames[kind] ?? kind
}

/** What a failure means for the customer, and what to do about it. */
export function sayError({ code, details }: DeskhandError): string {
  const key = `error.${code}`
  if (Object.hasOwn(sentences, key)) return say(key as TextKey, details) // a key of the catalogue, as just seen
  return say('error.other', { code })
}

/** A time of day as the reader's language writes it. @param at  UTC milliseconds */
export function clock(at: number): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at)
}
