// The clipboard as the hub judges it: asked for each way, with a limit, taken from the machine that was asked and no other.
import { expect, test } from 'vitest'
import { findRequest } from '../../src/features/requests.ts'
import { canSee } from '../../src/features/visibility.ts'
import { giveParts, MAX_PACKED_BYTES, packText, takeParts, unpackText } from '../../src/protocol/clipboard.ts'
import { MAX_CLIPBOARD_BYTES, MAX_CLIPBOARD_PART_BYTES } from '../../src/protocol/limits.ts'
import { busy, KIM, LEAD, LEE, REP, when } from '../support/given.ts'
import { authorOf, type Story } from '../support/story.ts'

const TEXT = '가나다 🙂 \u001b]52;c;aGk=\u0007\nß'
const { told: TOLD } = packText(TEXT)

function yes(told: Story, ask: string, scope: 'once' | 'session' = 'once'): Story {
  return told
    .tell('consent.granted', { ask, kind: 'clipboard', scope, by: 'customer' }, authorOf(KIM))
    .tell('activity.started', { ask, channel: null, info: {} }, authorOf(KIM))
}

test('putting a text on the customer’s clipboard asks them, with its length and a digest, and never with the text', () => {
  const told = busy()
  const pushed = when(told, REP, 'clipboard.push', TOLD)
  expect(pushed.events).toEqual([
    [
      'consent.requested',
      {
        ask: 'k_new1',
        kind: 'clipboard',
        customer: KIM.id,
        action: { name: 'clipboard.push', data: TOLD },
        timeoutMs: 30_000,
      },
    ],
  ])
  expect(TOLD).toMatchObject({ characters: 20, bytes: Buffer.byteLength(TEXT) })
  const reported = when(yes(told, 'k_new1'), KIM, 'clipboard.report', { ask: 'k_new1', ...TOLD })
  expect(reported.events).toEqual([
    ['clipboard.pushed', { ask: 'k_new1', customer: KIM.id, ...TOLD }],
    ['activity.finished', { ask: 'k_new1', outcome: 'done', error: null }],
  ])
  expect(reported.state.clipboard).toMatchObject([{ direction: 'push', customer: KIM.id, characters: 20 }])
  expect(reported.state.core.unknown).toBe(0)
  expect(JSON.stringify(told.events)).not.toContain('가나다')
})

test('getting the customer’s text asks them too, and one yes is for one time', () => {
  const told = busy()
  when(told, REP, 'clipboard.pull', {})
  const reported = when(yes(told, 'k_new1'), KIM, 'clipboard.report', { ask: 'k_new1', ...TOLD })
  expect(reported.events[0]).toEqual(['clipboard.pulled', { ask: 'k_new1', customer: KIM.id, ...TOLD }])
  const again = when(told, REP, 'clipboard.pull', {}, { serial: 5 })
  expect(again.events.map(([type]) => type)).toEqual(['consent.requested'])
  expect(again.state.core.asks.get('k_new6')?.state).toBe('requested')
  expect(reported.state.core.grants).toEqual([])
})

test('where the site has switched the clipboard off it cannot be asked for', () => {
  const off = { settings: { 'consent.off': ['clipboard' as const] } }
  expect(when(busy(), REP, 'clipboard.push', TOLD, off).refused).toBe('feature.off')
  expect(when(busy(), REP, 'clipboard.pull', {}, off).refused).toBe('feature.off')
  expect(when(busy(), LEAD, 'clipboard.pull', {}).refused).toBe('control.not-primary')
})

