// The list of sessions: thousands of them, of which only the visible rows exist.
import type { ReactElement } from 'react'
import type { SessionLine } from '../../features/lifecycle/protocol.ts'
import { spellNumber } from '../../protocol/id.ts'
import { cells } from '../../terminal/text/cells.ts'
import { shortTime } from '../../terminal/text/time.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import { Table, type TableColumn } from '../../terminal/widgets/table.tsx'
import type { Control } from '../control/control.ts'
import { placeOf, shownLines } from '../control/session-lines.ts'
import { myPlace } from '../desk/desk-state.ts'
import { knocking, unread } from './session-words.ts'

/** Properties of `SessionList`. */
export interface SessionListProps {
  readonly control: Control
  readonly width: number
  readonly height: number
}

/** Cells from which the rep has a column. */
const REP_FROM = 96

const DAY_MS = 86_400_000

/** The list; every state is a glyph and a word. */
export function SessionList({ control, width, height }: SessionListProps): ReactElement {
  const { desk, ui } = control
  const { list } = ui.state
  const shown = shownLines(desk.state.list, list)
  return (
    <Table
      columns={columnsOf(control, width)}
      count={shown.length}
      row={(index) => rowOf(shown[index] as SessionLine, control, width)}
      rowKey={(index) => shown[index]?.id ?? String(index)}
      state={placeOf(shown, list)}
      width={width}
      height={height}
      isFocused={!list.isFiltering && ui.state.dialog === null}
      emptyText={emptyText(control)}
    />
  )
}

function emptyText({ desk, ui, t }: Control): string {
  if (!desk.state.list.isLoaded) return t('console.list.loading')
  return t(ui.state.list.filter.text === '' ? 'console.list.empty' : 'console.list.noMatch')
}

function columnsOf(control: Control, width: number): readonly TableColumn[] {
  const { t } = control
  return [
    { header: t('console.list.state'), width: 13 },
    { header: t('console.list.number'), width: 11 },
    { header: t('console.list.customer'), width: { share: 3 } },
    { header: t('console.list.topic'), width: { share: 5 } },
    ...(width >= REP_FROM ? [{ header: t('console.list.rep'), width: { share: 2 } }] : []),
    { header: t('console.list.started'), width: timeCells(control), align: 'right' },
  ]
}

/** Cells of the widest time in the list: days take more room than hours. */
function timeCells({ desk, ui, locale, t }: Control): number {
  const { now } = ui.state
  const oldest = desk.state.list.lines.at(-1)?.startedAt ?? now
  const times = [oldest, Math.max(oldest, now - DAY_MS), now].map((at) => cells(shortTime(at, now, locale)))
  return Math.max(cells(t('console.list.started')), ...times)
}

function rowOf(line: SessionLine, control: Control, width: number): readonly Part[] {
  const { ui, locale } = control
  return [
    statePart(line, control),
    { text: spellNumber(line.number) },
    { text: line.customers.join(', ') || '–', tone: line.customers.length > 0 ? 'plain' : 'muted' },
    { text: line.topic || '–', tone: line.topic ? 'plain' : 'muted' },
    ...(width >= REP_FROM ? [{ text: line.primary.name, tone: 'muted' as const }] : []),
    { text: shortTime(line.startedAt, ui.state.now, locale), tone: 'muted' },
  ]
}

/** What asks for attention comes before the state itself. */
function statePart(line: SessionLine, control: Control): Part {
  const { desk, t } = control
  const session = desk.state.sessions.get(line.id)
  if (session && line.state !== 'ended') {
    if (knocking(session.state.core).length > 0) return { text: `◆ ${t('console.state.knocking')}`, tone: 'warn' }
    const me = myPlace(session, desk.state.me)
    const count = unread(control, session)
    if (me && count > 0) return { text: `✉ ${t('console.info.unread', { count })}`, tone: 'accent' }
  }
  if (line.state === 'active') return { text: `● ${t('console.state.active')}`, tone: 'good' }
  if (line.state === 'waiting') return { text: `○ ${t('console.state.waiting')}`, tone: 'warn' }
  return { text: `■ ${t('console.state.ended')}`, tone: 'muted' }
}
