// Who is in the session, as far as this machine was told: bounded, whatever the hub says.

import { MAX_PARTICIPANTS } from '../../src/protocol/limits.ts'
import type { CoreData } from '../../src/session/events.ts'
import type { Someone } from '../happening.ts'

/** The people of a session and the company that supports. */
export interface People {
  readonly company: string
  readonly number: string
  readonly here: ReadonlyMap<string, Someone>
}

/** Nobody yet, but the company that answered the join. */
export function nobody(company: string, number: string): People {
  return { company, number, here: new Map() }
}

/** The session's first event: the company and the rep who started it. */
export function started(people: People, { company, number, primary }: CoreData<'session.started'>): People {
  return came({ ...people, company, number }, primary)
}

/** Someone came in; past `MAX_PARTICIPANTS` nobody more is kept. */
export function came(people: People, { id, name, role }: Someone): People {
  if (people.here.size >= MAX_PARTICIPANTS && !people.here.has(id)) return people
  return { ...people, here: new Map(people.here).set(id, { id, name, role }) }
}

/** Someone went away. */
export function went(people: People, id: string): People {
  const here = new Map(people.here)
  here.delete(id)
  return { ...people, here }
}

/** Another rep controls the session. */
export function passed(people: People, { from, to }: CoreData<'control.passed'>): People {
  const [old, next] = [people.here.get(from), people.here.get(to)]
  const kept = old ? came(people, { ...old, role: 'assistant' }) : people
  return next ? came(kept, { ...next, role: 'primary' }) : kept
}

/** How someone is called; the id when this machine was never told. */
export function nameOf(people: People, id: string): string {
  return people.here.get(id)?.name ?? id
}
