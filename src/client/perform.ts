// Something that asks the customer, from the question to its verified end, as a list of steps.
import type { RequestInput } from '../features/requests.ts'
import type { AskingName, Step } from '../features/step.ts'
import type { Event } from '../journal/event.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { CoreData, CoreType } from '../session/events.ts'
import { followStream } from './follow-stream.ts'
import type { Batch } from './follows.ts'
import type { Link } from './link.ts'

/** What to perform. */
export interface Performance<N extends AskingName> {
  /** The session's id. */
  readonly session: string
  readonly name: N
  readonly data: RequestInput<N>
  /** Ends the wait, not what was started. */
  readonly signal?: AbortSignal
}

/** Events of the ask that may stand before the reply's own in the journal. */
const LOOK_BACK = 16

/**
 * Asks, and follows what becomes of it until it is done or stopped.
 *
 * @throws DeskhandError `consent.refused`, `consent.expired`, `activity.failed`, `activity.stopped` (before it
 *   started), `consent.revoked`, or what the hub refused with; `interrupted` by the signal
 */
export async function* perform<N extends AskingName>(link: Link, what: Performance<N>): AsyncGenerator<Step, void> {
  const { session, name, data, signal } = what
  const { ask, seq } = await link.request(name, data, { session })
  let hasStarted = false
  const following = {
    stream: `session/${session}`,
    after: Math.max(0, seq - LOOK_BACK),
    ...(signal && { signal }),
  } as const
  for await (const event of eventsOf(followStream(link, following), ask)) {
    const step = stepOf(event, ask)
    if (!step) continue
    if (step.is === 'stopped' && !hasStarted) throw new DeskhandError('activity.stopped', { reason: step.reason })
    if (step.is === 'started') hasStarted = true
    yield step
    if (step.is === 'done' || step.is === 'stopped') return
  }
  throw new DeskhandError('interrupted')
}

/** Events of one ask. */
async function* eventsOf(batches: AsyncIterable<Batch>, ask: string): AsyncGenerator<Event> {
  for await (const { events } of batches)
    for (const event of events) if ((event.data as { readonly ask?: unknown } | null)?.ask === ask) yield event
}

type Read = { readonly [T in CoreType]?: (data: CoreData<T>, ask: string) => Step | null }

/** How the events of an ask read as steps. */
const STEPS: Read = {
  'consent.requested': (_, ask) => ({ is: 'requested', ask }),
  'consent.delivered': (_, ask) => ({ is: 'delivered', ask }),
  'consent.granted': (data, ask) => ({ is: 'granted', ask, by: data.by }),
  'activity.started': (data, ask) => ({ is: 'started', ask, channel: data.channel, info: data.info }),
  'activity.stopped': (data, ask) => ({ is: 'stopped', ask, reason: data.reason }),
  'activity.finished': (data, ask) => {
    if (data.outcome === 'done') return { is: 'done', ask }
    const { code, message } = data.error ?? { code: 'internal', message: '' }
    throw new DeskhandError('activity.failed', { problem: message, code })
  },
  'consent.denied': (data) => {
    throw new DeskhandError('consent.refused', { by: data.by })
  },
  'consent.expired': () => {
    throw new DeskhandError('consent.expired')
  },
  'consent.withdrawn': (data) => {
    throw new DeskhandError('activity.stopped', { reason: data.reason })
  },
}

function stepOf(event: Event, ask: string): Step | null {
  if (!Object.hasOwn(STEPS, event.type)) return { is: 'told', ask, event }
  const read = STEPS[event.type as CoreType] as (data: unknown, ask: string) => Step | null // of its own type
  return read(event.data, ask)
}
