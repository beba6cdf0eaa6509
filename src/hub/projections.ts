// What lists and look-ups are made of: rows that follow from a session's state, written with the events.
import { reduceSession } from '../features/reducers.ts'
import { emptySession, type SessionState } from '../features/state.ts'
import type { Event } from '../journal/event.ts'
import type { RowWrite } from '../journal/store.ts'
import type { Core } from '../session/state.ts'

type Row = Readonly<Record<string, string | number | null>>

function rowOf(core: Core): Row {
  const primary = core.participants.get(core.primary)
  const customers = [...core.participants.values()].filter(
    (one) => one.role === 'customer' && one.state !== 'turned-away',
  )
  return {
    number: core.number,
    type: core.type,
    channel: core.channel,
    state: core.phase,
    topic: core.topic,
    primary_id: primary?.account ?? '',
    primary_name: primary?.name ?? '',
    customers: JSON.stringify(customers.map((one) => one.name)),
    started_at: core.startedAt,
    ended_at: core.endedAt,
    seq: 0,
  }
}

function sameRow(a: Row, b: Row): boolean {
  return Object.keys(a).every((column) => a[column] === b[column])
}

function members(core: Core): readonly string[] {
  return [...core.participants.values()].flatMap((one) => (one.account ? [one.account] : []))
}

/**
 * Rows that change when a session goes from one state to another; most events change none.
 *
 * What they show comes from participants, phase and topic only, so untouched participants mean untouched rows.
 */
export function sessionRows(before: SessionState, after: SessionState): readonly RowWrite[] {
  const { core } = after
  const old = before.core
  if (core.phase === 'none' || (core.participants === old.participants && core.phase === old.phase)) return []
  const rows: RowWrite[] = []
  const row = rowOf(core)
  if (old.phase === 'none' || !sameRow(row, rowOf(old)))
    rows.push({ table: 'session', key: { id: core.id }, row: { ...row, seq: core.seq } })
  const known = new Set(members(old))
  for (const account of new Set(members(core)))
    if (!known.has(account))
      rows.push({ table: 'session_member', key: { session: core.id, account }, row: { started_at: core.startedAt } })
  return rows
}

/** Every row of a session, for a rebuild: event by event as they were written, so that they come out the same. */
export function allRows(id: string, events: readonly Event[], codeTtlMs: number): readonly RowWrite[] {
  const rows = new Map<string, RowWrite>()
  let state = emptySession(id)
  for (const event of events) {
    const next = reduceSession(state, event)
    for (const row of sessionRows(state, next)) rows.set(JSON.stringify([row.table, row.key]), row)
    state = next
  }
  const { number, startedAt } = state.core
  const { codeExpiresAt = startedAt + codeTtlMs } = (events[0]?.data ?? {}) as { readonly codeExpiresAt?: number }
  return [...rows.values(), { table: 'code', key: { code: number }, row: { session: id, expires_at: codeExpiresAt } }]
}
