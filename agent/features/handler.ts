// What a feature of the agent is: one action, the kind of consent it needs, and what it does after a yes.
import type { z } from 'zod'
import type { Holder, ShareOptions } from '../../src/features/shares/protocol.ts'
import type { Translate } from '../../src/language/catalogue.ts'
import type { Kind } from '../../src/session/kinds.ts'
import type { Shelf } from '../files/shelf.ts'
import type { Choice, Chosen } from '../happening.ts'
import type { Platform } from '../platform/platform.ts'
import type { Asking } from '../session/asking.ts'
import type { Channel } from '../session/channel.ts'
import type { KeptClipboard } from '../sharing/keep-clipboard.ts'
import type { Drawing } from '../sharing/marks.ts'
import type { Shows } from '../sharing/shows.ts'

/** What the journal says of a running share: its options were changed, it was taken back, or somebody drew on it. */
export interface ShareChange {
  readonly options?: ShareOptions
  readonly holder?: Holder
  readonly drawing?: Drawing
}

/** An activity that the other side carries out, as the journal tells it. */
export interface Elsewhere {
  readonly channel: number
  readonly info: Readonly<Record<string, unknown>>
}

/** What a page is opened on. */
export interface PageOn {
  readonly channel: number
  /** Who shows it, hostile text. */
  readonly title: string
  /** The customer closed the page while it is still shown: this address opens it once more. */
  readonly closed: (url: string) => void
}

/** A page of this machine's browser. */
export interface Page {
  readonly url: string
  close(): Promise<void>
}

/** What an activity is given. */
export interface Given {
  readonly ask: string
  readonly kind: Kind
  /** Who asked, hostile text. */
  readonly by: string
  readonly company: string
  /** Aborted when it must stop; nothing may be sent or captured after that. */
  readonly signal: AbortSignal
  /**
   * Tells the hub that it runs, after this was verified.
   *
   * @returns the channel to send frames on; null for an activity without frames
   * @throws DeskhandError  what the hub refused; the activity must then end
   */
  started(info: Readonly<Record<string, string | number | boolean | null>>): Promise<Channel | null>
  /**
   * Tells the hub of one more picture of what runs (APP-06).
   *
   * @throws DeskhandError  what the hub refused
   */
  widened(part: string, info: Readonly<Record<string, string | number | boolean | null>>): Promise<Channel>
  /** That picture is over. */
  narrowed(part: string): void
  /** Asks the customer which applications; null where nobody can be asked. */
  readonly choose: ((choice: Choice) => Promise<Chosen | null>) | null
  /**
   * Whether the customer is being asked something: until that is answered nobody else may use this machine, so that
   * no input of a rep can ever answer it (DESIGN §6).
   */
  readonly prompts: { isOpen(): boolean; onChange(listener: () => void): () => void }
  /** Opens a page on what arrives on a channel; null for a program that cannot. */
  readonly openPage: ((what: PageOn) => Promise<Page>) | null
  /** The page can be seen there, now or again. */
  opened(url: string): void
  /** The only applications that may be shown, by name; null: whichever the customer chooses (APP-24). */
  readonly allowApps: readonly string[] | null
  readonly asking: Asking
  readonly clipboard: Omit<KeptClipboard, 'close'>
  /** Where files from support are offered. */
  readonly files: Pick<Shelf, 'open'>
  /** What is being shown, so that control takes over what is viewed. */
  readonly shows: Shows
  /** Hears what the journal says of this share. */
  onShare(listener: (change: ShareChange) => void): void
  /** Waits until the other side has started it; for what the rep shows of their own machine. */
  startedElsewhere(): Promise<Elsewhere>
  /** Tells how many look at it now. */
  watched(count: number): void
  /** @throws DeskhandError `screen.none` when this machine has no display that can be shown */
  openPlatform(): Promise<Platform>
  readonly translate: Translate
}

/** How an activity ended by itself: the hub has to be told, or its report has told it. */
export type Ended = 'done' | 'reported'

/** One action of the hub that this program knows. */
export interface Handler {
  readonly kind: Kind
  /** The activity for this data; null when the data is not what the action takes. */
  prepare(data: unknown): ((given: Given) => Promise<Ended>) | null
}

/** Declares a handler, its data checked by the schema of the request. */
export function handler<D extends z.ZodType>(
  kind: Kind,
  schema: D,
  run: (given: Given, data: z.output<D>) => Promise<Ended>,
): Handler {
  return {
    kind,
    prepare: (data) => {
      const parsed = schema.safeParse(data)
      return parsed.success ? (given) => run(given, parsed.data) : null
    },
  }
}
