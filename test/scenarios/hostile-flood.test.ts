// 100,000 malformed or mutated envelopes and frames against the real hub, from many links at once: nothing breaks,
// nothing grows, and honest people go on talking.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Link } from '../../src/client/link.ts'
import { openLink } from '../../src/client/open-link.ts'
import { REQUESTS, type RequestName } from '../../src/features/requests.ts'
import { encodeFrame, FRAME_KEY } from '../../src/protocol/frame.ts'
import { atEnd } from '../support/ending.ts'
import { joinAs, PASSWORD, signIn } from '../support/hub.ts'
import { type HubProcess, hubProcess } from '../support/hub-process.ts'
import { hello, openSocket, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'
import { mutate, mutateBytes, numbersOf, WRONG_VALUES } from './hostile-values.ts'

const SEED = 20_261_120
const REQUESTS_SENT = 60_000
const FRAMES_SENT = 37_000
const LINKS_BROKEN = 3_000
const MAX_GROWTH_BYTES = 60 * 1_048_576
const ATTACKERS = 6
/** Requests of one attacker on their way at once. */
const PORTION = 150

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

const NAMES = Object.keys(REQUESTS) as RequestName[]
// What really does something to the site when it is left well formed: a flood of those is not what is asked here.
const SPARED: readonly string[] = [
  'session.start',
  'account.logout',
  'token.create',
  'account.login',
  'session.leave',
  'session.end',
  'site.setup',
]

/** One mutated request that is still an envelope: its name, session or data is wrong, or all of them. */
function mutatedRequest(id: string, session: string, next: (below: number) => number): string {
  const name = NAMES.filter((one) => !SPARED.includes(one))[next(NAMES.length - SPARED.length)] ?? 'chat.send'
  const value = WRONG_VALUES[next(WRONG_VALUES.length)] ?? '0'
  const data =
    next(3) === 0 ? value : `{"${['text', 'to', 'ask', 'kinds', 'categories', '__proto__'][next(6)]}":${value}}`
  const told = next(4) === 0 ? JSON.stringify(mutate(name, next)).slice(0, 55).replace(/"?$/, '"') : `"${name}"`
  return `{"t":"request","id":"${id}","name":${told},"session":"${session}","data":${data}}`
}

/** Sends mutated requests in portions; a link that a mutation broke is replaced. */
async function askNonsense(
  hub: HubProcess,
  token: string,
  given: { session: string; count: number; seed: number },
): Promise<number> {
  const next = numbersOf(given.seed)
  let sent = 0
  while (sent < given.count) {
    const link = await rawLink(hub.url, token)
    let replies = 0
    link.socket.on('message', (data: Buffer) => {
      if (data.includes('"t":"reply"')) replies += 1
    })
    while (sent < given.count && link.socket.readyState === WebSocket.OPEN) {
      const portion = Math.min(PORTION, given.count - sent)
      const due = replies + portion
      for (let index = 0; index < portion; index++) link.say(mutatedRequest(`n${sent++}`, given.session, next))
      await until('the answers', () => link.closed || replies >= due, 20_000)
      link.forget()
    }
    link.socket.terminate()
  }
  return sent
}

/** Frames with a good header on channels that are nobody's, or another's. */
async function sendFrames(hub: HubProcess, token: string, count: number): Promise<number> {
  const next = numbersOf(SEED + 7)
  const link = await rawLink(hub.url, token)
  for (let sent = 0; sent < count; sent++) {
    const header = {
      kind: 1,
      flags: next(4) === 0 ? FRAME_KEY : 0,
      channel: next(0xffff_ffff),
      seq: next(0xffff_ffff),
      capturedAt: next(1_000_000),
    } as const
    link.socket.send(encodeFrame(header, [new Uint8Array(next(300))]))
    if (sent % 500 === 0) await until('the frames to be taken', () => link.socket.bufferedAmount === 0)
  }
  expect((await link.ask('site.about', {})).outcome).toBe('done')
  return count
}

/** Messages after which there is no link any more: nonsense before hello, instead of an envelope, as a frame. */
async function breakLinks(hub: HubProcess, token: string, count: number): Promise<number> {
  const next = numbersOf(SEED + 13)
  const good = JSON.stringify(hello(token))
  const frame = encodeFrame({ kind: 1, flags: 0, channel: 1, seq: 1, capturedAt: 1 }, [new Uint8Array(20)])
  const one = async (): Promise<void> => {
    const link = await openSocket(hub.url)
    if (next(2) === 0) link.say(mutate(good, next))
    else {
      link.say(good)
      if (next(2) === 0) link.say(mutate('{"t":"follow","stream":"site","after":0}', next))
      else link.socket.send(mutateBytes(frame, next))
    }
    // Some of it is still well formed: whoever asks something now gets an answer, or the end of the link.
    if (link.socket.readyState === WebSocket.OPEN) link.say('}')
    await until('the link to end', () => link.closed)
  }
  for (let sent = 0; sent < count; sent += 20) await Promise.all(Array.from({ length: 20 }, one))
  return count
}

/** Talks as people do, and keeps how long each message took, in milliseconds. */
function talk(link: Link, session: string) {
  const tookMs: number[] = []
  const refused: unknown[] = []
  let stopped = false
  const talking = (async () => {
    while (!stopped) {
      const asked = performance.now()
      await link.request('chat.send', { text: 'hello' }, { session }).catch((error) => refused.push(error))
      tookMs.push(performance.now() - asked)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  return {
    tookMs,
    refused,
    stop: async () => {
      stopped = true
      await talking
    },
  }
}

const p95 = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0

test(`100,000 hostile messages leave the hub as it was (seed ${SEED})`, async () => {
  const hub = await hubProcess()
  const { id, number } = await hub.admin.ask('session.start', {})
  await hub.admin.ask('account.add', { email: 'evil@example.com', name: 'Evil', role: 'rep', password: PASSWORD })
  const evil = await signIn(hub.url, 'evil@example.com')
  const other = await evil.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  // A customer has one program: each kind of attack comes from a customer of its own.
  const eve = await joinAs(hub.url, other.number, 'Eve')
  const mallory = await joinAs(hub.url, other.number, 'Mallory')
  const link = openLink({ url: hub.url, token: kim.token })
  atEnd(() => link.close())
  const honest = talk(link, id)
  const flood = async (part: number, seed: number): Promise<number> => {
    const count = Math.ceil((REQUESTS_SENT * part) / ATTACKERS)
    const targets = [id, other.id]
    const sent = await Promise.all([
      ...Array.from({ length: ATTACKERS }, (_, index) =>
        askNonsense(hub, evil.token, { session: targets[index % 2] ?? id, count, seed: seed + index }),
      ),
      sendFrames(hub, eve.token, FRAMES_SENT * part),
      breakLinks(hub, mallory.token, LINKS_BROKEN * part),
    ])
    return sent.reduce((sum, one) => sum + one, 0)
  }
  const from = performance.now()
  // What a hub needs once for so many at once (compiled code, buffers, caches) is not growth: the first half shows it.
  const first = await flood(0.5, SEED)
  const before = residentBytes(hub.pid)
  const total = first + (await flood(0.5, SEED + 100))
  const seconds = (performance.now() - from) / 1_000
  await honest.stop()
  const grownBytes = residentBytes(hub.pid) - before
  const megabytes = Math.round(grownBytes / 1_048_576)
  console.info(
    `${total} messages in ${seconds.toFixed(1)} s; memory grew by ${megabytes} MB; honest p95 ${p95(honest.tookMs).toFixed(1)} ms of ${honest.tookMs.length}`,
  )
  expect(total).toBeGreaterThanOrEqual(100_000)
  expect(honest.refused).toEqual([])
  expect(p95(honest.tookMs)).toBeLessThan(100)
  expect(grownBytes).toBeLessThan(MAX_GROWTH_BYTES)
  expect((await hub.admin.ask('session.show', { session: id })).participants.map(({ name }) => name)).toContain('Kim')
}, 90_000)
