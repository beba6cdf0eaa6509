// Ten categories, each on its own: what is slow, missing or too much is said in its place and never costs the rest.
import { expect, test } from 'vitest'
import { bounded, type Facts, MAX_REPORT_BYTES, MAX_VALUE_CHARACTERS } from '../../../agent/features/sysinfo/bounded.ts'
import { COLLECTORS, type Collector, collect } from '../../../agent/features/sysinfo/collect.ts'
import { linesOf, run } from '../../../agent/features/sysinfo/run.ts'
import { CATEGORIES, type Category, categories, MAX_SYSINFO_ROWS } from '../../../src/features/sysinfo/protocol.ts'

const env = { GREETING: 'hello' }
const withOne = (category: Category, collector: Collector) => ({ ...COLLECTORS, [category]: collector })

test('[SYS-10] this machine answers in all ten categories within three seconds, in the shape of the protocol', async () => {
  const start = performance.now()
  const all = await collect({ env })
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(categories.safeParse(all).error).toBeUndefined()
  for (const category of CATEGORIES) expect(Object.keys(all[category]).length, category).toBeGreaterThan(0)
  expect(all.os).toMatchObject({ hostname: expect.any(String), kernel: expect.any(String) })
  expect(all.processes.some((row) => row.pid === process.pid)).toBe(true)
  expect(all.memory.totalBytes).toBeGreaterThan(0)
  expect(all.environment).toEqual({ GREETING: 'hello' })
})

test('a category that never answers says so at its deadline, and the rest is there', async () => {
  const forever: Collector = () => new Promise(() => undefined)
  const all = await collect({ env, deadlineMs: 2_000, collectors: withOne('software', forever) })
  expect(all.software).toEqual([{ unavailable: 'timeout' }])
  expect(all.os.hostname).toBeDefined()
})

test('a program that is started for a category ends with its deadline', async () => {
  const slow: Collector = async ({ signal }) => linesOf(await run('sleep', ['60'], signal)).map((name) => ({ name }))
  const start = performance.now()
  const all = await collect({ env, deadlineMs: 100, collectors: withOne('services', slow) })
  expect(all.services).toEqual([{ unavailable: 'timeout' }])
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('what fails says only what kind of failure it was', async () => {
  const missing: Collector = ({ signal }) => run('no-such-program-here', [], signal).then(() => ({}))
  const broken: Collector = () => Promise.reject(new TypeError('token hunter2'))
  const all = await collect({ env, collectors: { ...withOne('software', missing), cpu: broken } })
  expect(all.software).toEqual([{ unavailable: 'not-installed' }])
  expect(all.cpu).toEqual({ unavailable: 'TypeError' })
})

test('however much a machine has, the report fits, and what was left out is counted', () => {
  const row: Facts = { name: '글'.repeat(5_000), load: Number.POSITIVE_INFINITY, ['x'.repeat(500)]: true }
  const rows = Array.from({ length: MAX_SYSINFO_ROWS + 1 }, () => row)
  const small = Array.from({ length: MAX_SYSINFO_ROWS + 1 }, (_, pid) => ({ pid }))
  const many = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at) => [`NAME_${at}_${'x'.repeat(400)}`, 'v'.repeat(2_000)]),
  )
  const collected = Object.fromEntries(
    CATEGORIES.map((category) => [category, category === 'devices' ? small : category === 'environment' ? many : rows]),
  )
  const report = bounded({
    ...(collected as unknown as Record<Category, readonly Facts[]>),
    os: many,
    environment: many,
  })
  expect(categories.safeParse(report).error).toBeUndefined()
  expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThan(MAX_REPORT_BYTES)
  expect(report.processes.at(-1)).toEqual({ left_out: rows.length - report.processes.length + 1 })
  expect(String(report.processes[0]?.name)).toHaveLength(MAX_VALUE_CHARACTERS)
  expect(report.processes[0]?.load).toBeNull()
  expect(report.devices).toHaveLength(MAX_SYSINFO_ROWS)
  expect(report.devices.at(-1)).toEqual({ left_out: 2 })
})

test('rows up to the limit are all there', () => {
  const rows = Array.from({ length: MAX_SYSINFO_ROWS - 1 }, (_, pid) => ({ pid }))
  const collected = Object.fromEntries(CATEGORIES.map((category) => [category, rows])) as unknown as Record<
    Category,
    readonly Facts[]
  >
  expect(bounded(collected).devices).toEqual(rows)
})
