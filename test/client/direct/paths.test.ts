// Screens from machine to machine through a real hub: they move to the direct path, and back, and no viewer misses a place.
import { expect, test } from 'vitest'
import { carrierOf } from '../../../src/client/direct/carrier.ts'
import { MAX_INPUT_FRAME_BYTES } from '../../../src/client/direct/chunks.ts'
import { MAX_SERVED_PEERS, PEER_FULL_BYTES } from '../../../src/client/direct/serve-direct.ts'
import { encodeFrame, FRAME_HEADER_BYTES, FRAME_KINDS, peekHeader } from '../../../src/protocol/frame.ts'
import { openHub, serve } from '../../support/hub.ts'
import { until } from '../../support/wait.ts'
import { type Stage, stage, type TestWatcher } from './stage.ts'

const isDirect = ({ watch }: TestWatcher): boolean => watch.path === 'direct'
const hasAll = (on: Stage, watcher: TestWatcher) => (): boolean => watcher.seqs.at(-1) === on.lastSeq

/** Sends on until something is so. */
async function sendUntil(on: Stage, what: string, isSo: () => unknown): Promise<void> {
  await until(what, () => {
    on.send()
    return isSo()
  })
}

test('[SHP-07] a view begins on the relay and moves to a direct path without a missed frame; the hub then relays none', async () => {
  const on = await stage()
  const rep = await on.watcher()
  await sendUntil(on, 'the direct path', () => isDirect(rep))
  await until('the hub to know', () => on.watchers.relayed === 0)
  expect(on.watchers.count).toBe(1)
  let relayed = 0
  rep.link.watch(on.channel, () => void relayed++)
  for (let index = 0; index < 50; index++) on.send(20_000)
  await until('all', hasAll(on, rep))
  expect([relayed, rep.missed]).toEqual([0, []])
  const [first = 0] = rep.seqs
  expect(rep.seqs).toEqual(Array.from({ length: rep.seqs.length }, (_, index) => first + index))
  expect(rep.paths).toEqual(['direct'])
})

test('[SHP-07] a direct path that breaks is left for the relay within a second, the picture goes on, and it is tried again', async () => {
  const on = await stage()
  const rep = await on.watcher()
  await sendUntil(on, 'the direct path', () => isDirect(rep))
  await until('the hub to know', () => on.watchers.relayed === 0)
  // The sender's end goes away, as when its network changes.
  const cut = performance.now()
  on.server.watched({ ...on.watchers, peers: [] })
  await until('the relay', () => rep.watch.path === 'relay')
  expect(performance.now() - cut).toBeLessThan(1_000)
  const before = on.lastSeq
  await sendUntil(on, 'pictures', () => (rep.seqs.at(-1) ?? 0) > before)
  expect(rep.missed).toEqual([])
  await sendUntil(on, 'the direct path again', () => isDirect(rep))
  await until('the last one', hasAll(on, rep))
  expect(rep.missed).toEqual([])
  expect(rep.paths).toEqual(['direct', 'relay', 'direct'])
})

test('on a screen that does not change, the picture is whole after each change of path', async () => {
  const on = await stage()
  const rep = await on.watcher()
  await until('the direct path', () => isDirect(rep))
  on.server.watched({ ...on.watchers, peers: [] })
  await until('the relay', () => rep.watch.path === 'relay')
  await until('the direct path again', () => isDirect(rep))
  expect(rep.place.isLost()).toBe(false)
  on.send()
  await until('the change', hasAll(on, rep))
  expect(rep.missed).toEqual([])
})

