// What a pane of the console is: its keys as data, what each of them does, and a component that only shows.
import type { ReactElement } from 'react'
import type { MessageKey, Translate } from '../language/catalogue.ts'
import type { ErrorCode } from '../protocol/error.ts'
import type { Core, Participant } from '../session/state.ts'
import type { Binding } from '../terminal/keys/keymap.ts'
import type { Locale } from '../terminal/text/time.ts'
import type { Edit } from '../terminal/widgets/edit.ts'
import { editOf } from '../terminal/widgets/edit.ts'
import type { FieldOptions } from '../terminal/widgets/field-press.ts'
import { LIST_START, type ListSize, type ListState } from '../terminal/widgets/list-state.ts'
import type { RequestInput, RequestName, RequestReply, SessionRequestName } from './requests.ts'
import type { Slices } from './state.ts'

/** A window on this machine that shows a running activity. */
export interface ViewerWindow {
  readonly url: string
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'ended'
  /** Pictures it has shown. */
  readonly frames: number
  /** From the customer's screen to this one, in milliseconds; null before the first picture. */
  readonly latencyMs: number | null
  /** By which way the pictures come; null while none do. */
  readonly path: 'direct' | 'relay' | 'local' | null
  /** Whether a page shows it now. */
  readonly isSeen: boolean
}

/** How a running share is going, as the hub last told. */
export type ShareStatus = RequestReply<'share.status'>

/** An application or a window of the rep's own machine; texts are hostile. */
export interface OwnApp {
  readonly id: string
  readonly name: string
  /** The title of the window; empty for an application that does not run. */
  readonly title: string
  readonly isRunning: boolean
}

/** What a rep shows of their own machine, and whether the customer may use mouse and keyboard in it. */
export type OwnPlan =
  | { readonly kind: 'desktop.share' | 'desktop.share-control' }
  /** `app` null: the one that is shown already. */
  | { readonly kind: 'app.share' | 'app.share-control'; readonly app: OwnApp | null }

/** What a pane is given of a session: the core, its feature's own part, and what is droppable beside the journal. */
export interface PaneSlice<P> {
  readonly core: Core
  readonly part: P
  /** The rep's own place in the session; null when only looking at it. */
  readonly me: Participant | null
  /** Participant ids with a live link, and those who are typing. */
  readonly connected: readonly string[]
  readonly typing: readonly string[]
  readonly join: { readonly url: string; readonly command: string } | null
  /** Seq of the newest event the rep has seen in the chat. */
  readonly readTo: number
  /** Viewer windows by channel. */
  readonly windows: ReadonlyMap<number, ViewerWindow>
  /** How running shares are going, by ask. */
  readonly statuses: ReadonlyMap<string, ShareStatus>
  /** What was written and neither sent nor saved, by pane. */
  readonly drafts: ReadonlyMap<string, string>
}

/** Where the rep is in a pane; kept by the console for each session and pane. */
export interface PaneUi {
  readonly place: ListState
  /** What is being written. */
  readonly edit: Edit
  /** Version the writing started from; null while nothing is being written. */
  readonly base: number | null
  /** `all` or a participant. */
  readonly to: string
  /** A choice within the pane, as the category of system information. */
  readonly choice: number
  /** Whether the second column has the keys. */
  readonly isAside: boolean
  /** Rows scrolled back from the end, or down from the start. */
  readonly scroll: number
  /** Texts on their way to the hub. */
  readonly sending: readonly string[]
}

/** A pane nobody has touched. */
export const emptyPaneUi: PaneUi = {
  place: LIST_START,
  edit: editOf(),
  base: null,
  to: 'all',
  choice: 0,
  isAside: false,
  scroll: 0,
  sending: [],
}

/** How a request ended, for a pane that has something to do about it. */
export type Asked = { readonly isDone: true } | { readonly isDone: false; readonly code: ErrorCode }

/** One of several things to choose from. */
export interface Choosable {
  readonly id: string
  readonly label: string
  /** After the label, muted. */
  readonly detail?: string
}

/** One line of a form. */
export type FormField = { readonly id: string; readonly label: string; readonly hint?: string } & (
  | { readonly kind: 'text'; readonly text?: string; readonly limit?: number; readonly isSecret?: boolean }
  | { readonly kind: 'choice'; readonly options: readonly Choosable[]; readonly chosen?: string }
  | { readonly kind: 'toggle'; readonly isOn?: boolean }
)

/** What was filled in: a text, an option's id, or whether it is on. */
export type FormValues = Readonly<Record<string, string | boolean>>

/** A form to fill in. */
export interface FormSpec {
  readonly title: string
  /** A sentence above the fields. */
  readonly intro?: string
  readonly fields: readonly FormField[]
  /** Tries what was filled in; a sentence is what is wrong with it, and the form stays open. */
  readonly submit: (values: FormValues) => Promise<string | null>
}

/** A text to read, with parts of it that can be copied. */
export interface PageSpec {
  readonly title: string
  readonly text: string
  /** What the copy key puts on the clipboard: our own text only. */
  readonly copies: string
}

