// Viewer windows: opened when an activity runs, followed while they are open, closed when it stops.
import { isOpen } from '../../session/state.ts'
import type { Desk } from '../desk/desk.ts'
import { type Control, tell } from './control.ts'
import { tellError } from './tell-error.ts'

/** Opens a window on a running activity; one that is open already is opened again. */
export async function openWindow(control: Control, session: string, ask: string): Promise<void> {
  const { desk, ports, ui, t } = control
  const core = desk.state.sessions.get(session)?.state.core
  const running = core?.asks.get(ask)
  const link = desk.linkForFrames()
  if (!running?.channel || running.state !== 'running' || !link) return
  if (!ports.showScreen) {
    tell(control, t('console.noWindow'))
    return
  }
  await closeWindow(control, ask)
  const stop = (): void =>
    void desk.ask('activity.stop', { ask }, { session }).catch((error: unknown) => tellError(control, error))
  try {
    const title = core?.participants.get(running.customer)?.name ?? ''
    const stopped = stoppedReason(desk, session, ask)
    const shown = await ports.showScreen({ link, channel: running.channel, title, stop, stopped })
    control.windows.set(ask, shown)
    ui.dispatch({ type: 'window', ask, window: shown.window })
    shown.onChange((window) => control.windows.has(ask) && ui.dispatch({ type: 'window', ask, window }))
  } catch (error) {
    tellError(control, error)
  }
}

/** Resolves with the reason once the journal says that an activity is over. */
function stoppedReason(desk: Desk, session: string, id: string): Promise<string> {
  return new Promise((resolve) => {
    const look = (): void => {
      const ask = desk.state.sessions.get(session)?.state.core.asks.get(id)
      if (ask && isOpen(ask)) return
      stop()
      resolve(ask?.reason ?? ask?.state ?? 'ended')
    }
    const stop = desk.subscribe(look)
    look()
  })
}

/** Closes the window of an activity, if there is one. */
export async function closeWindow(control: Control, ask: string): Promise<void> {
  const open = control.windows.get(ask)
  if (!open) return
  control.windows.delete(ask)
  control.ui.dispatch({ type: 'window', ask, window: null })
  await open.close()
}

/** Closes all windows. */
export async function closeWindows(control: Control): Promise<void> {
  await Promise.allSettled([...control.windows.keys()].map((ask) => closeWindow(control, ask)))
}
