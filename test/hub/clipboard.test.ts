// A text on its way through a hub: from the one who has it to the one it is for, once, in one session and no other.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { MAX_HELD_TEXTS, openTray } from '../../src/hub/clipboard-tray.ts'
import { MAX_PACKED_BYTES, packText } from '../../src/protocol/clipboard.ts'
import { type Asker, addRep, joinAs, openHub, type TestHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

const whole = (text: string) => ({ at: 0, bytes: Buffer.from(text), isLast: true })
const gone = expect.objectContaining({ code: 'clipboard.gone' })

test('a tray hands a text out once, and forgets it after its time', () => {
  vi.useFakeTimers()
  try {
    const tray = openTray({ holdsMs: 1_000 })
    tray.put('s/k', whole('once'))
    expect(tray.take('s/k', 0)).toEqual({ bytes: Buffer.from('once'), isLast: true })
    expect(() => tray.take('s/k', 0)).toThrow(gone)
    tray.put('s/k', whole('late'))
    vi.advanceTimersByTime(999)
    tray.put('s/other', whole('held'))
    vi.advanceTimersByTime(1)
    expect(() => tray.take('s/k', 0)).toThrow(gone)
    expect(tray.take('s/other', 0).bytes.toString()).toBe('held')
  } finally {
    vi.useRealTimers()
  }
})

test('a tray takes as many texts and bytes as it may, and not one more', () => {
  const tray = openTray()
  const full = Buffer.alloc(MAX_PACKED_BYTES)
  tray.put('big', { at: 0, bytes: full, isLast: true })
  expect(() => tray.put('big', { at: 0, bytes: Buffer.alloc(MAX_PACKED_BYTES + 1), isLast: true })).toThrow(
    expect.objectContaining({ code: 'clipboard.too-large' }),
  )
  for (let count = 0; count < MAX_HELD_TEXTS; count += 1) tray.put(`k${count}`, whole('x'))
  expect(() => tray.put('more', whole('x'))).toThrow(expect.objectContaining({ code: 'request.too-many' }))
  tray.take('k0', 0)
  tray.put('more', whole('x'))
})

test('parts come in order, to the end, and nothing is added after it', () => {
  const tray = openTray()
  expect(() => tray.put('k', { at: 4, bytes: Buffer.from('b'), isLast: true })).toThrow(gone)
  tray.put('k', { at: 0, bytes: Buffer.from('a'), isLast: false })
  expect(() => tray.take('k', 0)).toThrow(gone)
  expect(() => tray.put('k', { at: 5, bytes: Buffer.from('b'), isLast: true })).toThrow(gone)
  tray.put('k', { at: 1, bytes: Buffer.from('b'), isLast: true })
  expect(() => tray.put('k', { at: 2, bytes: Buffer.from('c'), isLast: true })).toThrow(gone)
  expect(tray.take('k', 0).bytes.toString()).toBe('ab')
})

interface Given {
  readonly id: string
  readonly rep: Asker
  readonly kim: Asker
  readonly ask: string
}

/** A session of its own in which the customer has agreed, and it runs. */
async function running(hub: TestHub, rep: Asker, name: 'clipboard.push' | 'clipboard.pull'): Promise<Given> {
  const { id, number } = await rep.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  await rawLink(hub.url, kim.token, { resume: { [`session/${id}`]: 0 } })
  const about = { session: id }
  const asks = {
    'clipboard.push': () => rep.ask('clipboard.push', packText('secret').told, about),
    'clipboard.pull': () => rep.ask('clipboard.pull', {}, about),
  }
  const asked = await until('the customer to be connected', () => asks[name]().catch(() => null))
  await kim.ask('consent.answer', { ask: asked.ask, answer: 'yes', by: 'customer' })
  await kim.ask('activity.start', { ask: asked.ask })
  return { id, rep, kim, ask: asked.ask }
}

const part = { at: 0, part: Buffer.from('salted text').toString('base64'), isLast: true }

test('only the one who has the text gives it, only the one it is for takes it, and only in its own session', async () => {
  const hub = await openHub()
  const [one, two] = [await addRep(hub, 'One'), await addRep(hub, 'Two')]
  const mine = await running(hub, one, 'clipboard.push')
  const theirs = await running(hub, two, 'clipboard.push')
  const about = { session: mine.id, ask: mine.ask }
  const lee = await joinAs(hub.url, (await two.ask('session.start', {})).number, 'Lee')
  for (const [who, told] of [
    [two, 'session.not-found'],
    [theirs.kim, 'session.not-found'],
    [lee, 'session.not-found'],
    [hub.admin, 'activity.not-found'],
  ] as const) {
    expect(await who.refusal('clipboard.give', { ...about, ...part })).toBe(told)
    expect(await who.refusal('clipboard.take', { ...about, at: 0 })).toBe(told)
  }
  // The ask of one session, named in another, is nobody's there.
  for (const asker of [two, theirs.kim])
    expect(await asker.refusal('clipboard.take', { session: theirs.id, ask: mine.ask, at: 0 })).toBe(
      'activity.not-found',
    )
  expect(await mine.kim.refusal('clipboard.give', { ...about, ...part })).toBe('activity.not-found')
  expect(await one.refusal('clipboard.take', { ...about, at: 0 })).toBe('activity.not-found')
  const waits = mine.kim.ask('clipboard.take', { ...about, at: 0 })
  await one.ask('clipboard.give', { ...about, ...part })
  expect(await waits).toMatchObject({ part: part.part, isLast: true })
  expect(await mine.kim.refusal('clipboard.take', { ...about, at: 1 })).toBe('clipboard.gone')
})

test('what was taken back, or whose session is over, is not handed out any more', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const given = await running(hub, rep, 'clipboard.pull')
  await given.kim.ask('clipboard.give', { session: given.id, ask: given.ask, ...part })
  await given.kim.ask('consent.revoke', { kinds: ['clipboard'] })
  const more = { session: given.id, ask: given.ask, ...part }
  expect(await given.kim.refusal('clipboard.give', more)).toBe('consent.not-granted')
  expect(await rep.refusal('clipboard.take', { session: given.id, ask: given.ask, at: 0 })).toBe('consent.not-granted')
  const other = await running(hub, rep, 'clipboard.pull')
  await other.kim.ask('clipboard.give', { session: other.id, ask: other.ask, ...part })
  await rep.ask('session.end', {}, { session: other.id })
  expect(await rep.refusal('clipboard.take', { session: other.id, ask: other.ask, at: 0 })).toBe('session.ended')
})

test('nothing of a text is in the hub’s database, its journals or its replies', async () => {
  const hub = await openHub()
  const given = await running(hub, hub.admin, 'clipboard.pull')
  const { packed, told } = packText('a secret nobody keeps')
  const text = packed.toString('base64')
  await given.kim.ask('clipboard.give', { session: given.id, ask: given.ask, at: 0, part: text, isLast: true })
  await given.kim.ask('clipboard.report', { ask: given.ask, ...told })
  expect(await hub.admin.ask('clipboard.take', { session: given.id, ask: given.ask, at: 0 })).toMatchObject({
    part: text,
  })
  const files = await readdir(hub.dataDir, { recursive: true, withFileTypes: true })
  const texts = files.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'latin1'))
  const all = (await Promise.all(texts)).join('\n')
  expect(all).toContain('clipboard.pulled')
  for (const secret of ['a secret nobody keeps', text, text.slice(24, 44)]) expect(all).not.toContain(secret)
})
