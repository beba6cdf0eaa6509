// What can be done where the rep is: the same entries for the dashboard's rows, the palette and the help (CON-05, CON-13).
import type { PaneTab, View } from '../../features/pane.ts'
import type { AnyView } from '../../features/views.ts'
import { type Chord, formatChord } from '../../terminal/keys/chord.ts'
import type { DeskSession } from '../desk/desk-state.ts'
import { viewActionId } from './bindings.ts'
import { type Control, routedSession } from './control.ts'
import { paneProps, viewsFor } from './pane-props.ts'

/** The tabs of the dashboard in their order; `customer` stands beside all of them (CON-12). */
export const TABS = ['tools', 'desktop', 'application', 'session'] as const satisfies readonly PaneTab[]
/** One of them. */
export type DashboardTab = (typeof TABS)[number]

/** Something that can be started. */
export interface Entry {
  readonly id: string
  readonly label: string
  /** Among the entries of its own tab, where the tab says the rest. */
  readonly short: string
  /** As shown; empty when no key is bound. */
  readonly key: string
  readonly tab: PaneTab
  /** Why it cannot be done now, in the rep's language, or null. */
  readonly why: string | null
  /** The pane it shows, when that is all it does. */
  readonly view: string | null
  readonly isQuiet: boolean
  readonly isMinor: boolean
  readonly run: () => void
}

/** The first key of an action, as shown. */
export function keyOf({ keymap }: Control, id: string): string {
  const chord: Chord | undefined = keymap.bindings.find((binding) => binding.id === id)?.chords[0]
  return chord === undefined ? '' : formatChord(chord)
}

/** Everything that can be started in the session on the screen; what the hub would refuse to this account is left out. */
export function sessionEntries(control: Control): readonly Entry[] {
  const session = routedSession(control)
  if (!session) return []
  const views = viewsFor(control)
  const shown = views.map((view) => viewEntry(control, session, view))
  return [...shown, ...views.flatMap((view) => actionEntries(control, session, view))]
}

/** Entries of one tab. */
export function entriesOfTab(entries: readonly Entry[], tab: PaneTab): readonly Entry[] {
  return entries.filter((entry) => entry.tab === tab)
}

/** Tabs that hold anything, in the order the rep wants (CON-16); tabs the rep does not name follow in ours. */
export function tabsWithEntries({ tabOrder }: Control, entries: readonly Entry[]): readonly DashboardTab[] {
  const ordered = new Set([...tabOrder, ...TABS])
  return [...ordered].filter((tab) => entries.some((entry) => entry.tab === tab))
}

function viewEntry(control: Control, session: DeskSession, view: AnyView): Entry {
  const id = viewActionId(view.id)
  return {
    id,
    label: control.t(view.title),
    short: control.t(view.title),
    key: keyOf(control, id),
    tab: view.tab,
    why: null,
    view: view.id,
    isQuiet: false,
    isMinor: view.isMinor ?? false,
    run: () => control.ui.dispatch({ type: 'go', to: { at: 'session', session: session.id, view: view.id } }),
  }
}

function actionEntries(control: Control, session: DeskSession, view: AnyView): readonly Entry[] {
  const { desk } = control
  return view.actions
    .filter((action) => action.needs.every((name) => desk.state.can.has(name)))
    .map((action) => {
      const props = paneProps(control, session, view)
      const why = (action as View['actions'][number]).why?.(props.slice) ?? null
      return {
        id: action.id,
        label: labelOf(control, action.help),
        short: labelOf(control, action.short ?? action.help),
        key: keyOf(control, action.id),
        tab: action.tab,
        why: why === null ? null : labelOf(control, why),
        view: null,
        isQuiet: action.isQuiet ?? false,
        isMinor: action.isMinor ?? false,
        run: () => action.run(paneProps(control, session, view)),
      }
    })
}

/** A sentence without parameters. */
export function labelOf({ t }: Control, key: Parameters<Control['t']>[0]): string {
  return (t as (key: string) => string)(key) // keys of actions and reasons take no parameters
}
