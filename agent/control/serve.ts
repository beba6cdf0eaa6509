// What a running agent does when another command of the same user asks: all of it works with the network away.

import type { GrantRecord } from '../consent/record.ts'
import type { Someone } from '../happening.ts'
import type { Session } from '../session/session.ts'
import type { Membership } from '../state/membership.ts'
import type { AgentStatus } from './protocol.ts'
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
  return async (request) => {
    let stopped: readonly string[] = []
    if (request.verb === 'revoke') stopped = await session.revoke(request.kinds)
    else if (request.verb === 'leave') {
      stopped = session.status.activities.map((one) => one.kind)
      await session.leave()
    } else if (request.verb === 'say') await session.say(request.text)
    return { ok: true, status: statusOf(served), stopped: [...stopped] }
  }
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
