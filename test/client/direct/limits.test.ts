// What a hostile other end of a direct path, or one that never comes, may cost: each limit, and one past it.
import { beforeAll, expect, test, vi } from 'vitest'
import { type ConnectionParts, DirectConnection, OPEN_WAIT_MS } from '../../../src/client/direct/connection.ts'
import { HUB_FULL_BYTES } from '../../../src/client/direct/serve-direct.ts'
import { NO_SERVERS } from '../../../src/client/direct/servers.ts'
import { MAX_CANDIDATES, type SignalBody } from '../../../src/client/direct/signal-text.ts'
import { loadWrtc, type Wrtc } from '../../../src/client/direct/wrtc.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'
import { stage } from './stage.ts'

let wrtc: Wrtc
beforeAll(async () => {
  const loaded = await loadWrtc()
  if (!loaded) throw new Error('no WebRTC for this machine')
  wrtc = loaded
})

function connection(parts: Partial<ConnectionParts>): DirectConnection {
  const made = new DirectConnection({
    wrtc,
    servers: NO_SERVERS,
    attempt: 1,
    maxFrameBytes: 1_000,
    silentMs: 750,
    pulseMs: 250,
    tell: () => undefined,
    opened: () => undefined,
    took: () => undefined,
    beat: () => undefined,
    broken: () => undefined,
    ...parts,
  })
  atEnd(() => made.close())
  return made
}

test('a path that does not open in its time is given up, not a moment sooner', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  atEnd(() => void vi.useRealTimers())
  const why: string[] = []
  connection({ broken: (reason) => void why.push(reason) }).offer()
  vi.advanceTimersByTime(OPEN_WAIT_MS - 1)
  expect(why).toEqual([])
  vi.advanceTimersByTime(1)
  expect(why).toEqual([expect.stringContaining('too long')])
})

test('so many addresses of the other end are tried, and not one more, however they are sent', async () => {
  const tried: string[] = []
  class Counting extends wrtc.RTCPeerConnection {
    constructor(options?: RTCConfiguration) {
      super(options)
      const add = this.addIceCandidate.bind(this)
      this.addIceCandidate = (candidate?: RTCIceCandidateInit | null) => {
        tried.push(candidate?.candidate ?? '')
        return add(candidate)
      }
    }
  }
  const described = Promise.withResolvers<string>()
  const tell = (signal: SignalBody): void => void (signal.type === 'offer' && described.resolve(signal.sdp))
  connection({ tell }).offer()
  const sender = connection({ wrtc: { RTCPeerConnection: Counting } })
  const address = (port: number): SignalBody & { type: 'candidates' } => {
    const candidate = `candidate:1 1 udp 2113937151 127.0.0.1 ${port} typ host`
    return { type: 'candidates', attempt: 1, candidates: [{ candidate, sdpMid: '0', sdpMLineIndex: 0 }] }
  }
  // Half before the description they belong to, which are kept until then, the rest after it.
  for (let port = 1; port <= MAX_CANDIDATES / 2; port += 1) sender.hear(address(port))
  expect(tried).toEqual([])
  sender.answer(await described.promise)
  await until('those that were early', () => tried.length === MAX_CANDIDATES / 2)
  for (let port = 101; port <= 100 + MAX_CANDIDATES; port += 1) sender.hear(address(port))
  expect(tried).toHaveLength(MAX_CANDIDATES)
})

test('what waits for a hub that takes nothing is limited: what comes on top is told as lost', async () => {
  const on = await stage()
  const rep = await on.watcher({ servers: async () => ({ ...NO_SERVERS, mode: 'off' }) })
  await until('the relay', () => {
    on.send()
    return rep.seqs.length > 0
  })
  // Without a pause, nothing of it leaves this program.
  while (on.agent.bufferedBytes <= HUB_FULL_BYTES) expect(on.send(100_000)).toBe(true)
  expect(on.send(100_000)).toBe(false)
  const waiting = on.agent.bufferedBytes
  for (let index = 0; index < 100; index += 1) on.send(100_000)
  expect(on.agent.bufferedBytes).toBe(waiting)
  await until('room', () => on.agent.bufferedBytes === 0)
  const lost = on.lastSeq
  rep.watch.refresh() // what was lost leaves a gap, so a whole picture has to come
  await until('the next one', () => {
    on.send()
    return (rep.seqs.at(-1) ?? 0) > lost
  })
})
