// What the journal says of a share of the rep's own screen, as the rep's machine wants to hear it.
import type { Mirror } from '../client/mirror.ts'
import { annotateEvents } from '../features/annotate/protocol.ts'
import { shareOf } from '../features/shares/state.ts'
import type { Event } from '../journal/event.ts'
import type { OwnChange } from './own-machine.ts'

/** Tells what the journal says of one share from now on. @returns ends it */
export function tellChanges(mirror: Mirror, ask: string, tell: (change: OwnChange) => void): () => void {
  let told = shareOf(mirror.state.shares, ask)
  const undrawn = mirror.onEvent((event) => {
    const drawing = drawingOf(event, ask)
    if (drawing) tell({ drawing })
  })
  const unheard = mirror.subscribe(() => {
    const now = shareOf(mirror.state.shares, ask)
    if (now.options !== told.options) tell({ options: now.options })
    if (now.holder !== told.holder) tell({ holder: now.holder })
    told = now
  })
  return () => {
    undrawn()
    unheard()
  }
}

/** What was drawn or wiped off, as an event of the journal tells it of one share. */
function drawingOf({ type, data, by }: Event, ask: string): OwnChange['drawing'] | null {
  if (type === 'annotate.added') {
    const { data: added } = annotateEvents[type].safeParse(data)
    return added?.ask === ask ? { is: 'added', channel: added.channel, mark: added.mark, by: by.id } : null
  }
  if (type === 'annotate.removed') {
    const { data: removed } = annotateEvents[type].safeParse(data)
    return removed?.ask === ask ? { is: 'removed', mark: removed.mark } : null
  }
  if (type !== 'annotate.cleared') return null
  const { data: cleared } = annotateEvents[type].safeParse(data)
  return cleared?.ask === ask ? { is: 'cleared', channel: cleared.channel, author: cleared.author } : null
}
