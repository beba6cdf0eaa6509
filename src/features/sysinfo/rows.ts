// System information as rows, for tables.
import { safeText } from '../../terminal/text/safe-text.ts'
import type { Categories, Category } from './protocol.ts'

type Scalar = string | number | boolean | null
type Facts = Readonly<Record<string, Scalar>>

/** The rows of one category: a list as it is, facts as one row each. */
export function rowsOf(categories: Categories, category: Category): readonly Facts[] {
  const value: Facts | readonly Facts[] = categories[category]
  if (Array.isArray(value)) return value as readonly Facts[] // Array.isArray does not narrow readonly arrays
  return Object.entries(value).map(([name, one]) => ({ name, value: one as Scalar })) // facts hold scalars
}

/** One value, safe on one line. */
export function cellText(value: Scalar | undefined): string {
  return value === null || value === undefined ? '' : safeText(String(value))
}

/** The columns of rows, in the order they first appear. */
export function columnsOf(rows: readonly Facts[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))]
}
