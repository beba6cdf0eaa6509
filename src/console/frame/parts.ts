// Two groups of words on one line: the left one gives way, the right one stays whole.
import { cells } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { fitParts, type Part } from '../../terminal/widgets/line.tsx'

/** Cells of parts together. */
export function partsCells(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + cells(safeText(part.text)), 0)
}

/** Puts `right` at the end of a line of `width` cells and gives `left` what remains. */
export function spread(left: readonly Part[], right: readonly Part[], width: number): readonly Part[] {
  const wide = partsCells(right)
  if (wide + 1 >= width) return right
  return [...fitParts(left, width - wide - 1), { text: ' ' }, ...right]
}
