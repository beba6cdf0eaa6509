// A text to read out or copy, as an invitation.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { safeText } from '../../terminal/text/safe-text.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import { TitleLine } from '../frame/title-line.tsx'
import type { DialogState } from '../ui/dialog-state.ts'
import type { DialogProps } from './form-dialog.tsx'

/** The page. */
export function PageDialog({ dialog, area }: DialogProps<Extract<DialogState, { is: 'page' }>>): ReactElement {
  const { width, height } = area
  const lines = wrap(safeText(dialog.text, { multiline: true }), Math.max(8, width - 4))
  const room = Math.max(1, height - 2)
  const from = Math.min(dialog.scroll, Math.max(0, lines.length - room))
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <TitleLine title={dialog.title} width={width} isFocused />
      <Line parts="" width={width} />
      {lines.slice(from, from + room).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the window is its place
        <Line key={i} parts={`  ${line}`} width={width} />
      ))}
    </Box>
  )
}
