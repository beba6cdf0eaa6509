// What becomes of every ask: refused, allowed by what stands, or put to the customer, one at a time with its own deadline.

import { asDeskhandError } from '../../src/protocol/error.ts'
import type { Kind } from '../../src/session/kinds.ts'
import type { Answer, Front, Happening, RefusalReason } from '../happening.ts'
import type { Allowed } from '../session/activities.ts'
import { ANSWER_PATIENCE_MS, type Asking } from '../session/asking.ts'
import { canonical, type HeardAsk, MAX_ACTION_CHARACTERS, understand } from './ask.ts'
import { decide } from './decide.ts'
import type { Policy } from './policy.ts'
import { putQuestion } from './question.ts'
import type { GrantRecord } from './record.ts'

/** Asks that may wait for the customer at the same time; more are refused. */
export const MAX_OPEN_ASKS = 8

/** What consent needs. */
export interface ConsentPorts {
  readonly policy: Policy
  readonly record: GrantRecord
  readonly front: Pick<Front, 'ask' | 'show'>
  readonly asking: Asking
  readonly company: () => string
  /** UTC milliseconds here, and as the hub counts them. */
  readonly clock: () => number
  readonly hubClock: () => number
  readonly start: (allowed: Allowed) => void
}

/** The customer's side of consent. */
export interface Consent {
  heard(ask: HeardAsk): void
  /** The network took an ask back, or says it is over. */
  closed(ask: string): void
  /** The customer takes everything back, or some kinds: open questions of them too. */
  revoke(kinds: readonly Kind[] | null): void
  /** Nothing is asked any more. */
  close(): void
}

/** An ask this program can do, and what would run. */
interface Ready extends HeardAsk {
  readonly allowed: Allowed
}
interface Open {
  readonly ask: HeardAsk
  readonly gone: AbortController
}

/** Starts with nothing asked. */
export function startConsent(ports: ConsentPorts): Consent {
  const open = new Map<string, Open>()
  let turn: Promise<void> = Promise.resolve()
  const take = (ask: HeardAsk): AbortSignal => {
    const gone = new AbortController()
    open.set(ask.id, { ask, gone })
    return gone.signal
  }
  const drop = (one: Open): void => {
    open.delete(one.ask.id)
    ports.record.close(one.ask.id)
    one.gone.abort()
  }
  const settle = async (ask: Ready, gone: AbortSignal): Promise<void> => {
    const { policy, record } = ports
    const standing = record.standing.map((one) => one.kind)
    const canPrompt = ports.front.ask !== null
    const decision = decide({ kind: ask.kind, policy, standing, withdrawn: record.withdrawn, canPrompt })
    if (decision.is === 'refuse') return refuse(ports, ask, decision.why)
    if (decision.is === 'allow') return allow(ports, ask, { answer: 'yes', by: decision.by, gone })
    const wait = turn
    const asked = wait.then(() => prompt(ports, ask, gone))
    turn = asked.catch(() => undefined) // the failure is told below; the next in line goes on
    return asked
  }
  return {
    heard: (ask) => {
      if (open.has(ask.id)) return
      const understood = understand(ask)
      const action = understood.ok ? understood.action : canonical(ask.action).slice(0, MAX_ACTION_CHARACTERS)
      const known = ports.record.find(ask.id)
      const isAgain = known?.state === 'asked' && known.kind === ask.kind && known.action === action
      if (known && !isAgain) return
      if (!known) ports.record.remember({ id: ask.id, kind: ask.kind, action })
      ports.front.show({ type: 'asked', ask: ask.id, kind: ask.kind, by: ask.by, action: ask.action.name })
      if (!understood.ok) return refuse(ports, ask, understood.why)
      if (open.size >= MAX_OPEN_ASKS) return refuse(ports, ask, 'too-many')
      if (ports.hubClock() - ask.at > ask.timeoutMs) return expire(ports, ask, 'late')
      const { id, kind, by } = ask
      settle({ ...ask, allowed: { id, kind, by, action, run: understood.run } }, take(ask))
        .catch((error: unknown) => fail(ports, ask, error))
        .finally(() => open.delete(ask.id))
    },
    closed: (id) => {
      const one = open.get(id)
      if (!one) return
      drop(one)
      ports.front.show({ type: 'withdrawn', ask: id, kind: one.ask.kind })
    },
    revoke: (kinds) => {
      for (const one of [...open.values()]) if (kinds === null || kinds.includes(one.ask.kind)) drop(one)
      ports.record.revoke(kinds)
    },
    close: () => {
      for (const one of [...open.values()]) drop(one)
    },
  }
}

