// The page's own sentences, in the language its host asked for.
import { viewer as english } from '../../language/en/viewer.ts'
import { viewer as korean } from '../../language/ko/viewer.ts'

/** The languages the page speaks. */
export type PageLanguage = 'en' | 'ko'
/** The name of one sentence. */
export type TextKey = keyof typeof english

/** Looks a sentence up and fills in its values. */
export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

/** Makes the texts of one language. */
export function pageText(language: PageLanguage): Text {
  const table: Readonly<Record<TextKey, string>> = language === 'ko' ? korean : english
  return (key, values = {}) => table[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
