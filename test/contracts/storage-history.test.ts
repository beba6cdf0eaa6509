// Random histories and several hubs at once: every engine gives what the model gives.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Storage } from '../../src/features/ports.ts'
import { TAIL_EVENTS } from '../../src/hub/storage/sqlite/tail.ts'
import type { StreamId } from '../../src/journal/event.ts'
import type { Append, Appended } from '../../src/journal/store.ts'
import { freshDatabase } from '../support/postgres.ts'
import { ENGINES, migrated, opened } from './storage-engines.ts'
import { append, everyLine, setting } from './storage-given.ts'
import { StoreModel } from './storage-model.ts'

const streams = fc.constantFrom<StreamId>('site', 'session/s_1', 'session/s_2', 'rep/a_1')

/** One append; how far its expectation is off is drawn here, the rest is known when it is made. */
const drafted = fc.record({
  stream: streams,
  off: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) }),
  count: fc.nat(3),
  request: fc.option(fc.nat(15)),
  rows: fc.array(fc.record({ key: fc.nat(4), value: fc.option(fc.string()) }), { maxLength: 3 }),
})
type Drafted = typeof drafted extends fc.Arbitrary<infer T> ? T : never

/** Commits that are asked for together, without waiting for each other. */
const rounds = fc.array(fc.array(fc.array(drafted, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), { maxLength: 8 })

function made({ stream, off, count, request, rows }: Drafted, heads: Map<string, number>): Append {
  const head = heads.get(stream) ?? 0
  if (off === 0) heads.set(stream, head + count)
  return append(stream, Math.max(0, head + off), count, {
    rows: rows.map(({ key, value }) => setting(`k${key}`, value === null ? null : value.replaceAll('\0', ''))),
    ...(request === null ? {} : { request: { key: `r${request}`, reply: `${stream} ${head} ${request}` } }),
  })
}

describe.each(ENGINES)('a random history on $engine', ({ engine, freshUrl }) => {
  it('gives the same outcomes, lines, rows and replies as the model', { timeout: 120_000 }, async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    console.log(`${engine}: histories of seed ${seed}`)
    await fc.assert(
      fc.asyncProperty(rounds, fc.boolean(), async (history, reopen) => {
        const model = new StoreModel()
        const url = await freshUrl()
        let storage = await migrated(url)
        for (const round of history) {
          const heads = new Map(['site', 'session/s_1', 'session/s_2', 'rep/a_1'].map((one) => [one, model.head(one)]))
          const batches = round.map((batch) => batch.map((one) => made(one, heads)))
          const outcomes = await Promise.all(batches.map((batch) => storage.journal.commit(batch)))
          expect(outcomes).toEqual(batches.map((batch) => model.commit(batch)))
        }
        if (reopen) {
          await storage.close()
          storage = await opened(url)
        }
        await expectSame(storage, model)
        await storage.close()
      }),
      { seed, numRuns: engine === 'sqlite' ? 100 : 30 },
    )
  })

  it('reads the same across the places kept in memory and in the file', { timeout: 60_000 }, async () => {
    const url = await freshUrl()
    let storage = await migrated(url)
    const model = new StoreModel()
    for (let round = 0; round < 5; round++) {
      for (let part = 0; part < 5; part++) {
        const batch: Append[] = []
        for (const stream of ['site', 'session/s_1'] as const) {
          const count = TAIL_EVENTS / 16 + part
          const request = { key: `${stream} ${round} ${part}`, reply: `${round}.${part}` }
          batch.push(append(stream, model.head(stream), count, { request }))
        }
        expect(await storage.journal.commit(batch)).toEqual(model.commit(batch))
        expect(await storage.journal.commit(batch)).toEqual(model.commit(batch))
      }
      await expectSame(storage, model)
      if (round % 2 === 0) {
        await storage.close()
        storage = await opened(url)
      }
    }
  })
})