async function prompt(ports: ConsentPorts, ask: Ready, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return
  // An answer given while this one waited in line may cover it.
  const standing = ports.record.standing.map((one) => one.kind)
  const { policy, record } = ports
  const decision = decide({ kind: ask.kind, policy, standing, withdrawn: record.withdrawn, canPrompt: true })
  if (decision.is === 'allow') return allow(ports, ask, { answer: 'yes', by: decision.by, gone })
  void ports.asking.tell('consent.deliver', { ask: ask.id })
  const answer = await putQuestion(ports, ask, gone)
  if (gone.aborted) return
  if (answer === 'expired') expire(ports, ask, null)
  else if (answer === 'no') {
    ports.record.close(ask.id)
    tellAnswer(ports, ask, { answer, by: 'customer', why: null })
  } else await allow(ports, ask, { answer, by: 'customer', gone })
}

interface Yes {
  readonly answer: 'yes' | 'session' | 'all'
  readonly by: 'customer' | 'policy' | 'earlier'
  readonly gone: AbortSignal
}

/** Writes the yes down, tells the hub, and starts once the hub has taken it: in this order, so that neither can skip it. */
async function allow(ports: ConsentPorts, ask: Ready, { answer, by, gone }: Yes): Promise<void> {
  const { id, kind } = ask
  if (by !== 'customer') void ports.asking.tell('consent.deliver', { ask: id })
  ports.record.grant(id)
  try {
    await ports.asking.ask('consent.answer', { ask: id, answer, by }, ANSWER_PATIENCE_MS)
  } catch (error) {
    const { code, message } = asDeskhandError(error)
    if (gone.aborted) return
    ports.record.close(id)
    ports.front.show({ type: 'not-started', ask: id, kind, code, message })
    if (code !== 'consent.not-pending')
      void ports.asking.tell('consent.answer', { ask: id, answer: 'expired', by: 'policy' })
    return
  }
  if (gone.aborted) return
  if (answer !== 'yes') ports.record.stand(answer === 'all' ? 'all' : kind, ports.clock())
  ports.front.show({ type: 'answered', ask: id, kind, answer, by, why: null })
  ports.start(ask.allowed)
}

type Refused = Pick<HeardAsk, 'id' | 'kind'>

function fail(ports: ConsentPorts, ask: Refused, error: unknown): void {
  const { code, message } = asDeskhandError(error)
  ports.front.show({ type: 'not-started', ask: ask.id, kind: ask.kind, code, message })
  refuse(ports, ask, 'failed')
}

function refuse(ports: ConsentPorts, ask: Refused, why: RefusalReason): void {
  ports.record.close(ask.id)
  void ports.asking.tell('consent.deliver', { ask: ask.id })
  tellAnswer(ports, ask, { answer: 'no', by: 'policy', why })
}

function expire(ports: ConsentPorts, ask: Refused, why: RefusalReason | null): void {
  ports.record.close(ask.id)
  tellAnswer(ports, ask, { answer: 'expired', by: 'policy', why })
}

function tellAnswer(
  ports: ConsentPorts,
  { id, kind }: Refused,
  said: { readonly answer: Answer; readonly by: 'customer' | 'policy'; readonly why: RefusalReason | null },
): void {
  ports.front.show({ type: 'answered', ask: id, kind, ...said } satisfies Happening)
  void ports.asking.tell('consent.answer', { ask: id, answer: said.answer, by: said.by })
}
