// Collects the ten categories at the same time, each with its own deadline, and never fails as a whole.
import { CATEGORIES, type Categories, type Category } from '../../../src/features/sysinfo/protocol.ts'
import { bounded, type Collected } from './bounded.ts'
import { devices } from './devices.ts'
import { disks } from './disks.ts'
import { environment } from './environment.ts'
import { cpu, memory, os } from './machine.ts'
import { network } from './network.ts'
import { processes } from './processes.ts'
import { services } from './services.ts'
import { software } from './software.ts'

/** How long one category may take, in milliseconds; all run at the same time, so this is nearly the whole. */
export const CATEGORY_DEADLINE_MS = 2_500

/** What collectors are given. */
export interface CollectGiven {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted at the deadline; programs that were started for a category end with it. */
  readonly signal: AbortSignal
}
/** Collects one category. */
export type Collector = (given: CollectGiven) => Promise<Collected>

/** All collectors; a category without one does not compile. */
export const COLLECTORS: { readonly [C in Category]: Collector } = {
  os,
  cpu,
  memory,
  disks,
  network,
  processes,
  software,
  services,
  environment,
  devices,
}

/** Options of a collection. */
export interface CollectOptions {
  readonly env: CollectGiven['env']
  readonly collectors?: { readonly [C in Category]: Collector }
  readonly deadlineMs?: number
}

/**
 * Collects everything; a category that fails or is too slow says so in `unavailable`.
 *
 * @returns masked values within the bounds of a report
 */
export async function collect(options: CollectOptions): Promise<Categories> {
  const { env, collectors = COLLECTORS, deadlineMs = CATEGORY_DEADLINE_MS } = options
  const one = async (category: Category): Promise<[Category, Collected]> => [
    category,
    await within(deadlineMs, (signal) => collectors[category]({ env, signal })),
  ]
  const all = await Promise.all(CATEGORIES.map(one))
  return bounded(Object.fromEntries(all) as Record<Category, Collected>) // one entry for each category
}

async function within(deadlineMs: number, run: (signal: AbortSignal) => Promise<Collected>): Promise<Collected> {
  const stopper = new AbortController()
  const late = Promise.withResolvers<Collected>()
  const timer = setTimeout(() => {
    late.resolve({ unavailable: 'timeout' })
    stopper.abort()
  }, deadlineMs)
  try {
    const work = run(stopper.signal).catch((error: unknown) => ({ unavailable: reasonOf(error) }))
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** A reason that reveals nothing but its nature: a code of the system, or the kind of error. */
function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') return code === 'ENOENT' ? 'not-installed' : code
  return error instanceof Error ? error.name : 'failed'
}
