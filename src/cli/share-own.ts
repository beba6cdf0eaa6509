// Shows the rep's own screen to the customer: asks, waits for the yes, and shows until one of both sides ends it.
import { aborted } from '../client/aborted.ts'
import { openMirror } from '../client/mirror.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { present } from '../session/state.ts'
import { printNdjsonLine } from '../terminal/print/print-json.ts'
import { printMessage } from '../terminal/print/print-message.ts'
import { progressLine } from '../terminal/print/progress.ts'
import type { ProgramContext } from './context.ts'
import { endedReason } from './ended-reason.ts'
import { tellChanges } from './own-changes.ts'
import type { OwnShare } from './own-machine.ts'

/** How long a goodbye may take, in milliseconds. */
const STOP_TIMEOUT_MS = 3_000

/** What a rep shows. */
export interface OwnPlan {
  readonly kind: OwnShare['kind']
  readonly target: OwnShare['target']
  readonly title: string
  readonly platform: OwnShare['platform']
}

/**
 * Asks and shows. With `--json` the first line is {"ask","channel","kind"}, then {"watchers"}, last
 * {"status":"ended","reason"}.
 *
 * @throws DeskhandError  `consent.refused`, `consent.expired`, `screen.none` …
 */
export async function shareOwnScreen(context: ProgramContext, plan: OwnPlan): Promise<void> {
  const { io, signal } = context
  const [machine, link, session] = await Promise.all([context.ownMachine(), context.link(), context.sessionId()])
  const mirror = openMirror(link, session)
  await mirror.ready()
  await warnOfOthers(context, present(mirror.state.core, 'customer').length)
  const ask = await asked(context, plan)
  const over = new AbortController()
  let reason = 'rep'
  const end = (why: string): void => {
    if (!over.signal.aborted) reason = why
    over.abort()
  }
  void aborted(signal).then(() => end('rep'))
  const stopped = mirror.until((state) => {
    const one = state.core.asks.get(ask)
    return one && ['stopped', 'done', 'failed'].includes(one.state) ? (one.reason ?? one.state) : null
  })
  stopped.then(end, () => end('lost'))
  const customer = mirror.state.core.participants.get(mirror.state.core.focus ?? '')?.name ?? ''
  try {
    await machine.share({
      ...plan,
      link,
      session,
      ask,
      onShare: (listener) => tellChanges(mirror, ask, listener),
      env: io.env,
      language: io.language,
      notice: io.t(isGiven(plan) ? 'cli.share.noticeControl' : 'cli.share.notice', { name: customer }),
      signal: over.signal,
      started: (channel) => void tell(context, { ask, channel, kind: plan.kind }, io.t('cli.share.showing')),
      watched: (watchers) => void (io.isJson && printNdjsonLine(io.stdout, { watchers })),
    })
  } catch (error) {
    await fail(context, { session, ask, error })
  } finally {
    const open = mirror.state.core.asks.get(ask)?.state
    mirror.close()
    if (open === 'granted' || open === 'running')
      await link.request('activity.stop', { ask }, { session, timeoutMs: STOP_TIMEOUT_MS }).catch(() => undefined)
  }
  const why = endedReason(io.language, reason, mirror.state.core.asks.get(ask) ?? null)
  await tell(context, { status: 'ended', reason }, io.t('cli.share.ended', { reason: why }).trim())
}

const isGiven = ({ kind }: OwnPlan): boolean => kind.endsWith('share-control')

async function tell({ io }: ProgramContext, json: object, text: string): Promise<void> {
  if (io.isJson) await printNdjsonLine(io.stdout, json)
  else await printMessage(io, text)
}

/** Everyone in the session sees what is shown in it (MUL-05), so a rep with several customers is told. */
async function warnOfOthers({ io }: ProgramContext, customers: number): Promise<void> {
  if (customers > 1) await printMessage(io, io.t('cli.share.several', { count: customers }))
}

/** Asks, and waits for the yes. */
async function asked(context: ProgramContext, { kind, title, target }: OwnPlan): Promise<string> {
  const { io } = context
  const progress = progressLine(io)
  const understood = { understood: true } as const
  const data = 'window' in target ? { title } : { monitor: target.monitor }
  try {
    const steps = context.perform(kind, { ...data, ...(kind.endsWith('control') && understood) } as never) // of its kind
    for await (const step of steps) {
      progress.update(io.t(`cli.step.${step.is}`))
      if (step.is === 'granted') return step.ask
    }
  } finally {
    await progress.done()
  }
  throw new DeskhandError('interrupted')
}

interface Failed {
  readonly session: string
  readonly ask: string
  readonly error: unknown
}

/** The customer said yes to something this machine cannot do: both sides are told. */
async function fail(context: ProgramContext, { session, ask, error }: Failed): Promise<never> {
  const link = await context.link()
  const { code, message } = asDeskhandError(error)
  const told = { ask, outcome: 'failed', error: { code, message } } as const
  await link.request('activity.finish', told, { session, timeoutMs: STOP_TIMEOUT_MS }).catch(() => undefined)
  throw error
}
