// A list to choose one thing from.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { Line } from '../../terminal/widgets/line.tsx'
import { WindowedList } from '../../terminal/widgets/windowed-list.tsx'
import { TitleLine } from '../frame/title-line.tsx'
import type { DialogState } from '../ui/dialog-state.ts'
import type { DialogProps } from './form-dialog.tsx'

/** The list. */
export function ChooseDialog({ dialog, area, t }: DialogProps<Extract<DialogState, { is: 'choose' }>>): ReactElement {
  const { width, height } = area
  const { options, place, title } = dialog
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <TitleLine title={title} width={width} isFocused />
      <Line parts="" width={width} />
      <WindowedList
        count={options.length}
        row={(i) => [{ text: options[i]?.label ?? '' }, { text: `   ${options[i]?.detail ?? ''}`, tone: 'muted' }]}
        rowKey={(i) => options[i]?.id ?? String(i)}
        state={place}
        width={width}
        height={Math.max(1, height - 2)}
        isFocused
        emptyText={t('terminal.list.empty')}
      />
    </Box>
  )
}
