// The sharing pane: everything that is shown in a session now, either way, and how it is going.
import type { ReactElement } from 'react'
import { isShare, senderOf } from '../../session/rules.ts'
import { isOpen } from '../../session/state.ts'
import { Lines } from '../../terminal/widgets/lines.tsx'
import type { PaneProps, View } from '../pane.ts'
import { type Row, shareRows } from '../share-parts.ts'
import { shareActions } from './actions.ts'
import type { SharesState } from './state.ts'

type Props = PaneProps<SharesState>

function SharesPane(props: Props): ReactElement {
  const { slice, t, width, height } = props
  const asks = [...slice.core.asks.values()].filter((ask) => isOpen(ask) && isShare(ask))
  // one's own screen first: the rep must always know (DSK-12)
  const ordered = asks.toSorted((a, b) => Number(senderOf(b) === b.by) - Number(senderOf(a) === a.by))
  const none: readonly Row[] = [[{ text: `  ${t('panes.why.nothingShown')}`, tone: 'muted' }]]
  const rows: readonly Row[] = [
    [],
    ...(asks.length === 0 ? none : ordered.flatMap((ask) => [...shareRows(ask, props), []])),
  ]
  return <Lines rows={rows} width={width} height={height} />
}

/** Everything that is shown. */
export const sharesView: View<SharesState> = {
  id: 'shares',
  title: 'shares.title',
  tab: 'session',
  opens: ['P'],
  actions: shareActions,
  slice: 'shares',
  keys: [],
  run: {},
  Pane: SharesPane,
}