test('a text at the limit is asked for and reported, one byte more is refused with the limit', () => {
  const at = (bytes: number) => ({ ...TOLD, bytes })
  const told = busy()
  expect(when(told, REP, 'clipboard.push', at(MAX_CLIPBOARD_BYTES)).refused).toBeNull()
  const over = when(busy(), REP, 'clipboard.push', at(MAX_CLIPBOARD_BYTES + 1))
  expect([over.refused, over.details.limit]).toEqual(['clipboard.too-large', MAX_CLIPBOARD_BYTES])
  const pulling = busy()
  when(pulling, REP, 'clipboard.pull', {})
  yes(pulling, 'k_new1')
  const report = (bytes: number) => when(pulling, KIM, 'clipboard.report', { ask: 'k_new1', ...at(bytes) }).refused
  expect([report(MAX_CLIPBOARD_BYTES + 1), report(MAX_CLIPBOARD_BYTES)]).toEqual(['clipboard.too-large', null])
})

test('nothing is reported without a yes, by another customer, of another kind, or of another text', () => {
  const told = busy()
  when(told, REP, 'clipboard.push', TOLD)
  const report = (who: typeof KIM, data = TOLD) =>
    when(told, who, 'clipboard.report', { ask: 'k_new1', ...data }).refused
  expect(report(KIM)).toBe('consent.not-granted')
  yes(told, 'k_new1')
  expect(report(LEE)).toBe('activity.not-found')
  expect(report(KIM, { ...TOLD, sha256: 'b'.repeat(64) })).toBe('access.denied')
  expect(report(KIM)).toBeNull()
  when(told, REP, 'desktop.view', {}, { serial: 3 })
  expect(when(told, KIM, 'clipboard.report', { ask: 'k_new4', ...TOLD }).refused).toBe('activity.not-found')
})

test.each([
  ['clipboard.pulled', (told: Story) => when(told, REP, 'clipboard.pull', {})],
  ['clipboard.pushed', (told: Story) => when(told, REP, 'clipboard.push', TOLD)],
] as const)('reps and the one customer see that there was an exchange, other customers do not (%s)', (name, ask) => {
  const told = busy()
  ask(told)
  const { state } = when(yes(told, 'k_new1'), KIM, 'clipboard.report', { ask: 'k_new1', ...TOLD })
  const event = told.events.find(({ type }) => type === name)
  const people = state.core.participants
  const sees = ({ id }: typeof KIM) => {
    const one = people.get(id)
    return one && event && canSee(event, { kind: 'participant', one, people })
  }
  expect([REP, LEAD, KIM, LEE].map(sees)).toEqual([true, true, true, false])
})

test('the same text has another digest each time, so that nothing can be guessed from what is kept', () => {
  const digests = Array.from({ length: 5 }, () => packText('4711').told.sha256)
  expect(new Set(digests).size).toBe(5)
})

test('a text travels in parts and arrives whole, at its longest too; another one, or one without end, is not taken', async () => {
  for (const text of ['', TEXT, '가'.repeat(Math.floor(MAX_CLIPBOARD_BYTES / 3)), 'x'.repeat(MAX_CLIPBOARD_BYTES)]) {
    const { packed, told } = packText(text)
    const parts = new Map<number, { readonly part: string; readonly isLast: boolean }>()
    await giveParts(packed, async (at, part) => void parts.set(at, part))
    const schema = findRequest('clipboard.give')?.data
    for (const [at, part] of parts)
      expect(schema?.safeParse({ session: 's', ask: 'k', at, ...part }).success).toBe(true)
    const taken = await takeParts(async (at) => parts.get(at) ?? { part: '', isLast: true })
    expect(unpackText(taken, told) === text).toBe(true)
    expect(() => unpackText(taken, TOLD)).toThrow(expect.objectContaining({ code: 'clipboard.gone' }))
  }
  expect(() => packText('x'.repeat(MAX_CLIPBOARD_BYTES + 1))).toThrow(
    expect.objectContaining({ code: 'clipboard.too-large' }),
  )
  let asked = 0
  const endless = takeParts(async () => {
    asked += 1
    return { part: Buffer.alloc(MAX_CLIPBOARD_PART_BYTES).toString('base64'), isLast: false }
  })
  await expect(endless).rejects.toMatchObject({ code: 'clipboard.too-large' })
  expect(asked).toBe(Math.floor(MAX_PACKED_BYTES / MAX_CLIPBOARD_PART_BYTES) + 1)
})
