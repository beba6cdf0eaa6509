// The participants pane: who is here, at the door or gone, and whom the rep supports.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { Core, Participant } from '../../session/state.ts'
import { shortTime } from '../../terminal/text/time.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import type { TableColumn } from '../../terminal/widgets/table.tsx'
import type { PaneProps, View } from '../pane.ts'
import { PaneTable } from '../pane-table.tsx'
import { peopleActions } from './actions.ts'
import { machineWords } from './machine-words.ts'

type Props = PaneProps<unknown>

const ORDER: Readonly<Record<Participant['state'], number>> = { knocking: 0, present: 1, left: 2, 'turned-away': 3 }
const RANK: Readonly<Record<Participant['role'], number>> = { primary: 0, assistant: 1, customer: 2 }
const ROLES = {
  primary: 'panes.people.role.primary',
  assistant: 'panes.people.role.assistant',
  customer: 'panes.people.role.customer',
} as const

/** Cells from which the machine has a column of its own. */
const MACHINE_FROM = 90

/** Those at the door first, then reps and customers who are here, then those who were. */
export function orderedPeople(core: Core): readonly Participant[] {
  return [...core.participants.values()].sort(
    (a, b) => ORDER[a.state] - ORDER[b.state] || RANK[a.role] - RANK[b.role] || a.since - b.since,
  )
}

function chosen({ slice, ui }: Props): Participant | undefined {
  const people = orderedPeople(slice.core)
  return people[Math.min(ui.place.cursor, people.length - 1)]
}

function stateOf(one: Participant, { slice, t }: Props): Part {
  if (one.state === 'knocking') return { text: `◆ ${t('panes.people.state.knocking')}`, tone: 'warn' }
  if (one.state === 'left') return { text: `· ${t('panes.people.state.left')}`, tone: 'muted' }
  if (one.state === 'turned-away') return { text: `✗ ${t('panes.people.state.turnedAway')}`, tone: 'muted' }
  if (!slice.connected.includes(one.id)) return { text: `○ ${t('panes.people.state.away')}`, tone: 'warn' }
  return slice.typing.includes(one.id)
    ? { text: `● ${t('panes.people.state.typing')}`, tone: 'good' }
    : { text: `● ${t('panes.people.state.here')}`, tone: 'good' }
}

function columnsOf({ t, width }: Props): readonly TableColumn[] {
  return [
    { header: t('panes.people.name'), width: { share: 3 } },
    { header: t('panes.people.role'), width: 11 },
    { header: t('panes.people.state'), width: 13 },
    { header: t('panes.people.since'), width: 7, align: 'right' },
    ...(width >= MACHINE_FROM ? [{ header: t('panes.people.machine'), width: { share: 4 } }] : []),
    { header: '', width: 12 },
  ]
}

function rowOf(one: Participant, props: Props): readonly Part[] {
  const { slice, t, locale, now, width } = props
  const isFocus = slice.core.focus === one.id && one.state === 'present'
  return [
    { text: one.name, tone: one.state === 'left' ? 'muted' : 'plain' },
    { text: one.state === 'knocking' ? '' : t(ROLES[one.role]), tone: 'muted' },
    stateOf(one, props),
    { text: shortTime(one.since, now, locale), tone: 'muted' },
    ...(width >= MACHINE_FROM ? [{ text: machineWords(one, t), tone: 'muted' as const }] : []),
    {
      text: isFocus ? `◂ ${t('panes.people.supported')}` : one.id === slice.me?.id ? t('panes.you') : '',
      tone: 'accent',
    },
  ]
}

/** Rows for what is known of the chosen one; none in a pane of a few lines. */
const DETAIL_ROWS = 3

function listHeight({ height }: Props): number {
  return height > 3 * DETAIL_ROWS ? height - DETAIL_ROWS : height
}

function PeoplePane(props: Props): ReactElement {
  const { slice, t, width, height } = props
  const one = chosen(props)
  const typed = one ? machineWords(one, t) : ''
  const details = [typed, one?.email ?? '', one ? t('panes.people.language', { language: one.language }) : '']
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <PaneTable
        pane={props}
        rows={orderedPeople(slice.core)}
        columns={columnsOf(props)}
        parts={(person) => rowOf(person, props)}
        rowKey={({ id }) => id}
        height={listHeight(props)}
        emptyText={t('panes.people.empty')}
      />
      <Line parts={[{ text: '─'.repeat(width), tone: 'muted' }]} width={width} />
      <Line parts={[{ text: details.filter(Boolean).join(' · '), tone: 'muted' }]} width={width} />
      <Line parts={[{ text: hint(props, one), tone: 'muted' }]} width={width} />
    </Box>
  )
}

/** What can be done with the chosen one, in words. */
function hint({ slice, t }: Props, one: Participant | undefined): string {
  if (!one || slice.me?.role !== 'primary') return slice.me ? t('panes.people.hint.assistant') : ''
  if (one.state === 'knocking') return t('panes.people.hint.knocking')
  if (one.state !== 'present') return ''
  if (one.role === 'customer') return slice.core.focus === one.id ? '' : t('panes.people.hint.customer')
  return one.role === 'assistant' ? t('panes.people.hint.rep') : ''
}

function admit(props: Props, isAdmitted: boolean): void {
  const people = orderedPeople(props.slice.core)
  const wanted = chosen(props)
  const one = wanted?.state === 'knocking' ? wanted : people.find((each) => each.state === 'knocking')
  if (!one) props.act.tell(props.t('panes.people.nobodyKnocks'))
  else void props.act.request('session.admit', { participant: one.id, admit: isAdmitted })
}

function support(props: Props): void {
  const one = chosen(props)
  if (one?.role === 'customer' && one.state === 'present') void props.act.request('session.focus', { customer: one.id })
  else if (one?.state === 'knocking') admit(props, true)
}

/** The participants of a session. */
export const peopleView: View<unknown> = {
  id: 'people',
  title: 'panes.people.title',
  tab: 'session',
  opens: ['p'],
  actions: peopleActions,
  slice: null,
  keys: [
    { id: 'people.support', chords: ['enter'], scope: 'people', help: 'panes.people.key.support' },
    { id: 'people.admit', chords: ['a'], scope: 'people', help: 'panes.people.key.admit' },
    { id: 'people.turnAway', chords: ['r'], scope: 'people', help: 'panes.people.key.turnAway' },
  ],
  run: {
    'people.support': support,
    'people.admit': (props) => admit(props, true),
    'people.turnAway': (props) => admit(props, false),
  },
  rows: (props) => ({ count: orderedPeople(props.slice.core).length, height: listHeight(props) - 1 }),
  Pane: PeoplePane,
}
