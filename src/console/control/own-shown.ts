// The rep's own screen, shown from the console: asked for, begun after the yes, ended by either side or with the console.
import type { OwnApp, OwnPlan } from '../../features/pane.ts'
import type { RequestInput, RequestReply } from '../../features/requests.ts'
import { asDeskhandError } from '../../protocol/error.ts'
import { type Ask, isOpen } from '../../session/state.ts'
import { type Control, tell } from './control.ts'
import type { OwnScreens, OwnScreenToShow } from './ports.ts'
import { tellError } from './tell-error.ts'

/** How long a goodbye may take, in milliseconds. */
const STOP_TIMEOUT_MS = 3_000

/** Something this console shows of this machine, or will after the yes. */
export interface OwnShown {
  readonly session: string
  readonly kind: OwnPlan['kind']
  readonly target: OwnScreenToShow['target']
  readonly title: string
  readonly over: AbortController
  /** Resolves once nothing of it is shown; null before the yes. */
  shown: Promise<void> | null
}

/** What can be shown of this machine; null when it cannot be found out, which the rep is told. */
export async function ownApps(control: Control, isAll: boolean): Promise<readonly OwnApp[] | null> {
  const { ports, t } = control
  if (!ports.ownScreens) {
    tell(control, t('shares.noScreen'), { level: 'warning' })
    return null
  }
  try {
    return await ports.ownScreens.listApps(isAll)
  } catch (error) {
    tellError(control, error)
    return null
  }
}

/** Asks the customer to look at this machine. A machine without a screen says so before anybody is asked. */
export async function showOwn(control: Control, session: string, plan: OwnPlan): Promise<void> {
  const { ports, owns, desk } = control
  if (!(await ownApps(control, false)) || !ports.ownScreens) return
  try {
    const what = await targetOf(control, ports.ownScreens, plan)
    if (!what) return
    const { ask } = await askToShow(control, session, { kind: plan.kind, title: what.title })
    owns.set(ask, { session, kind: plan.kind, ...what, over: new AbortController(), shown: null })
    beginOwn(control, desk.mirrorOf(session)?.state.core.asks.get(ask))
  } catch (error) {
    tellError(control, error)
  }
}

type Target = Pick<OwnShown, 'target' | 'title'>

async function targetOf(control: Control, screens: OwnScreens, plan: OwnPlan): Promise<Target | null> {
  if (!('app' in plan)) return { target: { monitor: null }, title: '' }
  const { app } = plan
  if (app) {
    const window = app.isRunning ? app.id : await screens.launch(app.id)
    return { target: { window }, title: app.title || app.name }
  }
  const running = [...control.owns.values()].findLast((one) => one.kind === 'app.share' && one.shown !== null)
  if (!running) tell(control, control.t('shares.elsewhere'), { level: 'warning' })
  return running ?? null
}

function askToShow(
  { desk }: Control,
  session: string,
  { kind, title }: { readonly kind: OwnPlan['kind']; readonly title: string },
): Promise<RequestReply<'desktop.share'>> {
  const what = kind.startsWith('app.') ? { title: title.slice(0, 200) } : { monitor: null }
  const understood = kind.endsWith('control') ? { understood: true } : {}
  return desk.ask(kind, { ...what, ...understood } as RequestInput<typeof kind>, { session }) // of its kind
}

/** Begins what this console asked for, once it is allowed; forgets what was not. */
export function beginOwn(control: Control, ask: Ask | undefined): void {
  const own = ask && control.owns.get(ask.id)
  if (!own || own.shown !== null) return
  if (ask.state === 'granted') own.shown = show(control, ask, own)
  else if (!isOpen(ask)) control.owns.delete(ask.id)
}

async function show(control: Control, ask: Ask, own: OwnShown): Promise<void> {
  const { desk, ports, owns } = control
  const { session, kind, target, title, over } = own
  const [link, mirror] = [desk.linkForFrames(), desk.mirrorOf(session)]
  if (!link || !mirror || !ports.ownScreens) return
  void mirror.until(({ core }) => (isOpen(core.asks.get(ask.id) ?? ask) ? null : true)).then(() => over.abort())
  const customer = mirror.state.core.participants.get(ask.customer)?.name ?? ''
  const about = { session, timeoutMs: STOP_TIMEOUT_MS }
  try {
    await ports.ownScreens.show({ link, mirror, ask: ask.id, kind, target, title, customer, signal: over.signal })
  } catch (error) {
    const { code, message } = asDeskhandError(error)
    const told = { ask: ask.id, outcome: 'failed', error: { code, message } } as const
    if (!over.signal.aborted) await link.request('activity.finish', told, about).catch(() => undefined)
    if (!over.signal.aborted) tellError(control, error)
  } finally {
    owns.delete(ask.id)
    const now = mirror.state.core.asks.get(ask.id)
    // It may have been stopped by others in the meantime, which is what is wanted.
    if (now && isOpen(now)) await link.request('activity.stop', { ask: ask.id }, about).catch(() => undefined)
  }
}

/** Ends everything this console shows of this machine; resolves when nothing of it is shown. */
export async function endOwns({ owns }: Control): Promise<void> {
  const ending = [...owns.values()].flatMap(({ over, shown }) => {
    over.abort()
    return shown ?? []
  })
  await Promise.allSettled(ending)
}
