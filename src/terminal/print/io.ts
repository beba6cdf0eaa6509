// What a command may touch of the outside: its three streams, its environment, its language, its clock.
import type { Readable } from 'node:stream'
import { type Language, languageOf, type Translate, translator } from '../../language/catalogue.ts'
import { type ColourDepth, colourDepth } from './colour.ts'
import { isReaderGone, type Output } from './write.ts'

export { type Output, write } from './write.ts'

/** An input that may be a terminal. */
export type Input = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown }

/** Everything a command reads and writes; the same record in a process and in a test. */
export type Io = {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isInputTty: boolean
  readonly isOutputTty: boolean
  readonly isErrorTty: boolean
  /** Width of the terminal in cells, 80 where there is none. */
  readonly columns: number
  readonly language: Language
  readonly t: Translate
  /** `--json` was given: results are JSON on stdout and errors JSON on stderr. */
  readonly isJson: boolean
  /** Colours stdout may carry. */
  readonly colour: ColourDepth
  /** Colours stderr may carry. */
  readonly errorColour: ColourDepth
  /** Aborted when nobody reads stdout any more, as after `| head -1`. */
  readonly closed: AbortSignal
  /** The clock, in UTC milliseconds. */
  readonly now: () => number
}

/** What the global options say about output. */
export type IoOptions = { readonly isJson?: boolean; readonly noColor?: boolean }

/** The parts of `process` an `Io` is made of. */
export type ProcessLike = {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
}

const COLUMNS_DEFAULT = 80

/**
 * Makes the `Io` of a process; call it once, in `bin/`.
 *
 * A reader that goes away (EPIPE) aborts `closed` and is otherwise silent, as for every Unix filter.
 */
export function ioOfProcess(process: ProcessLike, options: IoOptions = {}): Io {
  const { stdin, stdout, stderr, env } = process
  const closed = new AbortController()
  stdout.on('error', (error) => endOrThrow(error, () => closed.abort()))
  stderr.on('error', (error) => endOrThrow(error, () => undefined))
  const language = languageOf(env)
  const flag = { noColor: options.noColor ?? false }
  return {
    stdin,
    stdout,
    stderr,
    env,
    isInputTty: stdin.isTTY === true,
    isOutputTty: stdout.isTTY === true,
    isErrorTty: stderr.isTTY === true,
    columns: stdout.columns || stderr.columns || COLUMNS_DEFAULT,
    language,
    t: translator(language),
    isJson: options.isJson ?? false,
    colour: colourDepth(env, { ...flag, isTty: stdout.isTTY === true }),
    errorColour: colourDepth(env, { ...flag, isTty: stderr.isTTY === true }),
    closed: closed.signal,
    now: Date.now,
  }
}

/** The same `Io` once the global options are known. */
export function withOptions(io: Io, options: IoOptions): Io {
  const colours = options.noColor === true ? { colour: 'none', errorColour: 'none' } : {}
  return { ...io, ...(colours as Partial<Io>), isJson: options.isJson ?? io.isJson } // 'none' is a ColourDepth
}

function endOrThrow(error: Error, end: () => void): void {
  if (!isReaderGone(error)) throw error
  end()
}
