// The system information pane: categories on the left, the rows of the chosen one on the right.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { type Ask, isOpen, isPending } from '../../session/state.ts'
import { cells } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { shortTime } from '../../terminal/text/time.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import { goTo, LIST_START } from '../../terminal/widgets/list-state.ts'
import { Table, type TableColumn } from '../../terminal/widgets/table.tsx'
import { WindowedList } from '../../terminal/widgets/windowed-list.tsx'
import { askStatus, askSteps } from '../ask-parts.ts'
import type { PaneProps, View } from '../pane.ts'
import type { Category } from './protocol.ts'
import type { SysinfoSnapshot, SysinfoState } from './state.ts'
import { CATEGORY_ORDER, CATEGORY_TITLES, columnNames, fieldName, sysinfoText, valueText } from './sysinfo-text.ts'

type Props = PaneProps<SysinfoState>
type Row = Readonly<Record<string, string | number | boolean | null>>

/** Cells of the list of categories. */
const LEFT_CELLS = 20
/** A column of a list category is at least this wide and at most that. */
const COLUMN_CELLS = { least: 6, most: 40 } as const
/** Rows looked at to find how wide a column must be. */
const MEASURED_ROWS = 200

function snapshotOf({ slice }: Props): SysinfoSnapshot | undefined {
  return slice.core.focus ? slice.part.byCustomer.get(slice.core.focus) : undefined
}

function openAsk({ slice }: Props): Ask | undefined {
  return [...slice.core.asks.values()].findLast(
    (ask) => ask.kind === 'system.info' && ask.customer === slice.core.focus,
  )
}

function categoryOf({ ui }: Props): Category {
  return CATEGORY_ORDER[Math.min(ui.choice, CATEGORY_ORDER.length - 1)] ?? 'os'
}

/** Facts become rows of name and value, so that every category is a list. */
function rowsOf(snapshot: SysinfoSnapshot, category: Category): readonly Row[] {
  const value = snapshot.categories[category]
  return Array.isArray(value) ? value : Object.entries(value as Row).map(([name, fact]) => ({ name, value: fact }))
}

function SysinfoPane(props: Props): ReactElement {
  const { width, height, t, locale, now } = props
  const snapshot = snapshotOf(props)
  const ask = openAsk(props)
  const state: readonly Part[] = ask && (isOpen(ask) || !snapshot) ? [{ text: '  ' }, askStatus(ask, t, now)] : []
  const at = snapshot ? t('panes.sysinfo.at', { at: shortTime(snapshot.collectedAt, now, locale) }) : ''
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Line parts={[{ text: ` ${at}`, tone: 'muted' }, ...state]} width={width} />
      {snapshot ? <Columns {...props} snapshot={snapshot} /> : <Nothing {...props} ask={ask} />}
    </Box>
  )
}

function Nothing({ t, slice, width, ask }: Props & { readonly ask: Ask | undefined }): ReactElement {
  const hint = slice.core.focus === null ? 'panes.sysinfo.nobody' : 'panes.sysinfo.never'
  return (
    <Box flexDirection="column" width={width}>
      <Line parts="" width={width} />
      <Line parts={ask && isPending(ask) ? [{ text: '  ' }, ...askSteps(ask, t)] : ''} width={width} />
      <Line parts={ask && isOpen(ask) ? '' : [{ text: `  ${t(hint)}`, tone: 'muted' }]} width={width} />
    </Box>
  )
}

function Columns(props: Props & { readonly snapshot: SysinfoSnapshot }): ReactElement {
  const { snapshot, width, height, t, ui, isFocused } = props
  const category = categoryOf(props)
  const rows = rowsOf(snapshot, category)
  const names = columnNames(rows)
  const right = Math.max(0, width - LEFT_CELLS - 2)
  return (
    <Box width={width} height={height - 1}>
      <WindowedList
        count={CATEGORY_ORDER.length}
        row={(i) => t(CATEGORY_TITLES[CATEGORY_ORDER[i] ?? 'os'])}
        rowKey={(i) => CATEGORY_ORDER[i] ?? ''}
        state={goTo(LIST_START, ui.choice, { count: CATEGORY_ORDER.length, height: height - 1 })}
        width={LEFT_CELLS}
        height={height - 1}
        isFocused={isFocused && !ui.isAside}
        emptyText=""
      />
      <Box flexDirection="column" width={2} height={height - 1}>
        {Array.from({ length: height - 1 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule's cells have no identity
          <Line key={i} parts={[{ text: '│', tone: 'muted' }]} width={2} />
        ))}
      </Box>
      <Table
        columns={columnsOf(names, rows, props)}
        count={rows.length}
        row={(i) => names.map((name) => cellOf(rows[i], name, props))}
        state={ui.place}
        width={right}
        height={height - 1}
        isFocused={isFocused && ui.isAside}
        emptyText={t('panes.sysinfo.empty')}
      />
    </Box>
  )
}

