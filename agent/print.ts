// Errors and answers of the agent's commands, for people and as JSON; messages go to standard error.
import type { Language, Translate } from '../src/language/catalogue.ts'
import { errorText } from '../src/language/error-text.ts'
import { type DeskhandError, toWire } from '../src/protocol/error.ts'
import { KIND_NAMES } from '../src/session/kinds.ts'
import { jsonText } from '../src/terminal/text/json-text.ts'
import { safeText } from '../src/terminal/text/safe-text.ts'
import type { UsageProblem } from './command-line.ts'

/** Where a program writes and how. */
export interface Printer {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  readonly translate: Translate
  readonly language: Language
  readonly json: boolean
}

/** Prints an error. @returns the exit code it stands for */
export function printError(error: DeskhandError, { stderr, translate, language, json }: Printer): number {
  const said = errorText(language, error)
  const message = sentenceOf(error, translate) ?? (json ? error.message : said.message)
  if (json) stderr.write(`${jsonText({ error: { ...toWire(error), message } })}\n`)
  else {
    stderr.write(`${translate('agent.error.line', { message: safeText(message, { maxCells: 1_000 }) })}\n`)
    const help = error.code === 'usage' ? 'deskhand-agent --help' : said.help
    stderr.write(`${translate('agent.error.help', { help: safeText(help, { maxCells: 1_000 }) })}\n`)
  }
  return error.exitCode
}

/** Prints a value with `--json`, else its lines for people. */
export function printAnswer({ stdout, json }: Printer, value: unknown, lines: readonly string[]): void {
  stdout.write(json ? `${jsonText(value)}\n` : lines.map((line) => `${line}\n`).join(''))
}

/** What was typed wrong is said in the person's language. */
function sentenceOf(error: DeskhandError, translate: Translate): string | null {
  const { usage, word = '' } = error.details as { readonly usage?: UsageProblem; readonly word?: string } // see `readCommand`
  if (error.code !== 'usage' || usage === undefined) return null
  const fields = { word, kinds: KIND_NAMES.join(', ') }
  return (translate as (key: `agent.usage.${UsageProblem}`, fields: object) => string)(`agent.usage.${usage}`, fields)
}
