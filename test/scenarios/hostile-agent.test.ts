// 100,000 malformed or mutated messages against real agents from hubs that greet properly and then babble: no agent
// breaks or grows, an honest one beside them goes on answering, and the others give up with a sentence.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MAX_BAD_LINKS } from '../../agent/bad-links.ts'
import { MAX_MISREAD } from '../../src/client/misread.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/limits.ts'
import { type PretendHub, pretendHub } from '../agent/pretend-hub.ts'
import type { Running } from '../support/programs.ts'
import { until } from '../support/wait.ts'
import { agentProgram, happenings, startHub, startRep } from './agent-actors.ts'
import { hostileMessage, isMalformed, LAST_WORDS } from './hostile-hub-talk.ts'
import { numbersOf } from './hostile-values.ts'

const SEED = 20_261_120
const AGENTS = 5
/** Messages between two honest words, which the agent shows once it has read all before them. */
const PORTION = 512
/**
 * What an agent may need more at rest after all of it than when it had just joined: compiled code, and one largest frame
 * that the allocator keeps. One KiB kept of each message would be as much again.
 */
const MAX_GROWTH_BYTES = MAX_FRAME_BYTES + 12 * 1_048_576

/** An honest answer takes this long at most, in milliseconds: six agents and a hub may share one processor here. */
const MAX_ANSWER_MS = 5_000

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

/** Says something harmless and waits until the agent shows it: everything before it has been read by then. */
async function read(hub: PretendHub, agent: Running, word: string): Promise<void> {
  hub.event('chat.sent', { to: 'all', text: word })
  await agent.waitForLine(word)
}

interface Harm {
  /** Messages that an agent read while it lived, and how many of them it could make nothing of. */
  messages: number
  malformed: number
  grownBytes: number
}

/** What hubs babble, made once: reading each message here as well would take longer than the agents take. */
const next = numbersOf(SEED)
const BABBLE = Array.from({ length: 3_000 }, () => hostileMessage(next)).map((message) => ({
  message,
  isMalformed: isMalformed(message),
}))

/** Babbles on one link until the agent would leave out no more of it. */
async function babble(hub: PretendHub, agent: Running, { harm, seed }: { harm: Harm; seed: number }): Promise<void> {
  const next = numbersOf(seed)
  let [left, sent] = [MAX_MISREAD, 0]
  await read(hub, agent, `here ${seed}.`)
  while (left > 0) {
    const one = BABBLE[next(BABBLE.length)]
    hub.say(one?.message)
    sent += 1
    if (one?.isMalformed) left -= 1
    if (sent % PORTION === 0) await read(hub, agent, `read ${seed} ${sent}.`)
  }
  await read(hub, agent, `read ${seed} all.`)
  harm.messages += sent
  harm.malformed += MAX_MISREAD
}

/** The agent's resident memory once it is back after a proper farewell, and has given back what it did not need. */
async function atRest(hub: PretendHub, agent: Running, joinedBytes: number): Promise<number> {
  const { links } = hub
  hub.close(1001)
  await until('the link to come back', () => hub.links > links)
  await read(hub, agent, 'rested.')
  const small = until('the agent to be small again', () => residentBytes(agent.pid) < joinedBytes + MAX_GROWTH_BYTES)
  await small.catch(() => undefined) // the test says by how much it is too large
  return residentBytes(agent.pid)
}

/** One agent on a hostile hub, link after link, until it has had enough. */
async function suffer(index: number): Promise<{ agent: Running; harm: Harm }> {
  const hub = await pretendHub()
  const face = index === 0 ? [] : ['--json']
  const agent = await agentProgram(['123456789', '--hub', hub.url, '--platform', 'fake', '--allow', 'all', ...face])
  const harm: Harm = { messages: 0, malformed: 0, grownBytes: 0 }
  await read(hub, agent, 'joined.')
  const joinedBytes = residentBytes(agent.pid)
  for (let links = 1; links <= MAX_BAD_LINKS + 1; links += 1) {
    await until(`link ${links}`, () => hub.links === links)
    await babble(hub, agent, { harm, seed: SEED + index * 100 + links })
    if (links === MAX_BAD_LINKS + 1) harm.grownBytes = (await atRest(hub, agent, joinedBytes)) - joinedBytes
    // One more than may be left out, or what ends a link by itself.
    hub.say(links === 1 ? new Uint8Array(3) : (LAST_WORDS[(index + links) % LAST_WORDS.length] ?? '{'))
    harm.messages += 1
    harm.malformed += 1
  }
  await agent.finished
  // One link more than the bad ones: the one that the hub closed properly.
  expect(hub.links).toBe(MAX_BAD_LINKS + 2)
  expect(hub.frames).toEqual([])
  return { agent, harm }
}

/** An honest rep and an honest agent: what is said arrives, what is asked is answered. */
async function honest() {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const agent = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json'])
  await agent.waitForLine('"present"')
  const tookMs: number[] = []
  let isOver = false
  const talk = async (): Promise<void> => {
    for (let count = 0; !isOver; count += 1) {
      const from = performance.now()
      await rep.ask('chat.send', { text: `honest ${count}.` })
      await agent.waitForLine(`honest ${count}.`)
      if (count % 10 === 0) {
        const { ask } = await rep.ask('desktop.view', {})
        await rep.event('consent.denied', ({ data }) => (data as { ask: string }).ask === ask)
      }
      tookMs.push(performance.now() - from)
    }
  }
  const talking = talk()
  return {
    tookMs,
    stop: async () => {
      isOver = true
      await talking
      return agent
    },
  }
}

const p95 = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0

test(`100,000 malformed or mutated messages break no agent and disturb no other (seed ${SEED})`, async () => {
  const peers = await honest()
  const from = performance.now()
  const all = await Promise.all(Array.from({ length: AGENTS }, (_, index) => suffer(index)))
  const seconds = (performance.now() - from) / 1_000
  const bystander = await peers.stop()
  const sum = (pick: (harm: Harm) => number): number => all.reduce((total, { harm }) => total + pick(harm), 0)
  const grown = all.map(({ harm }) => harm.grownBytes)
  console.info(
    `${sum(({ messages }) => messages)} messages, ${sum(({ malformed }) => malformed)} of them malformed, in ${seconds.toFixed(1)} s; ` +
      `memory grew by ${grown.map((bytes) => Math.round(bytes / 1_048_576)).join(', ')} MiB; ` +
      `honest p95 ${p95(peers.tookMs).toFixed(0)} ms of ${peers.tookMs.length}`,
  )
  expect(sum(({ malformed }) => malformed)).toBeGreaterThanOrEqual(100_000)
  expect(Math.max(...grown)).toBeLessThan(MAX_GROWTH_BYTES)
  for (const [index, { agent }] of all.entries()) {
    const { code, stderr } = await agent.finished
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    if (index > 0)
      expect(happenings(agent).at(-1)).toMatchObject({
        type: 'over',
        reason: 'link',
        code: 'link.protocol',
        links: MAX_BAD_LINKS + 1,
      })
    else expect(agent.lines().at(-1)).toMatch(/^The support server said something wrong 6 times in a row: .+ gives up/)
  }
  expect(peers.tookMs.length).toBeGreaterThan(50)
  expect(p95(peers.tookMs)).toBeLessThan(MAX_ANSWER_MS)
  expect(happenings(bystander).filter(({ type }) => type === 'hub-away' || type === 'link-lost')).toEqual([])
}, 180_000)
