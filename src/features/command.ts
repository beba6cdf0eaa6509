// How a command is declared: light enough to list all of them before anything heavy is loaded.

import type { Readable } from 'node:stream'
import type { Event, StreamId } from '../journal/event.ts'
import type { MessageKey } from '../language/catalogue.ts'
import type { Io } from '../terminal/print/io.ts'
import type { RequestInput, RequestName, RequestReply } from './requests.ts'
import type { AskingName, Step } from './step.ts'

/** How the text after an option is read. */
export type OptionKind =
  | 'text'
  /** No text: it is there or not. */
  | 'flag'
  /** A whole number from 0. */
  | 'count'
  /** `500ms`, `30s`, `5m`, `2h`, `7d`; becomes milliseconds. */
  | 'duration'
  /** A number above 0. */
  | 'number'
  /** Comma-separated or repeated; becomes a list. */
  | 'list'
  /** `NAME=VALUE`, repeated; becomes a record. */
  | 'pair'

/** One option of a command. */
export interface OptionSpec {
  /** As in `--topic <text>` or `-n, --lines <count>`. */
  readonly flags: string
  readonly help: MessageKey
  readonly kind: OptionKind
  readonly choices?: readonly string[]
}

/** One argument of a command. */
export interface ArgumentSpec {
  /** As in `<text>`, `[file]` or `<words...>`. */
  readonly name: string
  readonly help: MessageKey
}

/** How a command asks. */
export interface AskOptions {
  readonly session?: string
  readonly timeoutMs?: number
  /** Asks again, ever more seldom, while the hub is away; only for what reads. */
  readonly isPatient?: boolean
}

/** Bytes for a route of the hub, such as those of a file. */
export interface Sending {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
  /** Opened when the hub wants them. */
  readonly source: () => Readable
}

/** What a command may use. Everything behind it loads when it is first used. */
export interface CommandContext {
  readonly io: Io
  /** Aborted on Ctrl-C and when nobody reads the output any more. */
  readonly signal: AbortSignal
  /** `--yes` was given. */
  readonly isSure: boolean
  /** Asks the hub for the account that is signed in. */
  request<N extends RequestName>(name: N, data: RequestInput<N>, options?: AskOptions): Promise<RequestReply<N>>
  /** Id or number of the session this is about: `--session`, else the only one that is open. */
  session(): Promise<string>
  /** The same, as an id. */
  sessionId(): Promise<string>
  /** Follows a stream until the signal ends it. */
  follow(stream: StreamId, after: number): AsyncIterable<FollowedBatch>
  /** Sends bytes to a route of the hub; returns what it answered. */
  send(sending: Sending): Promise<unknown>
  /** Asks the customer and follows what becomes of it. */
  perform<N extends AskingName>(name: N, data: RequestInput<N>): AsyncIterable<Step>
}

/** What a followed stream brings. */
export interface FollowedBatch {
  readonly events: readonly Event[]
  readonly upTo: number
  readonly live: boolean
}

/** What was typed: arguments in order (a list for `<words...>`), options by their camelCase names. */
export interface CommandInput<O> {
  readonly args: readonly (string | undefined)[]
  readonly options: O
}

/** Does what a command is for. @returns an exit code when it is not 0 and no error */
export type Run<O = never> = (context: CommandContext, input: CommandInput<O>) => Promise<number | undefined>

/** One command. */
export interface CommandSpec {
  /** As typed: `['session', 'start']`. */
  readonly path: readonly string[]
  readonly summary: MessageKey
  readonly arguments?: readonly ArgumentSpec[]
  readonly options?: readonly OptionSpec[]
  /** Takes `-s, --session`. */
  readonly isAboutSession?: true
  /** Has `--yes`. */
  readonly isDangerous?: true
  /** Serves until it is stopped: a signal is its proper end, not an interruption. */
  readonly isServer?: true
  /** Requests it makes, so that a test can tell that every request is reachable (SHP-02). */
  readonly requests: readonly RequestName[]
  /** Lines of examples, without the prompt; at least one. */
  readonly examples: readonly [string, ...string[]]
  readonly load: () => Promise<{ readonly run: Run }>
}