test('several watch at once, each by its path; who is gone slows nobody, and more than so many stay on the relay', async () => {
  const on = await stage()
  const all = [await on.watcher()]
  for (let index = 1; index <= MAX_SERVED_PEERS; index++) all.push(await on.watcher({ name: `Rep ${index}` }))
  await sendUntil(on, 'the direct paths', () => all.filter(isDirect).length === MAX_SERVED_PEERS)
  for (let index = 0; index < 20; index++) on.send()
  for (const watcher of all) await until('all of it', hasAll(on, watcher))
  expect(all.flatMap(({ missed }) => missed)).toEqual([])
  await until('one to need the hub', () => on.watchers.relayed === 1)
  const [gone, ...rest] = all.filter(isDirect)
  gone?.watch.close()
  await until('it to be gone', () => on.watchers.count === MAX_SERVED_PEERS)
  on.send()
  for (const watcher of rest) await until('the rest', hasAll(on, watcher))
})

test('the sender that stops closes every direct path at once, with the hub unreachable too', async () => {
  const on = await stage()
  const rep = await on.watcher()
  await sendUntil(on, 'the direct path', () => isDirect(rep))
  await until('the last one', hasAll(on, rep))
  const seen = rep.seqs.length
  on.server.close()
  expect(on.server.bufferedBytes()).toBe(0)
  for (let index = 0; index < 5; index++) expect(on.send()).toBe(false)
  await until('the viewer to notice', () => rep.watch.path === 'relay')
  expect(rep.seqs).toHaveLength(seen)
})

test('when the hub goes the direct path is left, because nobody says who may look; when it is back, so is the picture', async () => {
  const hub = await openHub()
  const on = await stage({ hub })
  const rep = await on.watcher()
  await sendUntil(on, 'the direct path', () => isDirect(rep))
  await until('the last one', hasAll(on, rep))
  const seen = rep.seqs.length
  await hub.close()
  await until('both to notice', () => on.agent.state.is !== 'open' && rep.watch.path === 'relay')
  on.send()
  expect(rep.seqs).toHaveLength(seen)
  await serve(hub.dataDir, { port: Number(new URL(hub.url).port) })
  await sendUntil(on, 'the direct path again', () => isDirect(rep))
  await until('the last one', hasAll(on, rep))
  expect(rep.missed).toEqual([])
})

test('mouse and keyboard go over the direct path, from the one who may control and from nobody else', async () => {
  const on = await stage({ kind: 'desktop.control' })
  const [lead, rep] = [await on.watcher(), await on.watcher({ name: 'Assistant' })]
  await sendUntil(on, 'the direct paths', () => isDirect(lead) && isDirect(rep))
  const got: Uint8Array[] = []
  const relayed: Uint8Array[] = []
  on.server.onInput((frame) => void got.push(frame))
  on.agent.onInput((_, frame) => void relayed.push(frame))
  const input = (seq: number): Uint8Array =>
    encodeFrame({ kind: FRAME_KINDS.input, flags: 0, channel: on.channel, seq, capturedAt: 1 }, [Uint8Array.of(0)])
  rep.watch.sendFrame(input(1))
  lead.watch.sendFrame(input(2))
  await until('the input', () => got.length === 1)
  expect(got.map((bytes) => Buffer.from(bytes).equals(Buffer.from(input(2))))).toEqual([true])
  // The longest there is goes directly, a longer one over the hub.
  const long = (seq: number, sizeBytes: number): Uint8Array => {
    const header = { kind: FRAME_KINDS.input, flags: 0, channel: on.channel, seq, capturedAt: 1 } as const
    return encodeFrame(header, [new Uint8Array(sizeBytes - FRAME_HEADER_BYTES)])
  }
  lead.watch.sendFrame(long(3, MAX_INPUT_FRAME_BYTES))
  await until('the long one', () => got.length === 2)
  lead.watch.sendFrame(long(4, MAX_INPUT_FRAME_BYTES + 1))
  await until('the longer one', () => relayed.length === 1)
  expect(lead.watch.path).toBe('direct')
  let [seq, triedAt] = [5, 0]
  await until('input to be back on the direct path after a pause', () => {
    if (performance.now() - triedAt > 400) {
      lead.watch.sendFrame(input(seq++))
      triedAt = performance.now()
    }
    return got.length > 2
  })
  relayed.length = got.length = 0
  // A frame that is no input is nothing a viewer of ours says.
  lead.watch.sendFrame(encodeFrame({ kind: FRAME_KINDS.screen, flags: 0, channel: on.channel, seq, capturedAt: 1 }, []))
  await until('the end of it', () => lead.watch.path === 'relay')
  lead.watch.sendFrame(input(seq + 1))
  await until('the input over the hub', () => relayed.length === 1)
  expect(got).toEqual([])
  // Nor is input for another channel, which that viewer may not control.
  await sendUntil(on, 'the direct path again', () => isDirect(lead))
  const foreign = { kind: FRAME_KINDS.input, flags: 0, channel: on.channel + 1, seq, capturedAt: 1 } as const
  await until('the end of it again', () => {
    lead.watch.sendFrame(encodeFrame(foreign, [Uint8Array.of(0)]))
    return lead.watch.path === 'relay'
  })
  expect(got).toEqual([])
})

