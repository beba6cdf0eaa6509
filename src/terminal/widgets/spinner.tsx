// Shows that something goes on whose end is not known.
import { Text, useAnimation } from 'ink'
import type { ReactElement } from 'react'
import { useTheme } from './theme.ts'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
const FRAME_MS = 100

/** One turning cell; it stands still while inactive. */
export function Spinner({ isActive = true }: { readonly isActive?: boolean }): ReactElement {
  const { looks } = useTheme()
  const { frame } = useAnimation({ interval: FRAME_MS, isActive })
  return <Text {...looks.accent}>{FRAMES[frame % FRAMES.length]}</Text>
}
