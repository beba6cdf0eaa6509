// A bordered box with a title, marked when it has the focus.
import { Box, Text } from 'ink'
import type { ReactElement, ReactNode } from 'react'
import { cells, cut } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { useTheme } from './theme.ts'

/** Properties of `Panel`. */
export type PanelProps = {
  readonly title: string | Untrusted
  /** At the right of the title line, as `12 of 5000`. */
  readonly note?: string | Untrusted
  /** Cells and lines, border included. */
  readonly width: number
  readonly height: number
  readonly isFocused: boolean
  /** Fits in `width - 2` cells and `height - 2` lines; what does not fit is not drawn. */
  readonly children?: ReactNode
}

/** Besides its colour the focus shows in the border (double) and in the title's mark. */
const BORDERS = {
  focused: { topLeft: '╔', top: '═', topRight: '╗', style: 'double' },
  idle: { topLeft: '╭', top: '─', topRight: '╮', style: 'round' },
} as const

/** The panel. */
export function Panel(props: PanelProps): ReactElement | null {
  const { width, height, isFocused, children } = props
  const theme = useTheme()
  if (width < 2 || height < 2) return null
  const border = BORDERS[isFocused ? 'focused' : 'idle']
  const look = isFocused ? theme.focusBorder : theme.border
  const { color } = look
  return (
    <Box flexDirection="column" width={width} height={height} overflowY="hidden">
      <Text wrap="truncate" {...look}>
        {titleLine(props, border)}
      </Text>
      <Box
        flexDirection="column"
        width={width}
        height={height - 1}
        borderStyle={border.style}
        borderTop={false}
        {...(color === undefined ? {} : { borderColor: color })}
        overflowY="hidden"
      >
        {children}
      </Box>
    </Box>
  )
}

function titleLine(
  { title, note = '', width, isFocused }: PanelProps,
  border: (typeof BORDERS)['focused' | 'idle'],
): string {
  const room = width - 2
  const start = cut(`${border.top}${isFocused ? ' ● ' : ' '}${safeText(title)} `, room)
  const aside = note === '' ? '' : ` ${safeText(note)} ${border.top}`
  const left = room - cells(start)
  const end = cells(aside) < left ? aside : ''
  return border.topLeft + start + border.top.repeat(left - cells(end)) + end + border.topRight
}
