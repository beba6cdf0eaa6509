// Two real WebRTC ends in one process: what goes over a direct path arrives whole, and what breaks it is noticed.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { MAX_FRAME_BYTES } from '../../../src/protocol/limits.ts'
import { until } from '../../support/wait.ts'
import { newEnd, pair } from './ends.ts'

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
  const sender = await newEnd(() => undefined)
  sender.connection.answer('v=0 nonsense')
  await until('the end', () => sender.broken)
  const [watcher] = await pair()
  expect(watcher.connection.isOpen).toBe(true)
})
