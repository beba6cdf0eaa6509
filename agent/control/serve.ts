// What a running agent does when another command of the same user asks: all of it works with the network away.

import type { GrantRecord } from '../consent/record.ts'
import type { Someone } from '../happening.ts'
import type { Session } from '../session/session.ts'
import type { Membership } from '../state/membership.ts'
import type { AgentStatus, ControlReply, ControlRequest } from './protocol.ts'
import type { Control } from './server.ts'

/** What there is to be asked about. */
export interface Served {
  readonly seat: Membership
  readonly session: Session
  readonly record: GrantRecord
}

/** Answers for one session. */
export function controlOf(served: Served): Control {
  const { session } = served
  const answers: Answers = {
    status: async () => ({}),
    revoke: async ({ kinds }) => ({ stopped: [...(await session.revoke(kinds))] }),
    leave: async () => {
      const stopped = session.status.activities.map((one) => one.kind)
      await session.leave()
      return { stopped }
    },
    say: async ({ text }) => {
      await session.say(text)
      return {}
    },
    files: async () => ({ files: [...session.files.list()] }),
    download: async ({ number, folder }) => ({ saved: await session.files.save(number, folder) }),
  }
  return async (request) => {
    const answer = answers[request.verb] as (request: ControlRequest) => Promise<Partial<Done>> // of its own verb
    const done = await answer(request)
    return { ok: true, status: statusOf(served), stopped: [], files: [], saved: null, ...done }
  }
}

type Done = Extract<ControlReply, { ok: true }>
type Answers = {
  readonly [V in ControlRequest['verb']]: (request: Extract<ControlRequest, { verb: V }>) => Promise<Partial<Done>>
}

function statusOf({ seat, session, record }: Served): AgentStatus {
  const { link, waiting, activities } = session.status
  return {
    pid: process.pid,
    session: seat.session,
    number: seat.number,
    participant: seat.participant,
    hub: seat.hub,
    company: session.company,
    link,
    waiting,
    people: session.people.map(({ id, name, role }: Someone) => ({ id, name, role })),
    grants: record.standing.map(({ kind, at }) => ({ kind, at })),
    activities: activities.map((one) => ({ ...one })),
  }
}
