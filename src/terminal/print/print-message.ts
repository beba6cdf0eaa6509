// Prints sentences: results for people on stdout, messages and errors on stderr.
import { errorText } from '../../language/error-text.ts'
import { jsonText } from '../text/json-text.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { paint } from './colour.ts'
import { type Io, write } from './io.ts'

/** A failure as a command reports it; `DeskhandError` is one. */
export type Failure = {
  readonly code: string
  readonly message: string
  readonly help?: string
  readonly details?: unknown
  /** From the table in `deskhand help exit-codes`. */
  readonly exitCode: number
}

/** Prints lines of the result on stdout. */
export async function printText(io: Io, text: string | Untrusted): Promise<void> {
  await write(io.stdout, `${safeText(text, { multiline: true })}\n`)
}

/** Prints a message on stderr, where it disturbs no pipe. */
export async function printMessage(io: Io, text: string | Untrusted): Promise<void> {
  await write(io.stderr, `${safeText(text, { multiline: true })}\n`)
}

/**
 * Prints a failure on stderr: with `--json` one object `{"error":{"code","message","help","details"}}`, else a
 * sentence in the language of the terminal and, on the next line, what to do. JSON is for scripts and stays English.
 *
 * @returns the exit code
 */
export async function printError(io: Io, failure: Failure): Promise<number> {
  const { code, message, exitCode, help = '', details = {} } = failure
  if (io.isJson) {
    await write(io.stderr, `${jsonText({ error: { code, message, help, details } })}\n`)
    return exitCode
  }
  const said = errorText(io.language, failure)
  const label = paint(io.errorColour, 'red', io.t('terminal.error'))
  await write(io.stderr, `${label} ${safeText(said.message, { multiline: true })}\n`)
  if (said.help !== '')
    await write(io.stderr, `${paint(io.errorColour, 'dim', safeText(said.help, { multiline: true }))}\n`)
  return exitCode
}
