// Nobody reads what is not theirs: random sessions on a real hub, every mark looked for in every read of everybody.
import { expect, test } from 'vitest'
import { openMirror } from '../../src/client/mirror.ts'
import { openLink } from '../../src/client/open-link.ts'
import { foldSession } from '../../src/features/reducers.ts'
import type { SessionState } from '../../src/features/state.ts'
import { readLine } from '../../src/journal/event.ts'
import { atEnd } from '../support/ending.ts'
import { addRep, openHub, type Rep, type TestHub } from '../support/hub.ts'
import { type RawLink, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'
import { type Looker, MarkedSession, readAll } from './secrets.ts'

const SEEDS = [11, 22, 33, 44]
const STEPS = 45

/** A small generator, so that a seed is all it takes to see a failure again (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

async function live(url: string, looker: Looker, sessions: readonly MarkedSession[]): Promise<RawLink> {
  const resume = Object.fromEntries([...sessions.map(({ id }) => [`session/${id}`, 0]), ['site', 0]])
  return rawLink(url, looker.asker.token, { resume })
}

async function play(session: MarkedSession, others: readonly Rep[], tag: string, next: (below: number) => number) {
  let came = 0
  const waiting = [...others]
  const pick = (names: readonly string[]): string | undefined => names[next(Math.max(1, names.length))]
  const joined: Looker[] = []
  for (let index = 0; index < STEPS; index++) {
    const inside = session.who('in')
    const customers = session.who('in', false)
    const knocking = pick(session.who('knocking'))
    const from = pick(inside) as string
    const step = next(10)
    if (step === 0 && came < 5) {
      const name = `${tag}-customer${++came}`
      const asker = await session.knock(name)
      joined.push({ name, asker, isRep: false })
    } else if (step === 1 && knocking) await session.admit(knocking, next(4) > 0)
    else if (step === 2 && waiting.length > 0)
      await session.assist(`${tag}-assistant${waiting.length}`, waiting.pop() as Rep)
    else if (step === 3 && index % 3 === 0) {
      const goes = pick([...session.who('in').slice(1), ...session.who('knocking')])
      if (goes) await session.leave(goes)
    } else if (step === 4) await session.note(pick(session.who('in', true)) as string)
    else if (step === 5 && customers.length > 0) await session.sysinfo(pick(customers) as string)
    else await session.chat(from, step > 7 ? (pick(inside.filter((name) => name !== from)) ?? null) : null)
  }
  return joined
}

async function people(hub: TestHub, seed: number): Promise<readonly Rep[]> {
  return Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => addRep(hub, `${name} ${seed}`)))
}

test.each(SEEDS)(
  '[CHT-04] whatever happens in two sessions, everybody reads theirs and nothing else (seed %i)',
  async (seed) => {
    const hub = await openHub({ settings: { 'session.maxCustomers': 50 } })
    const next = numbers(seed)
    const [a, b, c, d, outsider] = (await people(hub, seed)) as [Rep, Rep, Rep, Rep, Rep]
    const one = await MarkedSession.start(hub, a, 'one')
    const two = await MarkedSession.start(hub, b, 'two')
    const sessions = [one, two]
    const strangers: Looker[] = [{ name: 'outsider', asker: outsider, isRep: true }]
    const early = await live(hub.url, strangers[0] as Looker, sessions)
    const early1 = await live(hub.url, { name: 'one-primary', asker: a, isRep: true }, sessions)
    // C and D take part in one of the sessions each, so everything of the other must stay hidden from them.
    await play(one, [c], 'one', next)
    await play(two, [d], 'two', next)

    const marks = sessions.flatMap(({ marks: all }) => all)
    const lookers = [
      ...sessions.flatMap(({ places }) => [...places.values()].map(({ looker }) => looker)),
      ...strangers,
    ]
    expect(marks.length).toBeGreaterThan(30)
    const words = marks.slice(0, 5).map(({ text }) => text)
    for (const looker of lookers) {
      const link = await live(hub.url, looker, sessions)
      await until(
        'the streams',
        () => new Set(link.heard.flatMap((each) => (each.t === 'events' && each.live ? [each.stream] : []))).size === 3,
      )
      const read = `${await readAll(looker, sessions, words)}${JSON.stringify(link.heard)}`
      const seen = marks.filter(({ text }) => read.includes(text))
      const allowed = marks.filter(({ seenBy }) => seenBy.has(looker.name))
      const leaked = seen.filter(({ seenBy }) => !seenBy.has(looker.name)).map(({ text }) => text)
      expect(leaked, `${looker.name} reads what is not theirs`).toEqual([])
      const mustSee = sessions.some(({ places }) => places.get(looker.name)?.state === 'in') ? allowed : []
      const missing = mustSee.filter(({ text }) => !read.includes(text)).map(({ text }) => text)
      expect(missing, `${looker.name} misses what is theirs`).toEqual([])
    }
    // Links that were there from the beginning heard no more than those that came later.
    for (const { text, seenBy } of marks) {
      expect(JSON.stringify(early.heard).includes(text), `the outsider heard ${text}`).toBe(false)
      expect(JSON.stringify(early1.heard).includes(text), `the first rep and ${text}`).toBe(seenBy.has('one-primary'))
    }
    // An administrator from outside sees everything but private messages.
    const admin = await readAll({ name: 'admin', asker: hub.admin, isRep: true }, sessions, [])
    const isPrivate = ({ text }: { readonly text: string }): boolean => /-to-(?!all-)/.test(text)
    expect(marks.filter(({ text }) => !admin.includes(text))).toEqual(marks.filter(isPrivate))

    for (const { id } of sessions) {
      const lines = await hub.served.ports.journals.read(`session/${id}`, 0, 10_000)
      const events = lines.map(({ line }) => readLine(line))
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
      const hubState = await hub.served.ports.journals.state(id)
      expect(foldSession(id, events)).toEqual(hubState)
    }
    const link = openLink({ url: hub.url, token: a.token })
    atEnd(() => link.close())
    const mirror = openMirror(link, one.id)
    await mirror.ready()
    // The mirror lacks private messages of others, which are nothing but chat.
    const shown = (state: SessionState) => ({ ...state, chat: null, core: { ...state.core, seq: 0 } })
    expect(shown(mirror.state)).toEqual(shown(await hub.served.ports.journals.state(one.id)))
  },
  60_000,
)
