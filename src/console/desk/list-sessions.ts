// The list of sessions: read page by page from the hub, and kept right between readings by the sessions that are followed.
import type { SessionLine } from '../../features/lifecycle/protocol.ts'
import type { RequestReply } from '../../features/requests.ts'
import type { SessionState } from '../../features/state.ts'
import { present } from '../../session/state.ts'
import type { Ask } from './desk.ts'

/** Sessions this console lists at most. */
export const MAX_LISTED = 10_000
/** Lines of one page. */
export const LIST_PAGE = 1_000

/** Reads the list, newest first. */
export async function listSessions(
  ask: Ask,
  isEveryone: boolean,
): Promise<{ readonly lines: readonly SessionLine[]; readonly isCut: boolean }> {
  const lines: SessionLine[] = []
  let before: { startedAt: number; id: string } | null = null
  while (lines.length < MAX_LISTED) {
    const { sessions }: RequestReply<'session.list'> = await ask('session.list', {
      everyone: isEveryone,
      limit: LIST_PAGE,
      before,
    })
    lines.push(...sessions)
    const last = sessions.at(-1)
    if (!last || sessions.length < LIST_PAGE) return { lines, isCut: false }
    before = { startedAt: last.startedAt, id: last.id }
  }
  return { lines, isCut: true }
}

/** The line of a session as its journal tells it, or null before the journal's first event. */
export function lineOf({ core }: SessionState): SessionLine | null {
  if (core.phase === 'none') return null
  const primary = core.participants.get(core.primary)
  const customers = [...core.participants.values()].filter(
    (one) => one.role === 'customer' && one.state !== 'turned-away',
  )
  const here = present(core, 'customer')
  return {
    id: core.id,
    number: core.number,
    type: core.type,
    channel: core.channel,
    state: core.phase,
    topic: core.topic,
    primary: { id: primary?.account ?? '', name: primary?.name ?? '' },
    customers: (here.length > 0 ? here : customers).map((one) => one.name),
    startedAt: core.startedAt,
    endedAt: core.endedAt,
  }
}

/** Lines with one session's replaced, or put first when it is new. Unchanged lists keep their identity. */
export function withLine(lines: readonly SessionLine[], line: SessionLine): readonly SessionLine[] {
  const at = lines.findIndex((one) => one.id === line.id)
  if (at < 0) return [line, ...lines]
  if (JSON.stringify(lines[at]) === JSON.stringify(line)) return lines
  return lines.toSpliced(at, 1, line)
}
