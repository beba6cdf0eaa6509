// The poison corpus as tests use it: hostile texts and file names, and what no sink may let through.
import { readFileSync } from 'node:fs'

/** One hostile input: what it tries, and the text itself, exactly. */
export type Hostile = { readonly name: string; readonly value: string }

/** Hostile texts for every sink. */
export const HOSTILE_TEXTS: readonly Hostile[] = load('text')
/** Hostile file names. */
export const HOSTILE_NAMES: readonly Hostile[] = load('names')

/** What text in a terminal may never contain, except line feeds between lines. */
export const DANGEROUS_IN_TERMINAL =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}\u{10eeee}\u{e0000}-\u{e0fff}]/u

/** Texts whose width differs between terminals and cannot be known: spacing marks and half-width voicing marks. */
export const TERMINALS_DISAGREE: ReadonlySet<string> = new Set([
  'Hindi with joiner',
  'Japanese',
  'Devanagari',
  'Tamil',
  'spacing marks',
])

function load(file: 'text' | 'names'): readonly Hostile[] {
  const at = new URL(`../../fixtures/hostile/${file}.json`, import.meta.url)
  return JSON.parse(readFileSync(at, 'utf8')) as readonly Hostile[] // our own data, checked by the tests that use it
}
