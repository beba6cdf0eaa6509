// Text as every engine can keep it, and as searches compare it.

/** Replaces what PostgreSQL refuses and SQLite does not: NUL and lone surrogates become U+FFFD on both. */
export function storable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole
}

/**
 * Folds text for comparing without regard to case, width or composition (decomposed Hangul of macOS included).
 *
 * Done here and not in SQL, because the engines differ in what they call a letter's other case.
 */
export function foldText(text: string): string {
  return storable(text).normalize('NFKC').toLowerCase()
}

/** Escapes what `LIKE … ESCAPE '\'` takes as a pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