async function expectSame(storage: Storage, model: StoreModel): Promise<void> {
  const { journal } = storage
  expect(await everyLine(storage)).toEqual(model.lines)
  expect(await storage.directory.settings()).toEqual(Object.fromEntries(model.settings))
  for (const [key, reply] of model.replies) expect(await journal.replyOf(key)).toBe(reply)
  for (const stream of new Set(model.lines.map((line) => line.stream))) {
    const lines = model.lines.filter((line) => line.stream === stream)
    const middle = Math.floor(lines.length / 2)
    expect((await journal.head(stream)).seq).toBe(lines.length)
    expect(await journal.read(stream, 0, lines.length + 1)).toEqual(lines)
    expect(await journal.read(stream, middle, 3)).toEqual(lines.slice(middle, middle + 3))
    expect(await journal.readBack(stream, middle + 1, 3)).toEqual(lines.slice(Math.max(0, middle - 3), middle))
    expect(await journal.readBack(stream, lines.length + 1, lines.length)).toEqual(lines)
  }
}

describe('several hubs on one PostgreSQL database', () => {
  const HUBS = 2
  const WRITERS = 25
  const APPENDS = 8

  it('leave no gap and lose no append, when all append to the same journals at once', { timeout: 60_000 }, async () => {
    const url = await freshDatabase()
    const hubs = [await migrated(url), ...(await Promise.all(Array.from({ length: HUBS - 1 }, () => opened(url))))]
    const writers = hubs.flatMap((hub, h) => Array.from({ length: WRITERS }, (_, w) => write(hub, `${h}.${w}`)))
    const positions = (await Promise.all(writers)).flat()
    const lines = await everyLine(hubs[0] as Storage)
    expect(lines).toHaveLength(HUBS * WRITERS * APPENDS)
    expect(lines.map(({ position }) => position)).toEqual(lines.map((_, index) => index + 1))
    expect(positions.sort((a, b) => a - b)).toEqual(lines.map(({ position }) => position))
    expect((await hubs[0]?.check())?.filter(({ sentence }) => sentence !== 'unlisted')).toEqual([])
  })

  it('see positions grow in the order of commits: who reads after a position has missed nothing', async () => {
    const url = await freshDatabase()
    const hubs = [await migrated(url), await opened(url)]
    let writing = true
    const seen: number[] = []
    const reading = (async () => {
      for (let isLast = false; !isLast; ) {
        isLast = !writing
        const page = await (hubs[0] as Storage).journal.readAll(seen.at(-1) ?? 0, 1000)
        seen.push(...page.map(({ position }) => position))
      }
    })()
    await Promise.all(hubs.flatMap((hub, h) => Array.from({ length: 10 }, (_, w) => write(hub, `${h}.${w}`))))
    writing = false
    await reading
    expect(seen).toEqual(Array.from({ length: 2 * 10 * APPENDS }, (_, index) => index + 1))
  })

  it('migrate once, whoever comes first', async () => {
    const url = await freshDatabase()
    const hubs = await Promise.all(Array.from({ length: 4 }, () => opened(url)))
    const ran = await Promise.all(hubs.map((hub) => hub.migrate()))
    expect(ran.flat()).toEqual(['001-journal', '002-directory'])
  })

  /** Appends to one of five journals, judging again after each conflict as a hub does. */
  async function write(hub: Storage, name: string): Promise<readonly number[]> {
    const stream: StreamId = `session/s_${name.length % 2}${Number(name.split('.')[1]) % 5}`
    const positions: number[] = []
    let after = (await hub.journal.head(stream)).seq
    for (let done = 0; done < APPENDS; ) {
      const request = { key: `${name}/${done}`, reply: name }
      const [outcome] = (await hub.journal.commit([append(stream, after, 1, { request })])) as [Appended]
      if (outcome.outcome === 'duplicate') throw new Error('nothing was asked twice')
      after = outcome.outcome === 'done' ? after + 1 : outcome.seq
      if (outcome.outcome !== 'done') continue
      positions.push(outcome.position)
      done += 1
    }
    return positions
  }
})
