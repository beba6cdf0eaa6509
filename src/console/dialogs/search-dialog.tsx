// The help and the palette: a search over every action by name, words or key, with where each is found.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { Part } from '../../terminal/widgets/line.tsx'
import { Line } from '../../terminal/widgets/line.tsx'
import { Table } from '../../terminal/widgets/table.tsx'
import { TextField } from '../../terminal/widgets/text-field.tsx'
import type { Control } from '../control/control.ts'
import { type SearchRow, searchRows } from '../control/search-rows.ts'
import type { Area } from '../frame/frame-of.ts'
import { TitleLine } from '../frame/title-line.tsx'
import type { DialogState } from '../ui/dialog-state.ts'

/** Properties of `SearchDialog`. */
export interface SearchDialogProps {
  readonly control: Control
  readonly dialog: Extract<DialogState, { is: 'help' | 'palette' }>
  readonly area: Area
}

/** Help or palette. */
export function SearchDialog({ control, dialog, area }: SearchDialogProps): ReactElement {
  const { t, ui } = control
  const { width, height, x, y } = area
  const rows = searchRows(control, dialog)
  const isHelp = dialog.is === 'help'
  const title = t(isHelp ? 'console.help.title' : 'console.palette.title')
  const prompt = isHelp ? `  ${t('console.help.search')} › ` : '  : '
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <TitleLine title={title} note={t(`console.layout.${ui.state.layout}`)} width={width} isFocused />
      <TextField edit={dialog.query} x={x} y={y + 1} width={width} isFocused prompt={prompt} t={t} />
      <Line parts="" width={width} />
      <Table
        columns={[
          { header: '', width: 16 },
          { header: '', width: { share: 3 } },
          { header: '', width: { share: 2 } },
        ]}
        count={rows.length}
        row={(i) => partsOf(rows[i])}
        rowKey={(i) => rows[i]?.id ?? String(i)}
        state={dialog.place}
        width={width}
        height={Math.max(1, height - 3)}
        isFocused
        emptyText={t('console.help.none')}
      />
    </Box>
  )
}

function partsOf(row: SearchRow | undefined): readonly Part[] {
  if (!row) return []
  const help = row.why === null ? row.help : `${row.help}  (${row.why})`
  return [
    { text: row.keys, tone: 'accent' },
    { text: help, tone: row.why === null ? 'plain' : 'muted' },
    { text: row.where, tone: 'muted' },
  ]
}
