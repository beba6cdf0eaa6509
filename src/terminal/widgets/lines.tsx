// A page of lines, one below the other, cut where the room ends.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { Line, type Parts } from './line.tsx'

/** Properties of `Lines`. */
export type LinesProps = {
  readonly rows: readonly Parts[]
  /** Cells. */
  readonly width: number
  /** Rows there is room for. */
  readonly height: number
}

/** The first rows of a page, each cut and filled to the width. */
export function Lines({ rows, width, height }: LinesProps): ReactElement {
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {rows.slice(0, height).map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of this page is its place
        <Line key={i} parts={row} width={width} />
      ))}
    </Box>
  )
}