/** What a pane may do. Failures are told to the rep by the console. */
export interface PaneAct {
  /** Changes where the rep is; a function is given what it is at that moment. */
  change(change: Partial<PaneUi> | ((ui: PaneUi) => Partial<PaneUi>)): void
  /** Asks the hub something about this session. */
  request<N extends SessionRequestName>(name: N, data: RequestInput<N>): Promise<Asked>
  /** Asks the hub anything this account may ask; null when it failed, which the rep has been told. */
  ask<N extends RequestName>(name: N, data: RequestInput<N>): Promise<RequestReply<N> | null>
  /** Shows another pane of this session. */
  show(view: string): void
  /** Lets the rep choose; null when they did not. */
  choose(title: string, options: readonly Choosable[]): Promise<string | null>
  /** Asks the rep to confirm; the safe answer is the chosen one. */
  confirm(question: { title: string; text: string; yes: string; no: string; isDangerous?: boolean }): Promise<boolean>
  /** Opens a form; resolves when it was submitted or left. */
  form(spec: FormSpec): Promise<void>
  /** Shows a text to read and copy. */
  page(spec: PageSpec): void
  /** Lets the rep edit a text of several lines before something happens; null when they went back. */
  review(spec: { title: string; hint: string; text: string; limit: number }): Promise<string | null>
  /** Opens an address with what this machine has for it, as a mail program. */
  open(url: string): void
  /** Gives the keys to the pane's field, or takes them back. */
  write(isTyping: boolean): void
  /** Puts a text of ours on the clipboard (OSC 52). */
  copy(text: string): void
  /** Opens the rep's own editor on a text; null when it failed. */
  edit(name: string, text: string): Promise<string | null>
  /** Publishes a file of this machine for the customer; resolves with what is wrong with it, or null when it is on its way. */
  publishFile(path: string): Promise<string | null>
  /** Saves a text into a new file of the working folder. */
  save(name: string, text: string): void
  /** Opens the window of a running activity again. */
  openWindow(ask: string): void
  /** What can be shown of this machine: what runs, and with `isAll` what is installed as well; null when it failed. */
  ownApps(isAll: boolean): Promise<readonly OwnApp[] | null>
  /** Asks the customer to look at this machine, and shows it after the yes. */
  showOwn(plan: OwnPlan): Promise<void>
  /** Tells the rep a sentence. */
  tell(text: string): void
}

/** What a pane's component and its keys are given. */
export interface PaneProps<P = unknown> {
  readonly slice: PaneSlice<P>
  readonly ui: PaneUi
  readonly act: PaneAct
  readonly t: Translate
  readonly locale: Locale
  /** UTC milliseconds. */
  readonly now: number
  /** First cell on the screen, from 0. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly isFocused: boolean
  /** Whether the pane's field has the keys. */
  readonly isTyping: boolean
}

/** Something that can be started anywhere in a session, with its key, its place on the dashboard and what it needs. */
export interface PaneAction<P = never> {
  readonly id: string
  readonly chords: readonly string[]
  readonly help: MessageKey
  /** Its name among the entries of its own tab, where that says the rest. */
  readonly short?: MessageKey
  readonly tab: PaneTab
  /** Requests the account must be allowed to ask; otherwise the action is not shown. */
  readonly needs: readonly RequestName[]
  /** Why it cannot be done now, or null. It is shown, but muted (SES-17). */
  readonly why?: (slice: PaneSlice<P>) => MessageKey | null
  readonly run: (props: PaneProps<P>) => void
  /** Kept out of the rows of entries, not out of palette and help. */
  readonly isQuiet?: boolean
  /** Gives way on the tray's one line of keys. */
  readonly isMinor?: boolean
}

/** Which tab of the dashboard a pane belongs to. */
export type PaneTab = 'tools' | 'desktop' | 'application' | 'session' | 'customer'

/** A pane of a session. */
export interface View<P = never> {
  readonly id: string
  readonly title: MessageKey
  readonly tab: PaneTab
  /** Keys that show it from anywhere in a session. */
  readonly opens: readonly string[]
  /** Requests the account must be allowed to ask; otherwise the pane is not offered. */
  readonly needs?: readonly RequestName[]
  /** Gives way on the tray's one line of keys. */
  readonly isMinor?: boolean
  /** What can be started from anywhere in a session. */
  readonly actions: readonly PaneAction<P>[]
  /** The part of the state it shows besides the core. */
  readonly slice: keyof Slices | null
  /** In the scope `id`, and in `id.typing` while its field has the keys. */
  readonly keys: readonly Binding[]
  /** What each of `keys` does. */
  readonly run: Readonly<Record<string, (props: PaneProps<P>) => void>>
  /** Rows of its list, when it has one that the list keys move in; `isChoice`: they move `choice` instead of `place`. */
  readonly rows?: (props: PaneProps<P>) => ListSize & { readonly isChoice?: boolean }
  /** Its field while it is being written in, and what Enter does with the text. */
  readonly field?: {
    readonly options: (props: PaneProps<P>) => FieldOptions
    readonly submit: (text: string, props: PaneProps<P>) => void
  }
  /** Seq of the newest thing in it that counts as unread elsewhere and as read once it has been on the screen. */
  readonly newest?: (slice: PaneSlice<P>) => number
  /** Whether writing in it is told to the others as typing. */
  readonly saysTyping?: boolean
  /** Text that would be lost to the reader's mind by leaving: what was written and not sent or saved. */
  readonly unsent?: (slice: PaneSlice<P>, ui: PaneUi) => string
  readonly Pane: (props: PaneProps<P>) => ReactElement
}
