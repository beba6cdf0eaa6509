// The agent's own record of what the customer allowed: nothing starts on this machine that is not in it.
import { z } from 'zod'
import { KIND_NAMES, type Kind } from '../../src/session/kinds.ts'
import { readPrivate, removePrivate, writePrivate } from '../state/private-file.ts'

/** How long a note may wait to be written, in milliseconds. */
const NOTE_DELAY_MS = 100
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
  return new FileRecord(options)
}

class FileRecord implements GrantRecord {
  readonly #options: RecordOptions
  #data: Stored
  #isWritable = true
  #timer: NodeJS.Timeout | undefined

  constructor(options: RecordOptions) {
    const { session, participant } = options
    this.#options = options
    this.#data = read(options) ?? { version: 1, session, participant, standing: [], withdrawn: [], asks: [] }
  }

  get standing(): readonly Standing[] {
    return this.#data.standing
  }

  get withdrawn(): readonly (Kind | 'all')[] {
    return this.#data.withdrawn
  }

  find(id: string): Remembered | undefined {
    return this.#data.asks.find((one) => one.id === id)
  }

  remember(ask: Omit<Remembered, 'state'>): boolean {
    if (this.find(ask.id)) return false
    this.#note({ asks: trim([...this.#data.asks, { ...ask, state: 'asked' }]) })
    return true
  }

  grant(id: string): void {
    if (this.find(id)?.state === 'asked') this.#save(this.#moved(id, 'granted'))
  }

  stand(kind: Kind | 'all', at: number): void {
    this.#save({ standing: [...this.#data.standing.filter((one) => one.kind !== kind), { kind, at }] })
  }

  start(id: string, kind: Kind, action: string): boolean {
    const ask = this.find(id)
    if (ask?.state !== 'granted' || ask.kind !== kind || ask.action !== action) return false
    this.#save(this.#moved(id, 'started'))
    return true
  }

  close(id: string): void {
    const ask = this.find(id)
    if (ask && ask.state !== 'over') this.#note(this.#moved(id, 'over'))
  }

  revoke(kinds: readonly Kind[] | null): void {
    this.#save(revoked(this.#data, kinds))
  }

  forget(): void {
    this.#data = { ...this.#data, standing: [], asks: [] }
    this.#isWritable = false
    clearTimeout(this.#timer)
    removePrivate(this.#options.path)
  }

  #moved(id: string, state: Remembered['state']): Partial<Stored> {
    return { asks: this.#data.asks.map((one) => (one.id === id ? { ...one, state } : one)) }
  }

  /** What decides over a yes is on the disk before anything follows from it. */
  #save(change: Partial<Stored>): void {
    this.#data = { ...this.#data, ...change }
    this.#write()
  }

  /** The rest only keeps asks from being put twice: a hub that floods with them does not keep the disk busy. */
  #note(change: Partial<Stored>): void {
    this.#data = { ...this.#data, ...change }
    this.#timer ??= setTimeout(() => this.#write(), NOTE_DELAY_MS).unref()
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#isWritable) return
    try {
      writePrivate(this.#options.path, JSON.stringify(this.#data))
    } catch (error) {
      this.#isWritable = false
      this.#options.onUnwritable(error instanceof Error ? error.message : String(error))
    }
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
