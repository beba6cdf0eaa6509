// The desktop pane: how far asking for the customer's desktop has come, what is shown of one's own, and how it is going.
import type { ReactElement } from 'react'
import type { Participant } from '../../session/state.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { Lines } from '../../terminal/widgets/lines.tsx'
import type { PaneProps, View } from '../pane.ts'
import { asksToShow, openAsks } from '../share-actions.ts'
import { type Row, type SharesPart, shareRows } from '../share-parts.ts'
import { desktopActions, OURS, THEIRS } from './actions.ts'

type Props = PaneProps<SharesPart>

function DesktopPane(props: Props): ReactElement {
  const { slice, width, height, t } = props
  const customer = slice.core.focus ? slice.core.participants.get(slice.core.focus) : undefined
  const rows: readonly Row[] = customer
    ? [[], ...ownRows(props), ...customerRows(customer, props), ...askRows(props)]
    : [[], [{ text: `  ${t('shares.desktop.nobody')}`, tone: 'muted' }]]
  return <Lines rows={rows} width={width} height={height} />
}

/** What is shown of the rep's own machine comes first: the rep must always know (DSK-12). */
function ownRows(props: Props): readonly Row[] {
  const { slice, t } = props
  const asks = openAsks(slice, OURS).length > 0 ? asksToShow(slice, OURS) : []
  return asks.flatMap((ask) => [
    ...(ask.state === 'running' ? [[{ text: `  ◉ ${t('shares.showing')}`, tone: 'bad' as const }]] : []),
    ...shareRows(ask, props),
    [],
  ])
}

function displayWords(display: string | null, t: Props['t']): string {
  if (display === null) return t('shares.desktop.unknownDisplay')
  if (display === 'none') return t('shares.desktop.noDisplay')
  return display === 'drawn' ? t('shares.desktop.drawnDisplay') : t('shares.desktop.display', { display })
}

function customerRows(customer: Participant, { t, slice }: Props): readonly Row[] {
  const { machine } = customer
  const hasDisplay = machine !== null && machine.display !== 'none'
  const isHere = slice.connected.includes(customer.id)
  return [
    [
      { text: '  ' },
      { text: t('shares.desktop.of', { name: safeText(customer.name) }), tone: 'title' },
      ...(isHere ? [] : [{ text: `   ○ ${t('panes.people.state.away')}`, tone: 'warn' as const }]),
    ],
    [{ text: `  ${displayWords(machine?.display ?? null, t)}`, tone: hasDisplay ? 'muted' : 'warn' }],
    [],
  ]
}

function askRows(props: Props): readonly Row[] {
  const { t, slice } = props
  const asks = asksToShow(slice, THEIRS)
  if (asks.length === 0) return [[{ text: `  ${t('shares.desktop.never')}` }], ...hintRows(props)]
  return [...asks.flatMap((ask) => [...shareRows(ask, props), []]), ...hintRows(props)]
}

function hintRows({ t, slice }: Props): readonly Row[] {
  if (slice.me?.role !== 'primary') return [[{ text: `  ${t('shares.desktop.hint.assistant')}`, tone: 'muted' }]]
  const running = openAsks(slice, THEIRS)
  const hasNone = slice.core.participants.get(slice.core.focus ?? '')?.machine?.display === 'none'
  if (hasNone && running.length === 0) return []
  const isViewed = running.some((ask) => ask.kind === 'desktop.view')
  const key = running.length === 0 ? 'ask' : isViewed ? 'viewing' : 'running'
  return [[{ text: `  ${t(`shares.desktop.hint.${key}`)}`, tone: 'muted' }]]
}

/** Desktops: the customer's and the rep's own. */
export const desktopView: View<SharesPart> = {
  id: 'desktop',
  title: 'shares.desktop.title',
  tab: 'desktop',
  opens: ['d'],
  isMinor: true,
  actions: desktopActions,
  slice: 'shares',
  keys: [],
  run: {},
  Pane: DesktopPane,
}
