// What the viewer's page and its host say to each other beside frames and input.
import type { AccountView } from '../features/account-settings.ts'
import type { ShareOptions } from '../features/shares/protocol.ts'
import type { Mark } from '../protocol/marks.ts'

/** How long the page's first message may take, in milliseconds. */
export const HELLO_WAIT_MS = 5000
/** The largest message of a page, in bytes: a mark with all the points it may have, and room to spare. */
export const MAX_PAGE_MESSAGE_BYTES = 16_384
/** The largest input frame of a page, in bytes: one text at its limit beside a few keys. */
export const MAX_INPUT_BYTES = 8192
/** Input frames a page may send in a second; what comes beside them is dropped and everything held goes up. */
export const MAX_INPUT_FRAMES_PER_SECOND = 500
/** Messages of all sorts a page may send in a second; with one more it is closed. */
export const MAX_PAGE_MESSAGES_PER_SECOND = 2000
/** Pages open at once on one host. */
export const MAX_PAGES = 4
/** Screens shown as tabs of one host. */
export const MAX_TABS = 32
/** Frames on the way to a page and not yet drawn; with more, the page is slow. */
export const MAX_UNDRAWN_FRAMES = 8
/** The newest chat lines a page is told. */
export const MAX_CHAT_LINES = 500
/** The newest questions a page is told. */
export const MAX_PROMPTS = 8
/** A question cannot be answered sooner than this after it appeared, in milliseconds: nobody has read it by then. */
export const PROMPT_PATIENCE_MS = 500

/** UTF-16 units of one part of a text from the page's clipboard. */
export const MAX_CLIPBOARD_PART_CHARACTERS = 2048

/** Close code: the token is wrong or was used. */
export const CLOSE_REFUSED = 4401
/** Close code: the program that opened the page ends, and with it what it showed. */
export const CLOSE_OVER = 1001
/** Close code: the page broke the protocol. */
export const CLOSE_PROTOCOL = 4400

/** How the picture travels. */
export type ViewerPath = 'direct' | 'relay' | 'local'

/**
 * Who has mouse and keyboard of the shared machine.
 *
 * `none`: this page only looks · `available`: a click takes control · `held`: this side controls · `owner`: the
 * machine's owner took it back, a click takes it again · `other`: someone else controls
 */
export type Control = 'none' | 'available' | 'held' | 'owner' | 'other'

/** What is going on with the shared screen. */
export type ViewerStatus =
  | { readonly state: 'connecting' }
  | {
      readonly state: 'live'
      readonly path: ViewerPath
      /** How the picture was asked to be made; where that is left to what is in it, as sharp ones are. */
      readonly mode: 'standard' | 'sampling'
      readonly control: Control
      /** Whether the sender draws the marks into the picture, as on a real desktop with an overlay. */
      readonly marksInPicture?: boolean
    }
  | { readonly state: 'reconnecting' }
  /** `reason`: a sentence in the reader's language, made safe by the host. */
  | { readonly state: 'ended'; readonly reason: string }

/** How the picture opens, as the site or the reader wants it. */
export type DefaultView = Pick<AccountView, 'window' | 'scale'>

/** The options of a share that a page shows. */
export type ViewerOptions = ShareOptions & { readonly defaultView?: DefaultView }

/** A mark that was just drawn and has no name yet. */
export type NewMark = Omit<Mark, 'id'>

/** One line of the chat. */
export type ChatLine = {
  readonly id: string
  readonly from: string
  readonly isMine: boolean
  readonly text: string
  /** UTC milliseconds. */
  readonly at: number
}

/** A question to the one who reads the page. */
export type Prompt = {
  readonly id: string
  /** Who asks and what for. */
  readonly title: string
  /** For how long, and how to stop it. */
  readonly detail: string
  /** Whether it can be answered for the whole session. */
  readonly hasSession: boolean
  /** When it counts as refused, UTC milliseconds. */
  readonly expiresAt: number | null
}

/** The answers to a question. */
export const PROMPT_ANSWERS = ['yes', 'no', 'session'] as const
/** An answer to a question. */
export type PromptAnswer = (typeof PROMPT_ANSWERS)[number]

/** Whom the page speaks to. */
export type Audience = 'rep' | 'customer'

/** What a feed lets its page do. */
export type Offers = {
  readonly options: boolean
  readonly marks: boolean
  readonly chat: boolean
  readonly prompts: boolean
  readonly requestControl: boolean
  readonly clipboard: boolean
  /** Stopping ends what is shared, and not only this window. */
  readonly ends: boolean
}

/** One of several screens in a window. */
export type Tab = { readonly id: number; readonly title: string }

/** Lists a page is told as they change. */
export type Lists = { readonly marks: Mark; readonly chat: ChatLine; readonly prompts: Prompt }
/** What changed in a list since the page was last told; entries never change under the same id. */
export type ListChange = {
  [K in keyof Lists]: {
    readonly type: 'list'
    readonly of: K
    readonly added: readonly Lists[K][]
    readonly removed: readonly string[]
  }
}[keyof Lists]

/** From the page. */
export type PageMessage =
  | { readonly type: 'hello'; readonly token: string }
  /** A frame is on the screen, `latencyMs` after it was captured. */
  | { readonly type: 'drawn'; readonly seq: number; readonly latencyMs: number }
  /** A frame could not be used; the page waits for a key frame. */
  | { readonly type: 'lost' }
  | { readonly type: 'stop' }
  | { readonly type: 'set'; readonly options: { readonly [K in keyof ShareOptions]?: ShareOptions[K] | undefined } }
  | { readonly type: 'request-control' }
  | { readonly type: 'release-control' }
  | { readonly type: 'mark'; readonly mark: NewMark }
  | { readonly type: 'erase'; readonly id: string }
  | { readonly type: 'erase-all' }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'answer'; readonly id: string; readonly answer: PromptAnswer }
  /** The text on the reader's clipboard, in parts, for the customer's. */
  | { readonly type: 'clipboard-put'; readonly part: string; readonly isLast: boolean }
  | { readonly type: 'clipboard-get' }
  | { readonly type: 'select'; readonly tab: number }

/** To the page. */
export type HostMessage =
  /** `nextToken` opens the page again, once, in place of the one just used. */
  | {
      readonly type: 'welcome'
      readonly nextToken: string
      readonly language: 'en' | 'ko'
      /** Whether the page begins with the drawing tools open. */
      readonly isDrawing: boolean
    }
  /** Another screen begins: everything told before it is void. */
  | { readonly type: 'feed'; readonly title: string; readonly audience: Audience; readonly offers: Offers }
  | { readonly type: 'status'; readonly status: ViewerStatus }
  | { readonly type: 'options'; readonly options: ViewerOptions }
  /** What became of the clipboard; `text` is as it was copied, for the reader's clipboard and nothing else. */
  | {
      readonly type: 'clipboard'
      readonly told:
        | { readonly is: 'put' }
        | { readonly is: 'got'; readonly text: string }
        | { readonly is: 'failed'; readonly problem: string }
    }
  /** Control that was asked for is not given, and why. */
  | { readonly type: 'not-given'; readonly problem: string }
  | { readonly type: 'tabs'; readonly tabs: readonly Tab[]; readonly current: number }
  | ListChange
