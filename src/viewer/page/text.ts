// The page's own sentences, in the language its host asked for and in the words of the one who reads them.
import { viewer as english } from '../../language/en/viewer.ts'
import { viewer as korean } from '../../language/ko/viewer.ts'
import type { Audience } from '../wire.ts'

/** The languages the page speaks. */
export type PageLanguage = 'en' | 'ko'
type Key = keyof typeof english
/** The name of one sentence; the customer's own wording is found by itself. */
export type TextKey = Exclude<Key, `${string}ForCustomer`>

/** Looks a sentence up and fills in its values. */
export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

/** Makes the texts of one language for one audience. */
export function pageText(language: PageLanguage, audience: Audience = 'rep'): Text {
  const table: Readonly<Record<string, string>> = language === 'ko' ? korean : english
  const own = (key: TextKey): string | undefined => (audience === 'customer' ? table[`${key}ForCustomer`] : undefined)
  return (key, values = {}) =>
    (own(key) ?? table[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** A rate for people, in kilobits or megabits a second. */
export function rateText(kbps: number, text: Text): string {
  if (kbps < 1000) return text('kbps', { count: Math.round(kbps) })
  return text('mbps', { count: Math.round(kbps / 100) / 10 })
}
