// What a rep's program can do with the rep's own screen. Given by `bin/`, which puts programs together.
import type { Link } from '../client/link.ts'
import type { Holder, ShareOptions } from '../features/shares/protocol.ts'
import type { Language } from '../language/catalogue.ts'
import type { Mark } from '../protocol/marks.ts'

/** An application or window of this machine; texts are hostile. */
export interface OwnApp {
  readonly id: string
  readonly name: string
  /** The title of the window; empty for an application that does not run. */
  readonly title: string
  readonly isRunning: boolean
}

/** The display that is meant; null for the one this program was started on. */
export interface OwnDisplay {
  readonly platform: 'x11' | 'fake' | null
  readonly env: Readonly<Record<string, string | undefined>>
  readonly language: Language
}

/** What is to be shown: the desktop, one monitor, or the window of an application. */
export type OwnTarget = { readonly monitor: number | null } | { readonly window: string }

/** What the journal says of a running share: options, who holds it, and what is drawn on it. */
export interface OwnChange {
  readonly options?: ShareOptions
  readonly holder?: Holder
  readonly drawing?:
    | { readonly is: 'added'; readonly channel: number; readonly mark: Mark; readonly by: string }
    | { readonly is: 'removed'; readonly mark: string }
    | { readonly is: 'cleared'; readonly channel: number | null; readonly author: string | null }
}

/** A share of the rep's own screen, after the customer's yes. */
export interface OwnShare extends OwnDisplay {
  readonly link: Link
  readonly session: string
  readonly ask: string
  readonly kind: 'desktop.share' | 'desktop.share-control' | 'app.share' | 'app.share-control'
  readonly target: OwnTarget
  /** What it is called for the customer. */
  readonly title: string
  /** The sentence on this screen as long as it is shown (DSK-12); made safe by the platform. */
  readonly notice: string
  readonly signal: AbortSignal
  /** Hears what the journal says of the share. @returns ends it */
  readonly onShare: (listener: (change: OwnChange) => void) => () => void
  /** It runs, on this channel. */
  readonly started: (channel: number) => void
  /** How many look now. */
  readonly watched: (count: number) => void
}

/** The rep's own machine. */
export interface OwnMachine {
  /** What runs, and with `isAll` what is installed as well. @throws DeskhandError  `screen.none`, `screen.lost` */
  listApps(display: OwnDisplay, isAll: boolean): Promise<readonly OwnApp[]>
  /** Starts an application and waits for its window; gives the window's id. @throws DeskhandError  `activity.failed` */
  launch(display: OwnDisplay, id: string): Promise<string>
  /**
   * Shows it until `signal` aborts.
   *
   * @throws DeskhandError  `screen.none`, `screen.lost`, or what the hub refused
   */
  share(share: OwnShare): Promise<void>
}
