// The state of a session as far as someone may know it: who is outside sees themselves, who left sees what was then.
import { readLine } from '../../journal/event.ts'
import type { HubPorts } from '../ports.ts'
import { reduceSession } from '../reducers.ts'
import { emptySession, type SessionState } from '../state.ts'
import type { Viewer } from '../visibility.ts'

/** Lines read at once. */
const PAGE = 500

/** The state for a viewer; for who is in the session and for administrators that is all of it. */
export async function seenState(
  hub: Pick<HubPorts, 'journals'>,
  state: SessionState,
  viewer: Viewer,
): Promise<SessionState> {
  if (viewer.kind === 'visitor') return state
  const { joinedSeq, leftSeq } = viewer.one
  if (joinedSeq === null) return fromOutside(state, viewer.one.id)
  if (leftSeq === null) return state
  const then = await stateAt(hub, state.core.id, leftSeq)
  const { phase, endedAt } = state.core
  return phase === 'ended' ? { ...then, core: { ...then.core, phase, endedAt } } : then
}

/** Whoever waits to be let in, or was not, learns nothing of those inside. */
function fromOutside({ core }: SessionState, id: string): SessionState {
  const own = core.participants.get(id)
  const { number, type, channel, company, phase, startedAt, endedAt, hasPassword, needsApproval } = core
  const known = { number, type, channel, company, phase, startedAt, endedAt, hasPassword, needsApproval }
  const empty = emptySession(core.id)
  return { ...empty, core: { ...empty.core, ...known, participants: new Map(own ? [[id, own]] : []) } }
}

async function stateAt(hub: Pick<HubPorts, 'journals'>, id: string, seq: number): Promise<SessionState> {
  let state = emptySession(id)
  while (state.core.seq < seq) {
    const lines = await hub.journals.read(`session/${id}`, state.core.seq, Math.min(PAGE, seq - state.core.seq))
    if (lines.length === 0) break
    for (const { line } of lines) state = reduceSession(state, readLine(line))
  }
  return state
}
