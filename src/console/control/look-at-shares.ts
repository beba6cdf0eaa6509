// Keeps what is told of running shares fresh while a pane shows them: a question every other second, none otherwise.
import { isShare } from '../../session/rules.ts'
import { type Control, routedSession } from './control.ts'
import { viewOf } from './pane-props.ts'

/** How often a share that is looked at is asked about, in milliseconds. */
export const LOOK_EVERY_MS = 2_000

/** Starts looking; the answer ends it. */
export function lookAtShares(control: Control): () => void {
  let isBusy = false
  const look = (): void => {
    const asks = sharesInSight(control)
    const session = routedSession(control)
    if (isBusy || !session || asks.length === 0) return
    isBusy = true
    void control.desk.lookAtShares(session.id, asks).finally(() => {
      isBusy = false
    })
  }
  let seen = ''
  const changed = (): void => {
    const now = sharesInSight(control).join()
    if (now === seen) return
    seen = now
    look()
  }
  const stops = [control.desk.subscribe(changed), control.ui.subscribe(changed)]
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  }
}

/** The running shares of the session on the screen, where its pane is about shares. */
function sharesInSight(control: Control): readonly string[] {
  const { route } = control.ui.state
  const session = routedSession(control)
  if (route.at !== 'session' || !session || viewOf(route.view).slice !== 'shares') return []
  return [...session.state.core.asks.values()]
    .filter((ask) => ask.state === 'running' && isShare(ask))
    .map(({ id }) => id)
}
