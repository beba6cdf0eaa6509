// The application pane: the customer's applications being seen or controlled, and one's own being shown.
import type { ReactElement } from 'react'
import { Lines } from '../../terminal/widgets/lines.tsx'
import type { PaneProps, View } from '../pane.ts'
import { asksToShow, openAsks } from '../share-actions.ts'
import { type Row, type SharesPart, shareRows } from '../share-parts.ts'
import { appActions, OURS, THEIRS } from './actions.ts'

type Props = PaneProps<SharesPart>

function AppPane(props: Props): ReactElement {
  const { width, height } = props
  const rows: readonly Row[] = [[], ...ownRows(props), ...theirRows(props), ...hintRows(props)]
  return <Lines rows={rows} width={width} height={height} />
}

function ownRows(props: Props): readonly Row[] {
  const { slice, t } = props
  return openAsks(slice, OURS).flatMap((ask) => [
    ...(ask.state === 'running' ? [[{ text: `  ◉ ${t('shares.showingApp')}`, tone: 'bad' as const }]] : []),
    ...shareRows(ask, props),
    [],
  ])
}

function theirRows(props: Props): readonly Row[] {
  const { slice, t } = props
  const asks = asksToShow(slice, THEIRS)
  if (asks.length === 0) return [[{ text: `  ${t('shares.app.never')}` }], []]
  return asks.flatMap((ask) => [...shareRows(ask, props), []])
}

function hintRows({ t, slice }: Props): readonly Row[] {
  if (!slice.core.focus) return [[{ text: `  ${t('shares.desktop.nobody')}`, tone: 'muted' }]]
  if (slice.me?.role !== 'primary') return []
  return [
    [{ text: `  ${t('shares.app.hint.choose')}`, tone: 'muted' }],
    [{ text: `  ${t('shares.app.hint.several')}`, tone: 'muted' }],
  ]
}

/** Applications: the customer's and the rep's own. */
export const appView: View<SharesPart> = {
  id: 'app',
  title: 'shares.app.title',
  tab: 'application',
  opens: ['A'],
  isMinor: true,
  actions: appActions,
  slice: 'shares',
  keys: [],
  run: {},
  Pane: AppPane,
}
