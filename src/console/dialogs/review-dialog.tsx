// A text of several lines to look over and change before something happens.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { Line } from '../../terminal/widgets/line.tsx'
import { TextField } from '../../terminal/widgets/text-field.tsx'
import { TitleLine } from '../frame/title-line.tsx'
import type { DialogState } from '../ui/dialog-state.ts'
import type { DialogProps } from './form-dialog.tsx'

/** The editor. */
export function ReviewDialog({ dialog, area, t }: DialogProps<Extract<DialogState, { is: 'review' }>>): ReactElement {
  const { width, height, x, y } = area
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <TitleLine title={dialog.title} width={width} isFocused />
      <Line parts={[{ text: `  ${dialog.hint}`, tone: 'muted' }]} width={width} />
      <Line parts="" width={width} />
      <Box paddingLeft={2} width={width}>
        <TextField
          edit={dialog.edit}
          x={x + 2}
          y={y + 3}
          width={width - 4}
          height={Math.max(1, height - 3)}
          isFocused
          isMultiline
          limit={dialog.limit}
          t={t}
        />
      </Box>
    </Box>
  )
}
