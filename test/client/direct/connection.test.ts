// Two real WebRTC ends in one process: what goes over a direct path arrives whole, and what breaks it is noticed.
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type ConnectionParts, DirectConnection } from '../../../src/client/direct/connection.ts'
import { NO_SERVERS } from '../../../src/client/direct/servers.ts'
import type { SignalBody } from '../../../src/client/direct/signal-text.ts'
import { loadWrtc, type Wrtc } from '../../../src/client/direct/wrtc.ts'
import { MAX_FRAME_BYTES } from '../../../src/protocol/limits.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

let wrtc: Wrtc
beforeAll(async () => {
  const loaded = await loadWrtc()
  if (!loaded) throw new Error('no WebRTC for this machine')
  wrtc = loaded
})

interface End {
  readonly connection: DirectConnection
  readonly frames: Uint8Array[]
  readonly told: SignalBody[]
  refreshes: number
  beats: number
  broken: string | null
}

function newEnd(tell: (signal: SignalBody) => void, rest: Partial<ConnectionParts> = {}): End {
  const end: Mutable<End> = { frames: [], told: [], refreshes: 0, beats: 0, broken: null, connection: null as never }
  end.connection = new DirectConnection({
    wrtc,
    servers: NO_SERVERS,
    attempt: 1,
    maxFrameBytes: MAX_FRAME_BYTES,
    silentMs: 750,
    pulseMs: 250,
    tell: (signal) => {
      end.told.push(signal)
      tell(signal)
    },
    opened: () => undefined,
    took: (taken) => {
      if (taken.is === 'frame') end.frames.push(taken.frame)
      else end.refreshes += 1
    },
    beat: () => void end.beats++,
    broken: (why) => {
      end.broken = why
    },
    ...rest,
  })
  atEnd(() => end.connection.close())
  return end
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

async function pair(rest: Partial<ConnectionParts> = {}): Promise<readonly [watcher: End, sender: End]> {
  const watcher = newEnd((signal) => {
    if (signal.type === 'offer') sender.connection.answer(signal.sdp)
    else if (signal.type !== 'refused') sender.connection.hear(signal)
  })
  const sender = newEnd((signal) => {
    if (signal.type === 'answer' || signal.type === 'candidates') watcher.connection.hear(signal)
  }, rest)
  watcher.connection.offer()
  await until('both to be open', () => watcher.connection.isOpen && sender.connection.isOpen)
  return [watcher, sender]
}

test('frames of every size arrive whole and in order, and the library never holds more than it can', async () => {
  const [watcher, sender] = await pair()
  const sizes = [1, 16_383, 16_384, 16_385, 100_000, 3_000_000, MAX_FRAME_BYTES, 2]
  const sent = sizes.map((size) => randomBytes(size))
  let most = 0
  for (const frame of sent) {
    sender.connection.send(frame)
    most = Math.max(most, sender.connection.waitingBytes)
  }
  await until('all', () => watcher.frames.length === sizes.length, 30_000)
  for (const [index, frame] of sent.entries()) expect(Buffer.compare(frame, watcher.frames[index] as Buffer)).toBe(0)
  expect(most).toBeGreaterThan(MAX_FRAME_BYTES)
  await until('nothing to wait', () => sender.connection.waitingBytes === 0)
  expect([watcher.broken, sender.broken]).toEqual([null, null])
  watcher.connection.refresh()
  await until('the wish', () => sender.refreshes === 1)
})

test('one that is closed is known to be gone at the other end within a second', async () => {
  const [watcher, sender] = await pair()
  const before = performance.now()
  sender.connection.close()
  await until('the watcher to notice', () => watcher.broken)
  expect(performance.now() - before).toBeLessThan(1_000)
  expect(sender.broken).toBeNull()
  sender.connection.send(randomBytes(10))
  expect(sender.connection.waitingBytes).toBe(0)
})

test('an idle path stays open on its pulse', async () => {
  const [watcher, sender] = await pair()
  await until('a while to pass', () => watcher.beats >= 8)
  expect([watcher.broken, sender.broken]).toEqual([null, null])
})

test('a frame longer than an end takes ends the path; one as long as that does not', async () => {
  const [watcher, sender] = await pair({ maxFrameBytes: 1_000 })
  watcher.connection.send(randomBytes(1_000))
  await until('the frame', () => sender.frames.length === 1)
  watcher.connection.send(randomBytes(1_001))
  await until('the end', () => sender.broken)
  expect(sender.frames).toHaveLength(1)
})

test('a description that is none breaks the try, and nothing else', async () => {
  const sender = newEnd(() => undefined)
  sender.connection.answer('v=0 nonsense')
  await until('the end', () => sender.broken)
  const [watcher] = await pair()
  expect(watcher.connection.isOpen).toBe(true)
})
