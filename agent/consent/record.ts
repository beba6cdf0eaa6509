// The agent's own record of what the customer allowed: nothing starts on this machine that is not in it.
import { z } from 'zod'
import { KIND_NAMES, type Kind } from '../../src/session/kinds.ts'
import { readPrivate, removePrivate, writePrivate } from '../state/private-file.ts'

/** Asks the record remembers, so that none is asked or done twice; the oldest finished are forgotten first. */
export const MAX_REMEMBERED_ASKS = 500

const kindOrAll = z.enum(['all', ...KIND_NAMES] as readonly [Kind | 'all', ...(Kind | 'all')[]])
const remembered = z.strictObject({
  id: z.string().max(64),
  kind: kindOrAll.exclude(['all']),
  /** The action as canonical text, so that a changed one is another one. */
  action: z.string().max(4_096),
  state: z.enum(['asked', 'granted', 'started', 'over']),
})
const stored = z.strictObject({
  version: z.literal(1),
  session: z.string(),
  participant: z.string(),
  standing: z.array(z.strictObject({ kind: kindOrAll, at: z.number() })).max(100),
  withdrawn: z.array(kindOrAll).max(100),
  asks: z.array(remembered).max(MAX_REMEMBERED_ASKS),
})

type Stored = z.infer<typeof stored>
/** One ask as the agent remembers it. */
export type Remembered = z.infer<typeof remembered>
/** A yes that stands until the session ends or it is revoked. */
export type Standing = Stored['standing'][number]

/** What this agent allowed in one session. */
export interface GrantRecord {
  readonly standing: readonly Standing[]
  /** Kinds whose `--allow` flags were taken back; `all` for every flag. */
  readonly withdrawn: readonly (Kind | 'all')[]
  find(ask: string): Remembered | undefined
  /** Remembers an ask; false when it is known already, whatever it says now. */
  remember(ask: Omit<Remembered, 'state'>): boolean
  /** Notes the yes to one ask. */
  grant(ask: string): void
  /** Notes that a yes reaches further than its ask, until the session ends. */
  stand(kind: Kind | 'all', at: number): void
  /** Uses the yes up: true exactly once for an ask that was granted with this kind and action. */
  start(ask: string, kind: Kind, action: string): boolean
  /** The ask is over; its yes with it, unless it stands. */
  close(ask: string): void
  /** Takes standing yeses, flags and unused yeses back; `null` means everything. */
  revoke(kinds: readonly Kind[] | null): void
  /** Everything granted ends with the session. */
  forget(): void
}

/** How a record is opened. */
export interface RecordOptions {
  readonly path: string
  readonly session: string
  readonly participant: string
  /** Told once when the record cannot be written: it then lives only as long as this process. */
  onUnwritable(problem: string): void
}

/** Opens the record of one participant; what another session or participant left there is not read. */
export function openRecord(options: RecordOptions): GrantRecord {
  const { session, participant } = options
  let data = read(options) ?? { version: 1, session, participant, standing: [], withdrawn: [], asks: [] }
  let isWritable = true
  const save = (change: Partial<Stored>): void => {
    data = { ...data, ...change }
    if (!isWritable) return
    try {
      writePrivate(options.path, JSON.stringify(data))
    } catch (error) {
      isWritable = false
      options.onUnwritable(error instanceof Error ? error.message : String(error))
    }
  }
  const find = (id: string): Remembered | undefined => data.asks.find((one) => one.id === id)
  const move = (id: string, state: Remembered['state']): readonly Remembered[] =>
    data.asks.map((one) => (one.id === id ? { ...one, state } : one))
  return {
    get standing() {
      return data.standing
    },
    get withdrawn() {
      return data.withdrawn
    },
    find,
    remember: (ask) => {
      if (find(ask.id)) return false
      save({ asks: trim([...data.asks, { ...ask, state: 'asked' }]) })
      return true
    },
    grant: (id) => {
      if (find(id)?.state === 'asked') save({ asks: [...move(id, 'granted')] })
    },
    stand: (kind, at) => save({ standing: [...data.standing.filter((one) => one.kind !== kind), { kind, at }] }),
    start: (id, kind, action) => {
      const ask = find(id)
      if (ask?.state !== 'granted' || ask.kind !== kind || ask.action !== action) return false
      save({ asks: [...move(id, 'started')] })
      return true
    },
    close: (id) => {
      if (find(id) && find(id)?.state !== 'over') save({ asks: [...move(id, 'over')] })
    },
    revoke: (kinds) => save(revoked(data, kinds)),
    forget: () => {
      data = { ...data, standing: [], asks: [] }
      removePrivate(options.path)
      isWritable = false
    },
  }
}

/** As the hub folds it: taking one kind back also takes "all" back, because it was part of it. */
function revoked(data: Stored, kinds: readonly Kind[] | null): Partial<Stored> {
  const isTaken = (kind: Kind | 'all'): boolean => kinds === null || kind === 'all' || kinds.includes(kind)
  return {
    standing: data.standing.filter((one) => !isTaken(one.kind)),
    withdrawn: kinds === null ? ['all'] : [...new Set([...data.withdrawn, ...kinds])],
    asks: data.asks.map((one) => (one.state !== 'asked' && isTaken(one.kind) ? { ...one, state: 'over' } : one)),
  }
}

function trim(asks: readonly Remembered[]): Remembered[] {
  const kept = [...asks]
  while (kept.length > MAX_REMEMBERED_ASKS) {
    const over = kept.findIndex((one) => one.state === 'over')
    kept.splice(Math.max(0, over), 1)
  }
  return kept
}

function read({ path, session, participant }: RecordOptions): Stored | null {
  try {
    const parsed = stored.safeParse(JSON.parse(readPrivate(path) ?? 'null'))
    if (!parsed.success || parsed.data.session !== session || parsed.data.participant !== participant) return null
    return parsed.data
  } catch {
    return null // a damaged record allows nothing
  }
}
