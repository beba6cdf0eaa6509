// The two lines above a pane: tabs with their entries on the dashboard, sessions with their panes in the multi layout.
import type { ReactElement } from 'react'
import { ALL_VIEWS } from '../../features/views.ts'
import { spellNumber } from '../../protocol/id.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import { Tabs } from '../../terminal/widgets/tabs.tsx'
import { viewActionId } from '../control/bindings.ts'
import type { Control } from '../control/control.ts'
import { type Entry, entriesOfTab, keyOf, labelOf, sessionEntries, tabsWithEntries } from '../control/entries.ts'
import { openSessions } from '../control/navigate.ts'
import { draftsOf, viewOf } from '../control/pane-props.ts'
import { type DeskSession, focusOf } from '../desk/desk-state.ts'
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

/** The entries of the chosen tab, then those about the customer. */
export function DashboardEntries({ control, session, width }: RowProps): ReactElement | null {
  const entries = sessionEntries(control)
  const ofTab = entriesOfTab(entries, activeTab(control) as Entry['tab'])
  const drafts = draftsOf(control, session)
  const parts = ofTab.flatMap((entry) => entryParts(entry, control, drafts))
  const customer = entriesOfTab(entries, 'customer').flatMap((entry) => entryParts(entry, control, drafts))
  return <Line parts={[{ text: ' ' }, ...parts, { text: ' │ ', tone: 'muted' }, ...customer]} width={width} />
}

function entryParts(entry: Entry, { ui }: Control, drafts: ReadonlyMap<string, string>): readonly Part[] {
  if (entry.isQuiet) return []
  const { route } = ui.state
  const isShown = entry.view !== null && route.at === 'session' && route.view === entry.view
  const mark = entry.view !== null && drafts.has(entry.view) ? ' ✎' : ''
  if (isShown) return [{ text: `▸${entry.key} ${entry.label}${mark} `, tone: 'selected' }]
  // what cannot be done now stands in brackets besides its colour (SES-17)
  if (entry.why !== null) return [{ text: `(${entry.key} ${entry.label})`, tone: 'muted' }, { text: ' ' }]
  return [{ text: ` ${entry.key}`, tone: 'accent' }, { text: ` ${entry.label}${mark} ` }]
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

/** The panes of the chosen session (CON-14). */
export function PaneTabs({ control, session, width }: RowProps): ReactElement | null {
  const { route } = control.ui.state
  const drafts = draftsOf(control, session)
  const parts = ALL_VIEWS.flatMap((view): readonly Part[] => {
    const label = `${labelOf(control, view.title)}${drafts.has(view.id) ? ' ✎' : ''}`
    const key = keyOf(control, viewActionId(view.id))
    const isShown = route.at === 'session' && route.view === view.id
    return isShown
      ? [{ text: `▸${key} ${label} `, tone: 'selected' }]
      : [{ text: ` ${key}`, tone: 'accent' }, { text: ` ${label} ` }]
  })
  return <Line parts={[{ text: ' ' }, ...parts]} width={width} />
}
