// The files pane: what the customer can download now, how often they did, and taking it back (CON-07).
import type { ReactElement } from 'react'
import { isOpen } from '../../session/state.ts'
import { sizeText } from '../../terminal/text/size-text.ts'
import { shortTime } from '../../terminal/text/time.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import type { TableColumn } from '../../terminal/widgets/table.tsx'
import type { PaneAction, PaneProps, PaneSlice, View } from '../pane.ts'
import { PaneTable } from '../pane-table.tsx'
import { type FilesState, filesThere, type SharedFile } from './state.ts'

type Props = PaneProps<FilesState>

/** Characters of a path that can be written. */
const MAX_PATH_CHARACTERS = 4_096

function rowsOf({ slice }: Props): readonly SharedFile[] {
  return filesThere(slice.part)
}

function columnsOf({ t }: Props): readonly TableColumn[] {
  return [
    { header: t('panes.files.at'), width: 7 },
    { header: t('panes.files.name'), width: { share: 4 } },
    { header: t('panes.files.size'), width: 9, align: 'right' },
    { header: t('panes.files.customer'), width: { share: 2 } },
    { header: t('panes.files.downloads'), width: 14 },
  ]
}

function partsOf(
  { at, name, bytes, customer, downloads }: SharedFile,
  { t, now, locale, slice }: Props,
): readonly Part[] {
  return [
    { text: shortTime(at, now, locale), tone: 'muted' },
    { text: name },
    { text: sizeText(bytes), tone: 'muted' },
    { text: slice.core.participants.get(customer)?.name ?? customer, tone: 'muted' },
    downloads > 0
      ? { text: `✓ ${t('panes.files.times', { count: downloads })}`, tone: 'good' }
      : { text: t('panes.files.notYet'), tone: 'muted' },
  ]
}

function FilesPane(props: Props): ReactElement {
  return (
    <PaneTable
      pane={props}
      rows={rowsOf(props)}
      columns={columnsOf(props)}
      parts={(one) => partsOf(one, props)}
      rowKey={({ file }) => file}
      emptyText={props.t('panes.files.empty')}
    />
  )
}

/** Lets the rep name a file; the customer is asked first, where they have not agreed yet. */
function publish({ act, t }: Props): void {
  void act.form({
    title: t('panes.files.publish'),
    intro: t('panes.files.intro'),
    fields: [{ id: 'path', kind: 'text', label: t('panes.files.path'), limit: MAX_PATH_CHARACTERS }],
    submit: ({ path }) => act.publishFile(String(path)),
  })
  act.show('files')
}

function takeBack(props: Props): void {
  const rows = rowsOf(props)
  const one = rows[Math.min(props.ui.place.cursor, rows.length - 1)]
  if (one) void props.act.request('file.unpublish', { file: one.file })
  else props.act.tell(props.t('panes.files.empty'))
}

function isExchanging({ core }: PaneSlice<FilesState>): boolean {
  return [...core.asks.values()].some((ask) => ask.kind === 'files.basic' && isOpen(ask))
}

function whyNot({ core, me }: PaneSlice<FilesState>): ReturnType<NonNullable<PaneAction<FilesState>['why']>> {
  if (core.phase === 'ended') return 'panes.why.ended'
  if (core.focus === null) return 'panes.why.noCustomer'
  return me?.role === 'primary' ? null : 'panes.why.notPrimary'
}

/** Files for the customer. */
export const filesView: View<FilesState> = {
  id: 'files',
  title: 'panes.files.title',
  tab: 'tools',
  opens: ['F'],
  needs: ['file.open'],
  actions: [
    {
      id: 'files.publish',
      chords: ['T'],
      help: 'panes.files.publish',
      tab: 'tools',
      needs: ['file.open'],
      isQuiet: true,
      why: whyNot,
      run: publish,
    },
    {
      id: 'files.close',
      chords: ['W'],
      help: 'panes.files.close',
      tab: 'tools',
      needs: ['file.open'],
      isQuiet: true,
      why: (slice) => (isExchanging(slice) ? whyNot(slice) : 'panes.files.none'),
      run: ({ act }) => void act.request('file.unpublish', { file: null }),
    },
  ],
  slice: 'files',
  keys: [
    { id: 'files.add', chords: ['enter'], scope: 'files', help: 'panes.files.key.add' },
    { id: 'files.takeBack', chords: ['w'], scope: 'files', help: 'panes.files.key.takeBack' },
  ],
  run: { 'files.add': publish, 'files.takeBack': takeBack },
  rows: (props) => ({ count: rowsOf(props).length, height: Math.max(1, props.height - 1) }),
  Pane: FilesPane,
}
