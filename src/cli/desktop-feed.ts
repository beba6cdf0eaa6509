// Gets hold of the pictures of a customer's desktop: asks, waits for the yes, and watches the channel.
import type { Link } from '../client/link.ts'
import type { Step } from '../features/step.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { ProgramContext } from './context.ts'

/** A desktop that is being seen. */
export interface SeenDesktop {
  readonly session: string
  readonly ask: string
  readonly channel: number
  readonly link: Link
  /** Whether this program asked for it, so that it is this program's to stop. */
  readonly isOurs: boolean
  readonly title: string
  /** Resolves with the reason once it is stopped. */
  readonly stopped: Promise<string>
}

/** What to see, and who hears of the way there. */
export interface SeeOptions {
  readonly monitor: number | null
  readonly onStep: (step: Step) => void
}

/**
 * Sees the customer's desktop; one that is seen already is joined, without asking again.
 *
 * @throws DeskhandError `consent.refused`, `consent.expired`, `activity.failed`, `customer.not-joined` …
 */
export async function seeDesktop(context: ProgramContext, options: SeeOptions): Promise<SeenDesktop> {
  const opening = context.link()
  opening.catch(() => undefined) // whoever awaits it below hears of it
  const session = await context.sessionId()
  const detail = await context.request('session.show', { session })
  const running = detail.asks.findLast((one) => one.kind === 'desktop.view' && one.state === 'running')
  const link = await opening
  const title = detail.participants.find((one) => one.id === (running?.customer ?? detail.focus))?.name ?? ''
  if (running && running.channel !== null) {
    const { id: ask, channel } = running
    const { stopped } = await followEnd(link, { session, ask, after: detail.seq })
    return { session, ask, channel, link, isOurs: false, title, stopped }
  }
  const { ask, channel, stopped } = await askToSee(context, options)
  return { session, ask, channel, link, isOurs: true, title, stopped }
}

interface Started {
  readonly ask: string
  readonly channel: number
  readonly stopped: Promise<string>
}

async function askToSee(context: ProgramContext, { monitor, onStep }: SeeOptions): Promise<Started> {
  const steps = context.perform('desktop.view', { monitor })[Symbol.asyncIterator]()
  for (;;) {
    const next = await steps.next()
    if (next.done) throw new DeskhandError('interrupted')
    onStep(next.value)
    if (next.value.is !== 'started') continue
    const { ask, channel } = next.value
    if (channel === null) throw new DeskhandError('activity.failed', { problem: 'it sends no pictures' })
    return { ask, channel, stopped: lastReason(steps) }
  }
}

async function lastReason(steps: AsyncIterator<Step>): Promise<string> {
  for (;;) {
    const next = await steps.next()
    if (next.done) return 'done'
    if (next.value.is === 'stopped') return next.value.reason
    if (next.value.is === 'done') return 'done'
  }
}

interface Watched {
  readonly session: string
  readonly ask: string
  readonly after: number
}

/**
 * Follows a session for the end of one ask; the hub lets a link watch only what belongs to a session it follows.
 *
 * @returns once the session is followed, the promise of the reason
 */
async function followEnd(link: Link, { session, ask, after }: Watched): Promise<{ readonly stopped: Promise<string> }> {
  const [followed, stopped] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()]
  const stop = link.follow(`session/${session}`, after, ({ events, live }) => {
    for (const { type, data } of events) {
      const told = data as { readonly ask?: unknown; readonly reason?: unknown } | null // looked at, not believed
      if (told?.ask !== ask || !['activity.stopped', 'activity.finished'].includes(type)) continue
      stopped.resolve(String(told.reason ?? 'done'))
      stop()
    }
    if (live) followed.resolve()
  })
  link.onState((state) => {
    if (state.is !== 'closed') return
    followed.reject(state.error ?? new DeskhandError('interrupted'))
    stopped.resolve('lost')
  })
  await followed.promise
  return { stopped: stopped.promise }
}

/** Stops what this program asked for; what others see goes on. */
export async function stopSeeing(seen: SeenDesktop): Promise<void> {
  if (!seen.isOurs) return
  const { session, ask } = seen
  // It may have been stopped by others in the meantime, which is what is wanted.
  await seen.link.request('activity.stop', { ask }, { session, timeoutMs: STOP_TIMEOUT_MS }).catch(() => undefined)
}

/** How long a goodbye may take, in milliseconds. */
const STOP_TIMEOUT_MS = 3_000
