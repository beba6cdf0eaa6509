// Viewer windows: opened when a share runs, kept while it is upgraded, closed when it is over and nobody looks any more.

import { sendsOn } from '../../session/rules.ts'
import { isOpen } from '../../session/state.ts'
import { type Control, tell } from './control.ts'
import { tellError } from './tell-error.ts'

/** Opens a window on a running share; one that is open already is opened again. */
export async function openWindow(control: Control, session: string, ask: string): Promise<void> {
  const { desk, ports, ui, t } = control
  const mirror = desk.mirrorOf(session)
  const running = mirror?.state.core.asks.get(ask)
  const link = desk.linkForFrames()
  if (!mirror || !running?.channel || running.state !== 'running' || !link) return
  if (!ports.showScreen) {
    tell(control, t('console.noWindow'))
    return
  }
  const { channel, customer } = running
  await closeWindow(control, channel)
  try {
    const title = mirror.state.core.participants.get(customer)?.name ?? ''
    const failed = (error: unknown): void => void tellError(control, error)
    const stop = (): void => stopOn(control, session, channel)
    const shown = await ports.showScreen({ link, mirror, channel, title, stop, failed })
    control.windows.set(channel, shown)
    ui.dispatch({ type: 'window', channel, window: shown.window })
    shown.onChange((window) => {
      if (control.windows.get(channel) !== shown) return
      // what is over and looked at by nobody need not be kept
      if (window.state === 'ended' && !window.isSeen) void closeWindow(control, channel)
      else ui.dispatch({ type: 'window', channel, window })
    })
  } catch (error) {
    tellError(control, error)
  }
}

/** Stops whatever runs on a channel now, upgraded or not. */
function stopOn(control: Control, session: string, channel: number): void {
  const { desk } = control
  const asks = [...(desk.mirrorOf(session)?.state.core.asks.values() ?? [])]
  const running = asks.find((one) => sendsOn(one, channel) && isOpen(one))
  if (!running) return
  desk.ask('activity.stop', { ask: running.id }, { session }).catch((error: unknown) => tellError(control, error))
}

/** Closes the window on a channel, if there is one. */
export async function closeWindow(control: Control, channel: number): Promise<void> {
  const open = control.windows.get(channel)
  if (!open) return
  control.windows.delete(channel)
  control.ui.dispatch({ type: 'window', channel, window: null })
  await open.close()
}

/** Closes all windows. */
export async function closeWindows(control: Control): Promise<void> {
  await Promise.allSettled([...control.windows.keys()].map((channel) => closeWindow(control, channel)))
}
