// What `npm run bench` writes, `reports/bench.json`: every part as it was measured last, and on what.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/build.ts'
import type { Figure } from './figure.ts'

/** One part of the benchmarks. */
export interface PartReport {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Shorter and less exact, with `--quick`. */
  readonly isQuick: boolean
  /** Processes that wanted to run during the last minute, before the part and after it. */
  readonly load: readonly [before: number, after: number]
  readonly figures: readonly Figure[]
}

/** The whole report. */
export interface Report {
  readonly machine: { readonly processors: number; readonly model: string; readonly memoryGiB: number }
  readonly node: string
  readonly parts: Readonly<Record<string, PartReport>>
}

const FILE = join(ROOT, 'reports/bench.json')

/** The load of the machine now. */
export function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100
}

/** Reads the report of earlier runs; empty when there is none that this program wrote. */
export async function readReport(): Promise<Report> {
  const empty = { machine: machine(), node: process.version, parts: {} }
  const text = await readFile(FILE, 'utf8').catch(() => null) // nothing has been measured yet
  const known: unknown = text === null ? null : JSON.parse(text)
  const isReport = typeof known === 'object' && known !== null && 'parts' in known
  return isReport ? (known as Report) : empty // written below
}

/** Writes what was measured now over what was measured earlier; other parts stay as they are. */
export async function keep(name: string, part: PartReport): Promise<void> {
  const before = await readReport()
  const report: Report = { machine: machine(), node: process.version, parts: { ...before.parts, [name]: part } }
  await mkdir(join(FILE, '..'), { recursive: true })
  await writeFile(FILE, `${JSON.stringify(report, null, 2)}\n`)
}

function machine(): Report['machine'] {
  const all = cpus()
  return { processors: all.length, model: all[0]?.model ?? '', memoryGiB: Math.round(totalmem() / 2 ** 30) }
}