function cellOf(row: Row | undefined, name: string, { locale }: Props): Part {
  // a fact's own name decides how its value is read
  if (name === 'value' && typeof row?.name === 'string') return { text: valueText(row.name, row.value, locale) }
  if (name === 'name' && row && 'value' in row) return { text: fieldName(String(row.name)), tone: 'muted' }
  return { text: valueText(name, row?.[name], locale) }
}

function columnsOf(names: readonly string[], rows: readonly Row[], props: Props): readonly TableColumn[] {
  const measured = rows.slice(0, MEASURED_ROWS)
  return names.map((name, i) => {
    const isNumber = measured.some((row) => typeof row[name] === 'number')
    const widest = measured.map((row) => cells(safeText(cellOf(row, name, props).text)))
    const header = headerOf(name, names, props)
    const wanted = Math.max(COLUMN_CELLS.least, cells(header), ...widest)
    const isLast = i === names.length - 1
    const isFact = names.length === 2 && name === 'value'
    return {
      header,
      width: isLast && !isNumber ? { share: 1 } : Math.min(COLUMN_CELLS.most, wanted),
      ...(isNumber && !isFact ? { align: 'right' as const } : {}),
    }
  })
}

/** Facts have no field names of their own: the category stands above them. */
function headerOf(name: string, names: readonly string[], props: Props): string {
  const isFacts = names.length === 2 && names[0] === 'name' && names[1] === 'value'
  if (!isFacts) return fieldName(name)
  return name === 'name' ? props.t(CATEGORY_TITLES[categoryOf(props)]) : ''
}

function refresh(props: Props): void {
  void props.act.request('sysinfo.collect', {})
}

function save(props: Props): void {
  const { slice, act, t, locale } = props
  const snapshot = snapshotOf(props)
  const customer = slice.core.focus ? slice.core.participants.get(slice.core.focus) : undefined
  if (!snapshot || !customer) {
    act.tell(t('panes.sysinfo.never'))
    return
  }
  const machine = `${customer.name} · ${customer.machine?.hostname ?? ''}`
  act.save(`system-${slice.core.number}.txt`, sysinfoText(snapshot, machine, { t, locale }))
}

function aside(props: Props, isAside: boolean): void {
  props.act.change({ isAside, place: LIST_START })
}

/** The system information of the customer in focus. */
export const sysinfoView: View<SysinfoState> = {
  id: 'sysinfo',
  title: 'panes.sysinfo.title',
  tab: 'customer',
  opens: ['s'],
  actions: [],
  slice: 'sysinfo',
  keys: [
    { id: 'sysinfo.refresh', chords: ['r'], scope: 'sysinfo', help: 'panes.sysinfo.key.refresh' },
    { id: 'sysinfo.save', chords: ['w'], scope: 'sysinfo', help: 'panes.sysinfo.key.save' },
    { id: 'sysinfo.rows', chords: ['right', 'l', 'enter'], scope: 'sysinfo', help: 'panes.sysinfo.key.rows' },
    {
      id: 'sysinfo.categories',
      chords: ['left', 'h'],
      scope: 'sysinfo',
      help: 'panes.sysinfo.key.categories',
      isQuiet: true,
    },
  ],
  run: {
    'sysinfo.refresh': refresh,
    'sysinfo.save': save,
    'sysinfo.rows': (props) => aside(props, true),
    'sysinfo.categories': (props) => aside(props, false),
  },
  rows: (props) => {
    const snapshot = snapshotOf(props)
    if (!snapshot) return { count: 0, height: 1 }
    return props.ui.isAside
      ? { count: rowsOf(snapshot, categoryOf(props)).length, height: props.height - 2 }
      : { count: CATEGORY_ORDER.length, height: props.height - 1, isChoice: true }
  },
  Pane: SysinfoPane,
}
