// Random histories: people come, ask, answer and go in any order, each request judged as the hub judges it.
import fc from 'fast-check'
import { findRequest, type SessionRequestName } from '../../src/features/requests.ts'
import type { SessionState } from '../../src/features/state.ts'
import { MAX_PENDING_ASKS } from '../../src/hub/ask.ts'
import { KIND_NAMES } from '../../src/session/kinds.ts'
import { type Core, isOpen, isPending, KEPT_ASKS, present } from '../../src/session/state.ts'
import { identityOf, person, REP, when } from '../support/given.ts'
import { authorOf, type Story } from '../support/story.ts'

const REPS = [REP, ...['lead', 'otto', 'ada'].map((name) => person(name, 'assistant'))]
const CUSTOMERS = ['kim', 'lee', 'nora', 'tom'].map((name) => person(name, 'customer'))
const EVERYONE = [...REPS, ...CUSTOMERS]

/** One thing somebody does; who does it and to what is chosen by number among those there are at that moment. */
export type Step =
  | { readonly is: 'comes'; readonly who: number; readonly knocks: boolean }
  | {
      readonly is: 'asks'
      readonly who: number
      /** Asked by someone who may, rather than by anyone. */
      readonly fits: boolean
      readonly ask: number
      readonly name: SessionRequestName
      readonly data: object
    }
  | { readonly is: 'newer' }

const MARK = {
  shape: 'pen',
  color: 255,
  widthPx: 2,
  points: [
    [1, 2],
    [3, 4],
  ],
} as const
const number = fc.nat(1_000)
const participant = fc.constantFrom(...EVERYONE.map(({ id }) => id))
const of = (name: SessionRequestName, data: fc.Arbitrary<object> = fc.constant({})): fc.Arbitrary<Step> => {
  const fits = fc.integer({ min: 0, max: 9 }).map((one) => one > 1)
  return fc.record({ is: fc.constant('asks' as const), who: number, fits, ask: number, name: fc.constant(name), data })
}

/** Any step; what the requests say is well formed, whether it makes sense is for the hub to tell. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ is: fc.constant('comes' as const), who: number, knocks: fc.boolean() }) },
  { weight: 3, arbitrary: of('session.admit', fc.record({ participant, admit: fc.boolean() })) },
  { weight: 3, arbitrary: of('session.pass', fc.record({ to: participant })) },
  { weight: 3, arbitrary: of('session.focus', fc.record({ customer: participant })) },
  { weight: 2, arbitrary: of('session.leave') },
  { weight: 8, arbitrary: of('desktop.view') },
  { weight: 8, arbitrary: of('sysinfo.collect') },
  { weight: 3, arbitrary: of('consent.deliver') },
  {
    weight: 14,
    arbitrary: of(
      'consent.answer',
      fc.record({
        answer: fc.constantFrom('yes', 'session', 'all', 'no', 'expired'),
        by: fc.constantFrom('customer', 'policy', 'earlier'),
      }),
    ),
  },
  { weight: 1, arbitrary: of('consent.revoke', fc.record({ kinds: fc.constantFrom(null, [KIND_NAMES[0]]) })) },
  { weight: 1, arbitrary: of('consent.withdraw') },
  { weight: 10, arbitrary: of('activity.start') },
  { weight: 2, arbitrary: of('activity.finish', fc.record({ outcome: fc.constantFrom('done', 'failed') })) },
  { weight: 1, arbitrary: of('activity.stop') },
  { weight: 6, arbitrary: of('annotate.add', fc.record({ mark: fc.constant(MARK) })) },
  { weight: 1, arbitrary: of('annotate.clear') },
  { weight: 3, arbitrary: of('chat.send', fc.record({ text: fc.string({ minLength: 1, maxLength: 5 }) })) },
  { weight: 1, arbitrary: of('note.save', fc.record({ text: fc.string({ maxLength: 5 }) })) },
  { weight: 1, arbitrary: fc.constant({ is: 'newer' as const }) },
  { weight: 1, arbitrary: of('session.end') },
)

const ABOUT_AN_ASK = /^(consent\.(deliver|answer|withdraw)|activity\.|annotate\.)/
const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)]

/** Takes one step, as a hub would. */
export function take(told: Story, { core }: SessionState, one: Step, serial: number): void {
  if (one.is === 'newer') {
    told.tellNewer('hologram.shown', { serial }, authorOf(REP))
    return
  }
  if (one.is === 'comes') {
    come(told, core, one)
    return
  }
  const ask = pick([...core.asks.values()], one.ask)
  const anyone = pick(EVERYONE, one.who) ?? REP
  const isOfAgent = findRequest(one.name)?.who.some((each) => each === 'customer') && ABOUT_AN_ASK.test(one.name)
  const fitting = isOfAgent ? ask?.customer : core.primary
  const asker = one.fits ? (EVERYONE.find(({ id }) => id === fitting) ?? anyone) : anyone
  const data = ABOUT_AN_ASK.test(one.name) ? { ...one.data, ask: ask?.id ?? 'k_none' } : one.data
  when(told, identityOf(asker), one.name, data as never, { serial: serial * 10 })
}

