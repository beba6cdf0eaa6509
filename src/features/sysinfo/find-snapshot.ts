// Finds the newest system information of a session, or asks the customer for it.
import type { Event } from '../../journal/event.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import type { CommandContext } from '../command.ts'
import type { Categories, SysinfoCollected } from './protocol.ts'

/** One collection. */
export interface Snapshot {
  readonly session: string
  /** UTC milliseconds. */
  readonly collectedAt: number
  readonly customer: string
  readonly categories: Categories
}

const PAGE = 500

/**
 * The newest collection; with `isFresh`, or when there is none, the customer is asked for a new one.
 *
 * @throws DeskhandError `consent.refused`, `consent.expired`, `activity.failed` …
 */
export async function findSnapshot(context: CommandContext, isFresh: boolean): Promise<Snapshot> {
  const session = await context.sessionId()
  const known = isFresh ? null : await newest(context, session)
  return known ?? collect(context, session)
}

async function newest({ request }: CommandContext, session: string): Promise<Snapshot | null> {
  let before = 0
  for (;;) {
    const page = await request('journal.read', { session, after: before, back: true, limit: PAGE })
    const found = page.events.findLast((event) => event.type === 'sysinfo.collected')
    if (found) return snapshotOf(session, found as Event) // the reply's schema has spoken
    if (!page.more) return null
    before = page.upTo
  }
}

async function collect(context: CommandContext, session: string): Promise<Snapshot> {
  const { io } = context
  const progress = progressLine(io)
  let found: Snapshot | null = null
  try {
    for await (const step of context.perform('sysinfo.collect', {})) {
      progress.update(io.t(`cli.step.${step.is}`))
      if (step.is === 'told' && step.event.type === 'sysinfo.collected') found = snapshotOf(session, step.event)
    }
  } finally {
    await progress.done()
  }
  if (!found) throw new DeskhandError('activity.failed', { problem: 'nothing was collected' })
  return found
}

function snapshotOf(session: string, event: Event): Snapshot {
  const { customer, categories } = event.data as SysinfoCollected // checked where events arrive
  return { session, collectedAt: event.at, customer, categories }
}
