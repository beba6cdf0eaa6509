// Gets hold of the pictures of a share: asks, waits for the yes, and follows what becomes of it.
import type { Link } from '../client/link.ts'
import type { Mirror } from '../client/mirror.ts'
import type { RequestInput } from '../features/requests.ts'
import type { SessionState } from '../features/state.ts'
import type { Step } from '../features/step.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { kindSpec } from '../session/kinds.ts'
import { sendsOn } from '../session/rules.ts'
import type { Ask } from '../session/state.ts'
import type { ProgramContext } from './context.ts'

/** The shares of a customer's machine. */
export type SeenKind =
  | 'desktop.view'
  | 'desktop.control'
  | 'app.view'
  | 'app.control'
  | 'cobrowse.view'
  | 'cobrowse.control'

/** A share that is being seen. */
export interface SeenShare {
  readonly session: string
  readonly channel: number
  readonly link: Link
  readonly mirror: Mirror
  /** Whether this program asked for it, so that it is this program's to stop. */
  readonly isOurs: boolean
  /** Whose machine it is; hostile text. */
  readonly title: string
  /** Resolves with the reason once nothing is sent on the channel any more. */
  readonly stopped: Promise<string>
}

/** What to see, and who hears of the way there. */
export interface SeeOptions<K extends SeenKind = SeenKind> {
  readonly kind: K
  readonly data: RequestInput<K>
  readonly onStep: (step: Step) => void
}

/**
 * Sees a share of the customer in focus; one that runs already is joined, without asking again.
 *
 * @throws DeskhandError `consent.refused`, `consent.expired`, `activity.failed`, `customer.not-joined` …
 */
export async function seeShare(context: ProgramContext, options: SeeOptions): Promise<SeenShare> {
  const [link, session, { openMirror }] = await Promise.all([
    context.link(),
    context.sessionId(),
    import('../client/mirror.ts'),
  ])
  const mirror = openMirror(link, session)
  await caughtUp(link, mirror)
  const running = runningShare(mirror.state, options.kind)
  const asked = running ? null : await askToSee(context, options)
  const channel = running?.channel ?? asked?.channel
  if (!channel) throw new DeskhandError('activity.failed', { problem: 'it sends no pictures' })
  const title = customerName(mirror.state, running?.customer ?? mirror.state.core.focus)
  return { session, channel, link, mirror, isOurs: asked !== null, title, stopped: stoppedOn(mirror, link, channel) }
}

/** The mirror as far as the hub has told; a hub that ends the link ends the wait. */
async function caughtUp(link: Link, mirror: Mirror): Promise<void> {
  const lost = new Promise<never>((_, reject) => {
    link.onState((state) => {
      if (state.is === 'closed') reject(state.error ?? new DeskhandError('interrupted'))
    })
  })
  await Promise.race([mirror.ready(), lost])
}

/** The running share that shows what is wanted: what is controlled is seen as well. */
function runningShare({ core }: SessionState, kind: SeenKind): Ask | null {
  const shows = (one: Ask): boolean => one.kind === kind || kindSpec(one.kind).upgrades === kind
  return [...core.asks.values()].findLast((one) => shows(one) && one.state === 'running') ?? null
}

function customerName({ core }: SessionState, id: string | null): string {
  return core.participants.get(id ?? '')?.name ?? ''
}

async function askToSee(context: ProgramContext, { kind, data, onStep }: SeeOptions): Promise<{ channel: number }> {
  for await (const step of context.perform(kind, data as RequestInput<'desktop.view'>)) {
    onStep(step)
    if (step.is !== 'started') continue
    if (step.channel === null) break
    return { channel: step.channel }
  }
  throw new DeskhandError('activity.failed', { problem: 'it sends no pictures' })
}

/** The share that runs on a channel now. */
export function runningOn({ core }: SessionState, channel: number): Ask | null {
  return [...core.asks.values()].find((one) => sendsOn(one, channel) && one.state === 'running') ?? null
}

/** What was shown on a channel last. */
export function lastOn({ core }: SessionState, channel: number): Ask | null {
  return [...core.asks.values()].findLast((one) => sendsOn(one, channel)) ?? null
}

/** What upgrades a share goes on under its channel, so only a channel with nothing running on it has ended. */
function stoppedOn(mirror: Mirror, link: Link, channel: number): Promise<string> {
  const lost = new Promise<string>((resolve) => {
    link.onState(({ is }) => is === 'closed' && resolve('lost'))
  })
  const ended = mirror.until((state) => {
    const all = [...state.core.asks.values()].filter((one) => one.channel === channel)
    if (all.length === 0 || all.some((one) => one.state === 'running')) return null
    const last = all.at(-1)
    return last?.reason ?? (last?.state === 'failed' ? 'failed' : 'done')
  })
  return Promise.race([ended, lost])
}

/** How long a goodbye may take, in milliseconds. */
const STOP_TIMEOUT_MS = 3_000

/** Errors after which the customer's machine does not know that it is to stop. */
const UNTOLD: readonly string[] = ['hub.unreachable', 'timeout']

/**
 * Stops what this program asked for; what others see goes on.
 *
 * @returns why the customer's machine could not be told, if it could not
 */
export async function stopSeeing({ mirror, link, channel, session, isOurs }: SeenShare): Promise<DeskhandError | null> {
  const ask = runningOn(mirror.state, channel)
  mirror.close()
  if (!isOurs || !ask) return null
  // It may have been stopped by others in the meantime, which is what is wanted.
  const told = link.request('activity.stop', { ask: ask.id }, { session, timeoutMs: STOP_TIMEOUT_MS })
  const error = await told.then(() => null, asDeskhandError)
  return error && UNTOLD.includes(error.code) ? error : null
}
