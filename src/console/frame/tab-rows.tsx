// The two lines above a pane: tabs with their entries on the dashboard, sessions with their panes in the multi layout.
import type { ReactElement } from 'react'
import { spellNumber } from '../../protocol/id.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import { Tabs } from '../../terminal/widgets/tabs.tsx'
import type { Control } from '../control/control.ts'
import { type Entry, entriesOfTab, labelOf, sessionEntries, tabsWithEntries } from '../control/entries.ts'
import { openSessions } from '../control/navigate.ts'
import { draftsOf, viewOf } from '../control/pane-props.ts'
import { type DeskSession, focusOf } from '../desk/desk-state.ts'
import { partsCells } from './parts.ts'
import { knocking, unread } from './session-words.ts'

interface RowProps {
  readonly control: Control
  readonly session: DeskSession
  readonly width: number
}

/** The tab of the dashboard that holds the pane on the screen; panes about the customer stand beside every tab. */
function activeTab(control: Control): string {
  const { route } = control.ui.state
  const tab = route.at === 'session' ? viewOf(route.view).tab : 'tools'
  return tab === 'customer' ? 'tools' : tab
}

/** The dashboard's tabs (CON-02). */
export function DashboardTabs({ control, width }: RowProps): ReactElement {
  const tabs = tabsWithEntries(control, sessionEntries(control))
  const titles = tabs.map((tab) => ({ title: labelOf(control, `console.tab.${tab}`) }))
  return <Tabs tabs={titles} active={Math.max(0, tabs.indexOf(activeTab(control) as never))} width={width} />
}

type Keeps = (entry: Entry) => boolean
/** Where there is no room for everything, what cannot be done anyway and matters less goes first; `:` still has it. */
const LESS_AND_LESS: readonly Keeps[] = [
  () => true,
  ({ isMinor, why }) => !isMinor || why === null,
  ({ isMinor, why, view }) => !isMinor || (why === null && view === null),
  ({ isMinor }) => !isMinor,
]

/** The first row that fits; the last one is cut. */
function fitting(width: number, rowOf: (keeps: Keeps) => readonly Part[]): readonly Part[] {
  const rows = LESS_AND_LESS.map(rowOf)
  return rows.find((row) => partsCells(row) <= width) ?? rows.at(-1) ?? []
}

/** The entries of the chosen tab, then those about the customer. */
export function DashboardEntries({ control, session, width }: RowProps): ReactElement | null {
  const entries = sessionEntries(control)
  const drafts = draftsOf(control, session)
  const partsOf = (tab: Entry['tab'], keeps: Keeps): readonly Part[] =>
    entriesOfTab(entries, tab).flatMap((entry) => entryParts(entry, control, { drafts, keeps }))
  const rowOf = (keeps: Keeps): readonly Part[] => [
    { text: ' ' },
    ...partsOf(activeTab(control) as Entry['tab'], keeps),
  ]
  const both = fitting(width, (keeps) => [
    ...rowOf(keeps),
    { text: ' │ ', tone: 'muted' },
    ...partsOf('customer', keeps),
  ])
  // what is about the customer stands beside every tab, what is of this tab stands nowhere else
  const parts = partsCells(both) <= width ? both : fitting(width, rowOf)
  return <Line parts={parts} width={width} />
}

interface Drawing {
  readonly drafts: ReadonlyMap<string, string>
  readonly keeps: Keeps
}

function entryParts(entry: Entry, { ui }: Control, { drafts, keeps }: Drawing): readonly Part[] {
  const { key, short, view, why, isQuiet } = entry
  const { route } = ui.state
  const mark = view !== null && drafts.has(view) ? ' ✎' : ''
  if (view !== null && route.at === 'session' && route.view === view)
    return [{ text: `▸${key} ${short}${mark} `, tone: 'selected' }]
  if (isQuiet || !keeps(entry)) return []
  // what cannot be done now stands in brackets besides its colour (SES-17)
  if (why !== null) return [{ text: `(${key} ${short})`, tone: 'muted' }, { text: ' ' }]
  return [{ text: ` ${key}`, tone: 'accent' }, { text: ` ${short}${mark} ` }]
}

/** One tab a session (MUL-07), with a mark for what is new in it. */
export function SessionTabs({ control, session, width }: RowProps): ReactElement {
  const open = openSessions(control)
  const tabs = open.map((one, i) => {
    const name = focusOf(one)?.name ?? spellNumber(one.state.core.number)
    const news = unread(control, one) + knocking(one.state.core).length
    return { title: `${i + 1} ${name}`, hasNews: news > 0 }
  })
  return <Tabs tabs={tabs} active={open.findIndex((one) => one.id === session.id)} width={width} />
}

/** The panes of the chosen session, its system information and its sharing among them (CON-14). */
export function PaneTabs({ control, session, width }: RowProps): ReactElement | null {
  const drafts = draftsOf(control, session)
  const panes = sessionEntries(control).filter(({ view }) => view !== null)
  const parts = fitting(width, (keeps) => [
    { text: ' ' },
    ...panes.flatMap((entry) => entryParts(entry, control, { drafts, keeps })),
  ])
  return <Line parts={parts} width={width} />
}
