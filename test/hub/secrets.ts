// Random sessions in which everything said is marked, with who may ever see each mark: worked out here, by hand.
import { randomUUID } from 'node:crypto'
import type { RequestName } from '../../src/features/requests.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import { type Asker, type Customer, joinAs, type Rep, type TestHub } from '../support/hub.ts'

/** Somebody who looks. */
export interface Looker {
  readonly name: string
  readonly asker: Asker
  readonly isRep: boolean
}

/** One thing that was said, and who may see it: whoever is named, and nobody else. */
export interface Mark {
  readonly text: string
  readonly seenBy: ReadonlySet<string>
}

/** Someone's place, as this test keeps it. */
interface Place {
  readonly looker: Looker
  readonly participant: string
  state: 'out' | 'knocking' | 'in' | 'left' | 'refused'
  wasIn: boolean
}

/** A session with the people of one hub. */
export class MarkedSession {
  readonly marks: Mark[] = []
  readonly id: string
  readonly number: string
  readonly places = new Map<string, Place>()
  readonly #hub: TestHub
  /** What everybody in the session may see, but not before they were let in: chat. And what reps see whenever they come. */
  readonly #pending: { readonly text: string; readonly kind: 'reps'; readonly seenBy: Set<string> }[] = []

  private constructor(hub: TestHub, id: string, number: string) {
    this.#hub = hub
    this.id = id
    this.number = number
  }

  static async start(hub: TestHub, primary: Rep, tag: string): Promise<MarkedSession> {
    const tracking = mark(`${tag}-tracking`)
    const { id, number } = await primary.ask('session.start', { approval: true, tracking: { cost: tracking } })
    const session = new MarkedSession(hub, id, number)
    const { primary: participant } = await primary.ask('session.show', { session: id })
    const looker = { name: `${tag}-primary`, asker: primary, isRep: true }
    session.places.set(looker.name, { looker, participant, state: 'in', wasIn: true })
    session.#forReps(tracking)
    return session
  }

  async assist(name: string, rep: Rep): Promise<void> {
    const { participant } = await rep.ask('session.assist', { session: this.number })
    const looker = { name, asker: rep, isRep: true }
    this.places.set(name, { looker, participant, state: 'in', wasIn: true })
    for (const one of this.#pending) one.seenBy.add(name)
  }

  async knock(name: string): Promise<Customer> {
    const hostname = mark(`${name}-host`)
    const machine = {
      program: 'agent',
      build: '1',
      platform: 'linux',
      hostname,
      display: 'drawn',
      interactive: true,
    } as const
    const customer = await joinAs(this.#hub.url, this.number, name, { machine, email: `${hostname}@example.com` })
    const looker = { name, asker: customer, isRep: false }
    this.places.set(name, { looker, participant: customer.participant, state: 'knocking', wasIn: false })
    this.#forReps(hostname, [name])
    return customer
  }

  async admit(name: string, admit: boolean): Promise<void> {
    const place = this.#place(name)
    await this.#primary().ask('session.admit', { participant: place.participant, admit }, { session: this.id })
    place.state = admit ? 'in' : 'refused'
    place.wasIn = admit
  }

  async leave(name: string): Promise<void> {
    const place = this.#place(name)
    await place.looker.asker.ask('session.leave', {}, { session: this.id })
    place.state = 'left'
  }

  async chat(from: string, to: string | null): Promise<void> {
    const text = mark(`${from}-to-${to ?? 'all'}`)
    const sender = this.#place(from).looker.asker
    const recipient = to === null ? 'all' : this.#place(to).participant
    await sender.ask('chat.send', { to: recipient, text }, { session: this.id })
    const here = [...this.places].filter(([, { state }]) => state === 'in').map(([name]) => name)
    // A rep who comes later reads what was said to all; a customer does not.
    if (to === null) this.#forReps(text, here)
    else this.marks.push({ text, seenBy: new Set([from, to]) })
  }

  async note(from: string): Promise<void> {
    const text = mark(`${from}-note`)
    await this.#place(from).looker.asker.ask('note.save', { text }, { session: this.id })
    this.#forReps(text)
  }

  async sysinfo(name: string): Promise<void> {
    const text = mark(`${name}-sysinfo`)
    const { participant, looker } = this.#place(name)
    const by = { id: participant, name, role: 'customer' as const }
    const rows: never[] = []
    const lists = { disks: rows, network: rows, processes: rows, software: rows, services: rows, devices: rows }
    const categories = { os: { text }, cpu: {}, memory: {}, environment: {}, ...lists }
    const data = { ask: 'k_none', customer: participant, categories }
    await this.#hub.served.ports.journals.session(this.id, null, () => ({
      drafts: [{ type: 'sysinfo.collected', data }],
      by,
    }))
    this.#forReps(text, [looker.name])
  }

  /** Names of those in a state, customers or reps or both. */
  who(state: Place['state'], isRep?: boolean): readonly string[] {
    const all = [...this.places].filter(([, one]) => one.state === state)
    return all.filter(([, one]) => isRep === undefined || one.looker.isRep === isRep).map(([name]) => name)
  }

  #primary(): Asker {
    return ([...this.places.values()][0] as Place).looker.asker // who started it
  }

  #place(name: string): Place {
    const place = this.places.get(name)
    if (!place) throw new Error(`nobody is called ${name}`)
    return place
  }

  /** Seen by the reps who are in, by those who come later, and by the ones named. */
  #forReps(text: string, also: readonly string[] = []): void {
    const seenBy = new Set([...this.who('in', true), ...also])
    this.marks.push({ text, seenBy })
    this.#pending.push({ text, kind: 'reps', seenBy })
  }
}

function mark(what: string): string {
  return `MARK-${what}-${randomUUID().slice(0, 8)}`
}

const SESSION_READS = ['session.show', 'journal.read', 'journal.lines', 'journal.head'] as const

/** Everything someone can read over requests, as one text. */
export async function readAll(
  { asker }: Looker,
  sessions: readonly MarkedSession[],
  words: readonly string[],
): Promise<string> {
  const read: unknown[] = []
  const tryTo = async (name: RequestName, data: unknown): Promise<{ cursor?: number; more?: boolean } | null> => {
    try {
      const reply = await asker.ask(name, data as never)
      read.push(reply)
      return reply as { cursor?: number; more?: boolean }
    } catch (error) {
      if (!(error instanceof DeskhandError)) throw error
      read.push(error.message, error.details)
      return null
    }
  }
  for (const { id, number } of sessions)
    for (const session of [id, number]) {
      for (const name of SESSION_READS) await tryTo(name, { session })
      await tryTo('journal.read', { session, back: true })
    }
  for (let cursor: number | undefined = 0; cursor !== undefined; ) {
    const page: { cursor?: number; more?: boolean } | null = await tryTo('events.since', { cursor })
    cursor = page?.more ? page.cursor : undefined
  }
  for (const text of ['', ...words])
    for (const everyone of [false, true])
      await tryTo('session.list', { text, everyone, states: ['waiting', 'active', 'ended'] })
  return JSON.stringify(read)
}