function come(told: Story, core: Core, one: Extract<Step, { is: 'comes' }>): void {
  const who = pick(EVERYONE, one.who) ?? REP
  const known = core.participants.get(who.id)
  const isFull = who.account === null && present(core, 'customer').length >= core.maxCustomers
  if (core.phase === 'ended' || isFull || (known && known.state !== 'left')) return
  const fresh = who.account === null ? who : { ...who, role: 'assistant' as const }
  const type = one.knocks && who.account === null ? 'participant.knocked' : 'participant.joined'
  told.tell(type, { participant: fresh }, authorOf(fresh))
}

/** What must hold after every step of every history. */
export function problemsOf({ core, annotate }: SessionState): readonly string[] {
  const problems: string[] = []
  const check = (holds: boolean, problem: string): void => void (holds || problems.push(problem))
  const all = [...core.participants.values()]
  const asks = [...core.asks.values()]
  const here = new Set(present(core).map(({ id }) => id))
  const primaries = all.filter(({ role }) => role === 'primary')
  check(primaries.length === 1 && primaries[0]?.id === core.primary, 'there is one primary, the one that is named')
  check(primaries[0]?.state === 'present', 'the primary is here')
  check(core.phase !== 'ended' || core.grants.length === 0, 'no grant outlives the session')
  check(core.phase !== 'ended' || !asks.some(isOpen), 'nothing is open after the end')
  const customers = present(core, 'customer')
  check(core.phase === 'ended' || (core.phase === 'active') === customers.length > 0, 'active with a customer')
  check(customers.length <= core.maxCustomers, 'no more customers than the session takes')
  check(core.focus === null ? customers.length === 0 : here.has(core.focus), 'the customer in focus is here')
  for (const one of asks.filter(isOpen)) {
    check(here.has(one.customer), `${one.id} is not open for a customer who is gone`)
    check(one.by === core.primary, `${one.id} was asked by whoever controls the session`)
    check(one.state !== 'running' || one.scope !== null, `${one.id} runs after a yes`)
  }
  for (const { id } of customers) {
    const pending = asks.filter((one) => isPending(one) && one.customer === id)
    check(pending.length <= MAX_PENDING_ASKS, 'no more questions than a customer can be asked at once')
  }
  for (const [channel, { ask }] of annotate) {
    const one = core.asks.get(ask)
    check(one?.state === 'running' && one.channel === channel, `${ask} is drawn on and runs`)
  }
  check(asks.filter((one) => !isOpen(one)).length <= KEPT_ASKS, 'finished asks are kept so long')
  for (const one of all) {
    check((one.state === 'present') === (one.joinedSeq !== null && one.leftSeq === null), `${one.id} is in its place`)
    check(one.leftSeq === null || one.joinedSeq === null || one.leftSeq > one.joinedSeq, `${one.id} left after coming`)
  }
  return problems
}
