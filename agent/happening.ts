// Everything that can happen on the customer's side, as data: a terminal, plain lines and `--json` show the same.
import type { ErrorDetails } from '../src/protocol/error.ts'
import type { Kind } from '../src/session/kinds.ts'
import type { OfferedFile, SavedFile } from './files/shelf.ts'

/** Someone in the session; the name is hostile text. */
export interface Someone {
  readonly id: string
  readonly name: string
  readonly role: 'primary' | 'assistant' | 'customer'
}

/** The answer to an ask. */
export type Answer = 'yes' | 'session' | 'all' | 'no' | 'expired'
/** Why the agent refused without asking the customer. */
export type RefusalReason = 'denied' | 'not-named' | 'unknown-action' | 'too-many' | 'late' | 'failed'

/** An error as it is passed on: its code, its English sentence, and what fills the sentence of another language. */
export interface Problem {
  readonly code: string | null
  readonly message: string | null
  readonly details?: ErrorDetails
}

/** One thing that happened. Texts of other people are as they arrived. */
export type Happening =
  | {
      readonly type: 'joined'
      readonly session: string
      readonly number: string
      readonly company: string
      readonly rep: string
      readonly name: string
      readonly resumed: boolean
      readonly waiting: boolean
    }
  | { readonly type: 'admitted' }
  | { readonly type: 'present'; readonly people: readonly Someone[] }
  | { readonly type: 'person-joined'; readonly who: Someone; readonly note: 'customer' | 'rep' }
  | { readonly type: 'person-left'; readonly who: Someone }
  | { readonly type: 'control-passed'; readonly from: string; readonly to: string }
  | {
      readonly type: 'chat'
      readonly seq: number
      readonly at: number
      readonly from: Someone
      readonly text: string
      readonly own: boolean
      readonly onlyYou: boolean
    }
  | { readonly type: 'asked'; readonly ask: string; readonly kind: Kind; readonly by: string; readonly action: string }
  | {
      readonly type: 'answered'
      readonly ask: string
      readonly kind: Kind | null
      readonly answer: Answer
      readonly by: 'customer' | 'policy' | 'earlier'
      readonly why: RefusalReason | null
    }
  | { readonly type: 'withdrawn'; readonly ask: string; readonly kind: Kind }
  | {
      readonly type: 'not-started'
      readonly ask: string
      readonly kind: Kind
      readonly code: string
      readonly message: string
    }
  | {
      readonly type: 'started'
      readonly ask: string
      readonly kind: Kind
      readonly by: string
      readonly info: Readonly<Record<string, unknown>>
    }
  /** `by`: who shows or sees it, where it was not asked of this machine. */
  | { readonly type: 'page'; readonly ask: string; readonly kind: Kind; readonly url: string; readonly by?: string }
  | { readonly type: 'watched'; readonly ask: string; readonly kind: Kind; readonly count: number }
  | { readonly type: 'finished'; readonly ask: string; readonly kind: Kind }
  | {
      readonly type: 'failed'
      readonly ask: string
      readonly kind: Kind
      readonly code: string
      readonly message: string
    }
  | { readonly type: 'stopped'; readonly ask: string; readonly kind: Kind; readonly reason: string }
  | { readonly type: 'revoked'; readonly kinds: readonly Kind[] | null; readonly stopped: readonly Kind[] }
  /** A file is put here to be downloaded. */
  | ({ readonly type: 'file-published'; readonly by: string } & OfferedFile)
  | ({ readonly type: 'file-gone' } & OfferedFile)
  | ({ readonly type: 'file-saving'; readonly folder: string } & OfferedFile)
  /** A download that takes a while has so many bytes. */
  | ({ readonly type: 'file-progress'; readonly done: number } & OfferedFile)
  | ({ readonly type: 'file-saved' } & SavedFile)
  | ({ readonly type: 'file-failed' } & OfferedFile & Problem)
  | { readonly type: 'files'; readonly files: readonly OfferedFile[] }
  /** What was typed does not say which file, or where to. */
  | { readonly type: 'file-unclear' }
  | { readonly type: 'hub-away' }
  /** The hub said something wrong; another link is tried. */
  | ({ readonly type: 'link-lost' } & Problem)
  | { readonly type: 'hub-back' }
  | ({ readonly type: 'unsent'; readonly text: string } & Problem)
  | { readonly type: 'record-unwritable'; readonly problem: string }
  | { readonly type: 'leaving' }
  | ({
      readonly type: 'over'
      readonly reason: 'ended' | 'left' | 'removed' | 'turned-away' | 'link'
      /** How many links in a row the hub spoiled, when the agent gave up for that. */
      readonly links?: number
    } & Problem)

/** An activity that runs now, as the customer sees it. */
export interface Activity {
  readonly ask: string
  readonly kind: Kind
  /** Who asked for it; hostile text. */
  readonly by: string
  readonly since: number
  /** How many look at it now; null for what is not looked at. */
  readonly watchers: number | null
}

/** What is true at this moment, for the status line and `deskhand-agent status`. */
export interface Status {
  readonly link: 'connecting' | 'open' | 'away'
  readonly waiting: boolean
  readonly number: string
  readonly activities: readonly Activity[]
}

/** One question to the customer; texts are hostile. */
export interface Question {
  readonly ask: string
  readonly kind: Kind
  /** Name of the action: some kinds have several. */
  readonly action: string
  readonly by: string
  readonly company: string
  /** UTC milliseconds. */
  readonly deadlineAt: number
  /** Which answers make sense for this kind, besides yes and no. */
  readonly offers: readonly ('session' | 'all')[]
}

/** One application or window a customer may choose. */
export interface ChoiceItem {
  readonly id: string
  /** Hostile text. */
  readonly name: string
}

/** Which applications are to be shown; texts are hostile. */
export interface Choice {
  readonly kind: Kind
  readonly by: string
  /** What the rep meant, or nothing. */
  readonly wanted: string
  readonly running: readonly ChoiceItem[]
  readonly installed: readonly ChoiceItem[]
}

/** What was chosen: windows that are open, or an application that is not. */
export type Chosen = { readonly windows: readonly string[] } | { readonly start: string }

/** The face of the agent: where what happens is shown and, on a terminal, where the customer answers. */
export interface Front {
  show(happening: Happening): void
  setStatus(status: Status): void
  /**
   * Asks the customer; null when this front cannot ask anyone. Resolves with null when `signal` takes the question back.
   * Only keys of the agent's own terminal answer; input that a rep injects into the display must never reach it.
   */
  readonly ask: ((question: Question, signal: AbortSignal) => Promise<Exclude<Answer, 'expired'> | null>) | null
  /** Lets the customer choose; resolves with null when nothing was chosen or `signal` takes it back. */
  readonly choose?: (choice: Choice, signal: AbortSignal) => Promise<Chosen | null>
  /** Gives the terminal back. */
  close(): void
}
