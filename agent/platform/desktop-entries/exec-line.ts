// The `Exec` line of a desktop entry as an argument list, without any shell.

/** The most arguments of one line. */
export const MAX_ARGUMENTS = 64

/** Characters that only count inside quotes; a line with one of them outside is not to be run. */
const RESERVED = /["'`$<>~|&;*?#()\\]/
/** Stands for files, addresses, icons and the like; there are none to pass. */
const FIELD_CODE = /^%[a-zA-Z]$/

/**
 * Splits a line into arguments and leaves field codes out.
 *
 * @returns `null` for a line that is malformed
 * @see Desktop Entry Specification 1.5, "The Exec key"
 */
export function splitExec(line: string): readonly string[] | null {
  const found: string[] = []
  // A quoted argument, in which a backslash keeps the next character, or one without quotes.
  const argument = /\s*(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|(\S+))/y
  const text = line.trim()
  while (argument.lastIndex < text.length) {
    const match = argument.exec(text)
    if (!match) return null
    const [, quoted, plain] = match
    if (plain !== undefined && RESERVED.test(plain)) return null
    if (plain !== undefined && FIELD_CODE.test(plain)) continue
    found.push(quoted === undefined ? withoutCodes(plain ?? '') : quoted.replace(/\\(.)/g, '$1'))
    if (found.length > MAX_ARGUMENTS) return null
  }
  return found.length > 0 && found[0] !== '' ? found : null
}

function withoutCodes(argument: string): string {
  return argument.replace(/%(.)/g, (_, code: string) => (code === '%' ? '%' : ''))
}
