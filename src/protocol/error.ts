// The one table of errors: code, sentence, help, exit code, HTTP status, close code, and whether trying again can help.
import { accountErrors } from './errors/account.ts'
import { activityErrors } from './errors/activity.ts'
import { fileErrors } from './errors/files.ts'
import { localErrors } from './errors/local.ts'
import { sessionErrors } from './errors/session.ts'
import type { ErrorSpec } from './errors/spec.ts'
import { storageErrors } from './errors/storage.ts'
import { wireErrors } from './errors/wire.ts'

/** Every error Deskhand can give. The README's list is checked against this table both ways. */
export const ERRORS = {
  ...wireErrors,
  ...storageErrors,
  ...accountErrors,
  ...sessionErrors,
  ...activityErrors,
  ...fileErrors,
  ...localErrors,
} as const satisfies Readonly<Record<string, ErrorSpec>>

/** The code of an error: stable, dotted, greppable. */
export type ErrorCode = keyof typeof ERRORS
/** What fills the sentence of an error and what scripts read beside it. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** An error as it crosses a wire or is printed with `--json`. */
export interface WireError {
  readonly code: string
  readonly message: string
  readonly help: string
  readonly details: ErrorDetails
}

/** What is known of a code; a code of a newer program counts as `internal`. */
export function errorSpec(code: string): ErrorSpec {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : ERRORS.internal
}

/** Fills `{name}` in a sentence from details; lists are joined with commas. */
export function fillSentence(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name]
    return Array.isArray(value) ? value.join(', ') : value === undefined ? '…' : String(value)
  })
}

/** Any failure Deskhand names: a code from the table, its filled English sentence, and details for scripts. */
export class DeskhandError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(fillSentence(ERRORS[code].sentence, details), cause === undefined ? undefined : { cause })
    this.name = 'DeskhandError'
    this.code = code
    this.details = details
  }
  get exitCode(): number {
    return ERRORS[this.code].exit
  }
  get help(): string {
    return fillSentence(ERRORS[this.code].help, this.details)
  }
}

/** Whatever was thrown, as one of ours; a stranger becomes `internal` with itself as the cause. */
export function asDeskhandError(error: unknown): DeskhandError {
  if (error instanceof DeskhandError) return error
  return new DeskhandError('internal', { problem: error instanceof Error ? error.message : String(error) }, error)
}

/** Characters of a sentence on the wire: it may quote what somebody else sent. */
export const MAX_SENTENCE_CHARACTERS = 2_000

/** The error as it crosses a wire: no stack, no cause, and no sentence longer than its receiver takes. */
export function toWire({ code, message, help, details }: DeskhandError): WireError {
  const cut = (text: string): string => text.slice(0, MAX_SENTENCE_CHARACTERS)
  return { code, message: cut(message), help: cut(help), details }
}

/** An error that came over a wire; an unknown code of a newer program becomes `internal` and keeps its sentence. */
export function fromWire(wire: WireError): DeskhandError {
  if (Object.hasOwn(ERRORS, wire.code)) return new DeskhandError(wire.code as ErrorCode, wire.details)
  return new DeskhandError('internal', { ...wire.details, problem: `${wire.code}: ${wire.message}` })
}
