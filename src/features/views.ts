// The pane of every feature, or an explicit null: a total list, so that a new feature does not compile without deciding.
import { annotateView } from './annotate/view.tsx'
import { appView } from './app/view.tsx'
import { chatView } from './chat/view.tsx'
import { consentView } from './consent/view.tsx'
import { desktopView } from './desktop/view.tsx'
import { filesView } from './files/view.tsx'
import { sessionView } from './lifecycle/view.tsx'
import { notesView } from './notes/view.tsx'
import type { View } from './pane.ts'
import { peopleView } from './people/view.tsx'
import { sharesView } from './shares/view.tsx'
import { sysinfoView } from './sysinfo/view.tsx'

/** Every folder of `src/features`. */
export const FEATURES = [
  'chat',
  'notes',
  'people',
  'files',
  'sysinfo',
  'consent',
  'desktop',
  'annotate',
  'app',
  'shares',
  'clipboard',
  'lifecycle',
  'accounts',
  'history',
  'site',
] as const
/** Name of a feature. */
export type Feature = (typeof FEATURES)[number]

/** A pane whose slice is not known to whoever shows it; the view itself names the slice it wants. */
export type AnyView = View<never>

/** The panes, by feature. */
export const VIEWS: { readonly [F in Feature]: AnyView | null } = {
  chat: chatView as unknown as AnyView, // each is only ever given the slice it names
  notes: notesView as unknown as AnyView,
  people: peopleView as unknown as AnyView,
  sysinfo: sysinfoView as unknown as AnyView,
  consent: consentView as unknown as AnyView,
  desktop: desktopView as unknown as AnyView,
  annotate: annotateView as unknown as AnyView,
  app: appView as unknown as AnyView,
  shares: sharesView as unknown as AnyView,
  lifecycle: sessionView as unknown as AnyView,
  clipboard: null,
  files: filesView as unknown as AnyView,
  accounts: null,
  history: null,
  site: null,
}

/** The panes there are, in the order they are offered. */
export const ALL_VIEWS: readonly AnyView[] = FEATURES.flatMap((feature) => VIEWS[feature] ?? [])
