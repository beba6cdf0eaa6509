// The marks pane: what is drawn on running shares, by whom, and wiping it off; drawing itself needs a pointer.
import type { ReactElement } from 'react'
import { shortTime } from '../../terminal/text/time.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import type { TableColumn } from '../../terminal/widgets/table.tsx'
import type { PaneProps, View } from '../pane.ts'
import { PaneTable } from '../pane-table.tsx'
import type { AnnotateState, DrawnMark } from './state.ts'

type Props = PaneProps<AnnotateState>
type Row = DrawnMark & { readonly ask: string }

/** Cells from which the words of a text have a column of their own. */
const WORDS_FROM = 60

/** Marks of all shares, newest first. */
function rowsOf({ slice }: Props): readonly Row[] {
  return [...slice.part.values()].flatMap(({ ask, marks }) => marks.map((mark) => ({ ...mark, ask }))).reverse()
}

function columnsOf({ t, width }: Props): readonly TableColumn[] {
  return [
    { header: t('panes.marks.at'), width: 7 },
    { header: t('panes.marks.by'), width: { share: 2 } },
    { header: t('panes.marks.shape'), width: 12 },
    ...(width >= WORDS_FROM ? [{ header: t('panes.marks.words'), width: { share: 4 } }] : []),
  ]
}

function partsOf({ at, author, shape, text }: Row, { t, now, locale, width }: Props): readonly Part[] {
  return [
    { text: shortTime(at, now, locale), tone: 'muted' },
    { text: author },
    { text: t(`panes.marks.shape.${shape}`), tone: 'muted' },
    ...(width >= WORDS_FROM ? [{ text }] : []),
  ]
}

function MarksPane(props: Props): ReactElement {
  return (
    <PaneTable
      pane={props}
      rows={rowsOf(props)}
      columns={columnsOf(props)}
      parts={(one) => partsOf(one, props)}
      rowKey={({ id }) => id}
      emptyText={props.t(props.slice.part.size > 0 ? 'panes.marks.empty' : 'panes.why.nothingShown')}
    />
  )
}

function wipe(props: Props): void {
  const rows = rowsOf(props)
  const one = rows[Math.min(props.ui.place.cursor, rows.length - 1)]
  if (one) void props.act.request('annotate.remove', { ask: one.ask, mark: one.id })
  else props.act.tell(props.t('panes.marks.empty'))
}

function wipeAll({ slice, act, t }: Props): void {
  const drawnOn = [...slice.part.values()].flatMap(({ ask, marks }) => (marks.length > 0 ? [ask] : []))
  for (const ask of new Set(drawnOn)) void act.request('annotate.clear', { ask })
  if (drawnOn.length === 0) act.tell(t('panes.marks.empty'))
}

/** What is drawn on running shares. */
export const annotateView: View<AnnotateState> = {
  id: 'marks',
  title: 'panes.marks.title',
  tab: 'desktop',
  opens: ['M'],
  isMinor: true,
  actions: [],
  slice: 'annotate',
  keys: [
    { id: 'marks.wipe', chords: ['w'], scope: 'marks', help: 'panes.marks.key.wipe' },
    { id: 'marks.wipeAll', chords: ['W'], scope: 'marks', help: 'panes.marks.key.wipeAll' },
  ],
  run: { 'marks.wipe': wipe, 'marks.wipeAll': wipeAll },
  rows: (props) => ({ count: rowsOf(props).length, height: Math.max(1, props.height - 1) }),
  Pane: MarksPane,
}
