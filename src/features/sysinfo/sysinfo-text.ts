// System information as people read it: values in their units, and all categories as one text file.
import type { Translate } from '../../language/catalogue.ts'
import { cells, padEnd } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { dateAndTime, fileSize, type Locale } from '../../terminal/text/time.ts'
import type { Category } from './protocol.ts'
import type { SysinfoSnapshot } from './state.ts'

type Row = Readonly<Record<string, string | number | boolean | null>>

/** The categories in the order people look for them, with their titles. */
export const CATEGORY_TITLES = {
  os: 'panes.sysinfo.os',
  cpu: 'panes.sysinfo.cpu',
  memory: 'panes.sysinfo.memory',
  disks: 'panes.sysinfo.disks',
  network: 'panes.sysinfo.network',
  processes: 'panes.sysinfo.processes',
  software: 'panes.sysinfo.software',
  services: 'panes.sysinfo.services',
  devices: 'panes.sysinfo.devices',
  environment: 'panes.sysinfo.environment',
} as const satisfies Readonly<Record<Category, string>>

/** The categories in the order they are listed. */
export const CATEGORY_ORDER = Object.keys(CATEGORY_TITLES) as readonly Category[]

/** A moment as the agent writes it; people see it in their own time zone. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

/** A value as it is shown: sizes in their unit, yes and no as marks, nothing as a dash. */
export function valueText(name: string, value: Row[string] | undefined, locale: Locale): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? '✓' : '✗'
  if (typeof value === 'number' && /bytes$/i.test(name)) return fileSize(value, locale.language)
  if (typeof value === 'number') return String(Math.round(value * 100) / 100)
  return ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)) ? dateAndTime(Date.parse(value), locale) : value
}

/** A field's name for people: `usedBytes` becomes `used`, `startedAt` becomes `started at`. */
export function fieldName(name: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return name
  return name
    .replace(/Bytes$/, '')
    .replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
}

/** The columns of a list: every field a row has, in the order they appear. */
export function columnNames(rows: readonly Row[]): readonly string[] {
  const names = new Set<string>()
  for (const row of rows.slice(0, 50)) for (const name of Object.keys(row)) names.add(name)
  return [...names]
}

/**
 * All categories as one text, whatever category is on the screen (SYS-06, SYS-08).
 *
 * @returns safe lines, ending with a line feed
 */
export function sysinfoText(
  snapshot: SysinfoSnapshot,
  machine: string,
  given: { t: Translate; locale: Locale },
): string {
  const { t, locale } = given
  const head = [safeText(machine), t('panes.sysinfo.collected', { at: dateAndTime(snapshot.collectedAt, locale) })]
  const parts = CATEGORY_ORDER.map((category) => {
    const title = t(CATEGORY_TITLES[category])
    const value = snapshot.categories[category]
    const lines = Array.isArray(value) ? tableLines(value, locale) : factLines(value as Row, locale)
    return [title, '='.repeat(cells(title)), ...(lines.length > 0 ? lines : ['–'])].join('\n')
  })
  return `${head.join('\n')}\n\n${parts.join('\n\n')}\n`
}

function factLines(facts: Row, locale: Locale): readonly string[] {
  const names = Object.keys(facts)
  const wide = Math.max(0, ...names.map((name) => cells(safeText(fieldName(name)))))
  return names.map(
    (name) => `${padEnd(safeText(fieldName(name)), wide)}  ${safeText(valueText(name, facts[name], locale))}`,
  )
}

function tableLines(rows: readonly Row[], locale: Locale): readonly string[] {
  const names = columnNames(rows)
  const table = [names.map(fieldName), ...rows.map((row) => names.map((name) => valueText(name, row[name], locale)))]
  const safe = table.map((row) => row.map((cell) => safeText(cell) as string))
  const widths = names.map((_, i) => Math.max(...safe.map((row) => cells(row[i] ?? ''))))
  return rows.length === 0
    ? []
    : safe.map((row) =>
        row
          .map((cell, i) => padEnd(cell, widths[i] ?? 0))
          .join('  ')
          .trimEnd(),
      )
}