test('where the site wants none there is no direct path', async () => {
  const hub = await openHub({ settings: { 'direct.mode': 'off' } })
  const on = await stage({ hub })
  const servers = () => hub.admin.ask('direct.servers', { session: on.id })
  const rep = await on.watcher({ servers })
  await sendUntil(on, 'pictures', () => rep.seqs.length > 5)
  expect([rep.watch.path, on.watchers.peers]).toEqual(['relay', []])
})

test('more at once than a path takes is left out for it, and a whole picture follows when it has room', async () => {
  const on = await stage()
  const rep = await on.watcher()
  await sendUntil(on, 'the direct path', () => isDirect(rep))
  await until('the hub to know', () => on.watchers.relayed === 0)
  await until('the last one', hasAll(on, rep))
  const [before, had] = [on.refreshes, rep.seqs.length]
  // Up to the limit all is taken; what comes on top of it is not.
  while (on.server.bufferedBytes() <= PEER_FULL_BYTES) on.send(200_000)
  const lastTaken = on.lastSeq
  for (let index = 0; index < 10; index++) on.send(200_000)
  await until('all that was taken', () => rep.seqs.includes(lastTaken))
  await until('the whole picture', hasAll(on, rep))
  expect(on.refreshes).toBeGreaterThan(before)
  expect(rep.missed).toEqual([])
  // The path's own thread makes room for one or another of them meanwhile.
  const onTop = rep.seqs.slice(had).filter((seq) => seq > lastTaken && seq < on.lastSeq)
  expect(onTop.length).toBeLessThan(9)
  expect(rep.watch.path).toBe('direct')
})

test('two windows of one program share one direct path, and the later one has its picture at once', async () => {
  const on = await stage()
  const { link, watch } = await on.watcher()
  watch.close()
  const carrier = carrierOf(link, on.id)
  expect(carrierOf(link, on.id)).toBe(carrier)
  const [first, second]: [number[], number[]] = [[], []]
  const into =
    (seqs: number[]) =>
    (frame: Uint8Array): void => {
      const peeked = peekHeader(frame)
      if (peeked.ok) seqs.push(peeked.header.seq)
    }
  const paths: string[] = []
  const endFirst = carrier.watch(on.channel, into(first), (path) => void paths.push(path))
  await sendUntil(on, 'the direct path', () => paths.at(-1) === 'direct')
  const endSecond = carrier.watch(on.channel, into(second), (path) => void paths.push(`second ${path}`))
  expect(paths.at(-1)).toBe('second direct')
  await until('its picture', () => second.length > 0)
  expect([on.watchers.count, on.watchers.peers.length]).toEqual([1, 1])
  endFirst()
  on.send()
  await until('what follows', () => second.at(-1) === on.lastSeq)
  endSecond()
  await until('nobody to look', () => on.watchers.count === 0)
  carrier.refresh(on.channel)
  carrier.sendInput(new Uint8Array(3))
})
