// What happens in a session by itself: an ask nobody answers expires, a session nobody attends ends if the site says so.
import type { HubPorts } from '../features/ports.ts'
import type { SessionState } from '../features/state.ts'
import { type Entry, SYSTEM } from '../journal/event.ts'
import { core as draft } from '../session/events.ts'
import { stopAsks } from '../session/rules.ts'
import { type Ask, isPending, present } from '../session/state.ts'
import type { HubJournal } from './journals.ts'

type Log = (message: string, context: Readonly<Record<string, unknown>>) => void

/** The agent expires an ask itself; the hub does so for an agent that is gone, this much later, in milliseconds. */
const EXPIRY_GRACE_MS = 5_000
/** A question queued behind others on a machine that is there may wait for this many times its own time. */
const QUEUED_TIMEOUTS = 4
/** Sessions looked at when the hub starts. */
const START_SESSIONS = 1_000
/** Longest time a timer can be set for, in milliseconds. */
const MAX_TIMER_MS = 2_147_483_647

/** The timers of all sessions of one hub. */
export class SessionTimers {
  readonly #ports: HubPorts
  readonly #journal: HubJournal
  readonly #log: Log
  readonly #asks = new Map<string, NodeJS.Timeout>()
  readonly #unattended = new Map<string, NodeJS.Timeout>()
  readonly #stopListening: () => void
  #isStopped = false

  constructor(ports: HubPorts, journal: HubJournal, log: Log) {
    this.#ports = ports
    this.#journal = journal
    this.#log = log
    this.#stopListening = journal.onCommit((_, entries, state) => this.#committed(entries, state))
  }

  /** Looks at the sessions that were open when the hub stopped. */
  async start(): Promise<void> {
    try {
      const open = await this.#ports.directory.sessions({ states: ['waiting', 'active'], limit: START_SESSIONS })
      for (const { id } of open) {
        await new Promise((resolve) => setImmediate(resolve)) // everybody else has a turn between two sessions
        if (this.#isStopped) return
        const state = await this.#ports.journals.state(id)
        this.#arm(state)
        await this.#attend(state) // whoever attended it before may never come back
      }
    } catch (error) {
      if (!this.#isStopped) this.#log('open sessions could not be looked at', { problem: String(error) })
    }
  }

  stop(): void {
    this.#isStopped = true
    this.#stopListening()
    for (const timer of [...this.#asks.values(), ...this.#unattended.values()]) clearTimeout(timer)
  }

  /** A link of an account came or went. */
  readonly ownerChanged = (owner: string): void => {
    if (this.#isStopped || !owner.startsWith('a_')) return
    this.#ports.directory
      .sessions({ member: owner, states: ['waiting', 'active'], limit: START_SESSIONS })
      .then(async (rows) => {
        for (const { id } of rows) await this.#attend(await this.#ports.journals.state(id))
      })
      .catch((error: unknown) => {
        if (!this.#isStopped) this.#log('a session could not be watched', { problem: String(error) })
      })
  }

  #committed(entries: readonly Entry[], state: SessionState): void {
    for (const { event } of entries) {
      const { ask } = event.data as { readonly ask?: string }
      // The customer's time runs from when the question is shown, not from when it was queued behind another.
      if (event.type === 'consent.delivered' && ask) this.#disarm(ask)
    }
    for (const { event } of entries)
      if (event.type.startsWith('consent.') || event.type.startsWith('activity.') || event.type === 'session.ended') {
        this.#arm(state)
        return
      }
  }

  #arm(state: SessionState): void {
    for (const ask of state.core.asks.values()) {
      if (!isPending(ask)) this.#disarm(ask.id)
      else if (!this.#asks.has(ask.id)) this.#asks.set(ask.id, this.#expireLater(state, ask))
    }
  }

  #disarm(ask: string): void {
    clearTimeout(this.#asks.get(ask))
    this.#asks.delete(ask)
  }

  #expireLater(state: SessionState, ask: Ask): NodeJS.Timeout {
    const isQueued = ask.state === 'requested' && this.#ports.connected(state).has(ask.customer)
    const shownAt = ask.state === 'delivered' ? this.#ports.now() : ask.requestedAt
    const waitMs = ask.timeoutMs * (isQueued ? QUEUED_TIMEOUTS : 1) + EXPIRY_GRACE_MS
    const dueMs = shownAt + waitMs - this.#ports.now()
    const expire = (): void => {
      this.#asks.delete(ask.id)
      this.#change(state.core.id, ({ core }) => {
        const now = core.asks.get(ask.id)
        return now && isPending(now) ? [draft('consent.expired', { ask: ask.id })] : []
      })
    }
    return setTimeout(expire, Math.max(0, Math.min(dueMs, MAX_TIMER_MS))).unref()
  }

  async #attend(state: SessionState): Promise<void> {
    const { id } = state.core
    const graceMs = (await this.#ports.settings())['session.unattendedMs']
    const attended = isAttended(state, this.#ports.connected(state))
    if (attended || graceMs === 0) {
      clearTimeout(this.#unattended.get(id))
      this.#unattended.delete(id)
    } else if (!this.#unattended.has(id)) {
      const end = (): void => {
        this.#unattended.delete(id)
        this.#change(id, (now) =>
          isAttended(now, this.#ports.connected(now)) || now.core.phase === 'ended'
            ? []
            : [...stopAsks(now.core, 'ended', () => true), draft('session.ended', { reason: 'unattended' })],
        )
      }
      this.#unattended.set(id, setTimeout(end, Math.min(graceMs, MAX_TIMER_MS)).unref())
    }
  }

  #change(session: string, events: (state: SessionState) => readonly { type: string; data: unknown }[]): void {
    this.#journal
      .change(`session/${session}`, null, (state) => ({ kind: 'change', drafts: events(state), by: SYSTEM, reply: {} }))
      .catch((error: unknown) => this.#log('a session could not be changed', { session, problem: String(error) }))
  }
}

function isAttended(state: SessionState, connected: ReadonlySet<string>): boolean {
  return present(state.core).some((one) => one.role !== 'customer' && connected.has(one.id))
}
