// The permissions pane: what was asked, how far each request has come, and what the customer has allowed for longer.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import { type Ask, type Grant, isOpen, isPending } from '../../session/state.ts'
import { duration, shortTime } from '../../terminal/text/time.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import type { TableColumn } from '../../terminal/widgets/table.tsx'
import { askStatus } from '../ask-parts.ts'
import type { PaneProps, View } from '../pane.ts'
import { PaneTable } from '../pane-table.tsx'

type Props = PaneProps<unknown>

/** Requests, newest first, those still open before the rest. */
function asksOf({ slice }: Props): readonly Ask[] {
  const all = [...slice.core.asks.values()].reverse()
  return [...all.filter(isOpen), ...all.filter((ask) => !isOpen(ask))]
}

function chosen(props: Props): Ask | undefined {
  const asks = asksOf(props)
  return asks[Math.min(props.ui.place.cursor, asks.length - 1)]
}

function kindName(kind: Ask['kind'] | 'all', t: Translate): string {
  return t(`panes.kind.${kind}`)
}

function columnsOf({ t }: Props): readonly TableColumn[] {
  return [
    { header: t('panes.consent.at'), width: 7 },
    { header: t('panes.consent.what'), width: { share: 3 } },
    { header: t('panes.consent.customer'), width: { share: 2 } },
    { header: t('panes.consent.state'), width: { share: 4 } },
  ]
}

function rowOf(ask: Ask, { t, now, locale, slice }: Props): readonly Part[] {
  return [
    { text: shortTime(ask.requestedAt, now, locale), tone: 'muted' },
    { text: kindName(ask.kind, t) },
    { text: slice.core.participants.get(ask.customer)?.name ?? ask.customer, tone: 'muted' },
    askStatus(ask, t, now),
  ]
}

function grantLine(grant: Grant, { slice, t, now, locale }: Props): readonly Part[] {
  const customer = slice.core.participants.get(grant.customer)?.name ?? grant.customer
  const age = duration(now - grant.at, locale.language)
  return [
    { text: '  ✓ ', tone: 'good' },
    { text: `${kindName(grant.kind, t)} · ${customer}` },
    { text: `  ${t(`panes.consent.by.${grant.by}`)} · ${t('panes.consent.age', { age })}`, tone: 'muted' },
  ]
}

/** A pane with fewer rows shows requests only. */
const FEW_ROWS = 8

function sizes(props: Props): { readonly list: number; readonly grants: number } {
  if (props.height < FEW_ROWS) return { list: props.height, grants: 0 }
  const wanted = Math.max(1, props.slice.core.grants.length)
  const grants = Math.min(wanted, Math.max(1, Math.floor(props.height / 3)))
  return { grants, list: Math.max(1, props.height - grants - 2) }
}

function ConsentPane(props: Props): ReactElement {
  const { slice, t, width, height } = props
  const { list, grants } = sizes(props)
  const newest = grants > 0 ? slice.core.grants.slice(-grants) : []
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <PaneTable
        pane={props}
        rows={asksOf(props)}
        columns={columnsOf(props)}
        parts={(ask) => rowOf(ask, props)}
        rowKey={({ id }) => id}
        height={list}
        emptyText={t('panes.consent.empty')}
      />
      <Line parts="" width={width} />
      <Line parts={[{ text: t('panes.consent.allowed'), tone: 'title' }]} width={width} />
      {newest.length === 0 && (
        <Line parts={[{ text: `  ${t('panes.consent.nothing')}`, tone: 'muted' }]} width={width} />
      )}
      {newest.map((grant) => (
        <Line key={`${grant.customer} ${grant.kind} ${grant.at}`} parts={grantLine(grant, props)} width={width} />
      ))}
    </Box>
  )
}

function stop(props: Props): void {
  const ask = chosen(props)
  if (!ask || !isOpen(ask)) {
    props.act.tell(props.t('panes.consent.nothingOpen'))
    return
  }
  void props.act.request(isPending(ask) ? 'consent.withdraw' : 'activity.stop', { ask: ask.id })
}

/** Requests for consent and what is allowed. */
export const consentView: View<unknown> = {
  id: 'permissions',
  title: 'panes.consent.title',
  tab: 'customer',
  opens: ['m'],
  isMinor: true,
  actions: [],
  slice: null,
  keys: [{ id: 'permissions.stop', chords: ['w'], scope: 'permissions', help: 'panes.consent.key.stop' }],
  run: { 'permissions.stop': stop },
  rows: (props) => ({ count: asksOf(props).length, height: sizes(props).list - 1 }),
  Pane: ConsentPane,
}
