// Something that asks the customer, from the question to its verified end, as a list of steps.
import type { RequestInput, RequestName } from '../features/requests.ts'
import type { Event } from '../journal/event.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { CoreData, CoreType } from '../session/events.ts'
import type { Link } from './link.ts'

/** Requests that answer with an ask. */
export type AskingName = {
  [N in RequestName]: N extends 'desktop.view' | 'sysinfo.collect' ? N : never
}[RequestName]

/** One step on the way; the journal has told each of them. */
export type Step =
  | { readonly is: 'requested'; readonly ask: string }
  | { readonly is: 'delivered'; readonly ask: string }
  | { readonly is: 'granted'; readonly ask: string; readonly by: 'customer' | 'policy' | 'earlier' }
  | {
      readonly is: 'started'
      readonly ask: string
      readonly channel: number | null
      readonly info: Readonly<Record<string, unknown>>
    }
  /** An event of the feature itself, such as what was collected. */
  | { readonly is: 'told'; readonly ask: string; readonly event: Event }
  | { readonly is: 'done'; readonly ask: string }
  | { readonly is: 'stopped'; readonly ask: string; readonly reason: string }

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
  const queue = eventsOf(link, { session, after: Math.max(0, seq - LOOK_BACK), ask, ...(signal && { signal }) })
  let hasStarted = false
  for await (const event of queue) {
    const step = stepOf(event, ask)
    if (!step) continue
    if (step.is === 'stopped' && !hasStarted) throw new DeskhandError('activity.stopped', { reason: step.reason })
    if (step.is === 'started') hasStarted = true
    yield step
    if (step.is === 'done' || step.is === 'stopped') return
  }
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

interface Following {
  readonly session: string
  readonly after: number
  readonly ask: string
  readonly signal?: AbortSignal
}

/** Events of one ask as they come; ends with an error when the link does. */
async function* eventsOf(link: Link, { session, after, ask, signal }: Following): AsyncGenerator<Event> {
  const waiting: Event[] = []
  let wake = (): void => undefined
  const stops = [
    link.follow(`session/${session}`, after, ({ events }) => {
      waiting.push(...events.filter((event) => (event.data as { readonly ask?: unknown } | null)?.ask === ask))
      wake()
    }),
    link.onState(() => wake()),
  ]
  const onAbort = (): void => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    for (;;) {
      const next = waiting.shift()
      if (next) yield next
      else if (signal?.aborted) throw new DeskhandError('interrupted')
      else if (link.state.is === 'closed') throw link.state.error ?? new DeskhandError('interrupted')
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    for (const stop of stops) stop()
    signal?.removeEventListener('abort', onAbort)
  }
}
