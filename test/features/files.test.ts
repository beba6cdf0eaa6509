// Published files as the hub judges them: asked for once, limited, taken back, believed from one machine only.
import { expect, test } from 'vitest'
import { judgePublish } from '../../src/features/files/policy.ts'
import { filesThere, KEPT_FILES } from '../../src/features/files/state.ts'
import { foldSession } from '../../src/features/reducers.ts'
import { canSee } from '../../src/features/visibility.ts'
import { MAX_PUBLISHED_FILES } from '../../src/protocol/limits.ts'
import { readSettings, type Settings } from '../../src/session/settings.ts'
import { asked, busy, granted, KIM, LEAD, LEE, REP, when } from '../support/given.ts'
import { authorOf, type Story } from '../support/story.ts'

const SHA = 'a'.repeat(64)
const told = (bytes: number, name = 'a.bin') => ({ id: 'r_1', name, bytes, sha256: SHA })

function open(): Story {
  return granted(asked(busy(), 'k_1', 'files.basic'), 'k_1').tell(
    'activity.started',
    { ask: 'k_1', channel: null, info: {} },
    authorOf(KIM),
  )
}

function publish(story: Story, file: string, bytes = 10): Story {
  const data = { file, ask: 'k_1', customer: KIM.id, name: 'a.bin', bytes, sha256: SHA }
  return story.tell('file.published', data, authorOf(REP))
}

const stateOf = (story: Story) => foldSession(story.id, story.events)

function judged(story: Story, bytes: number, settings: Partial<Settings> = {}): string {
  const { core, files } = stateOf(story)
  const verdict = judgePublish({ core, files, settings: { ...readSettings({}), ...settings } }, told(bytes))
  return 'verdict' in verdict ? verdict.code : verdict.id
}

test('[FTB-04] opening the exchange asks the customer in focus, once for every file', () => {
  const story = busy()
  const first = when(story, REP, 'file.open', {})
  expect(first.events).toMatchObject([
    ['consent.requested', { ask: 'k_new1', kind: 'files.basic', customer: KIM.id, action: { name: 'file.open' } }],
  ])
  expect(when(story, REP, 'file.open', {}).refused).toBe('activity.running')
  expect(when(busy(), LEAD, 'file.open', {}).refused).toBe('control.not-primary')
  for (const settings of [{ 'file.enabled': false }, { 'consent.off': ['files.basic' as const] }])
    expect(when(busy(), REP, 'file.open', {}, { settings }).refused).toBe('feature.off')
})

test('a file is taken while the exchange runs, up to the limits and not a byte past them', () => {
  expect(judged(busy(), 1)).toBe('consent.not-granted')
  expect(judged(granted(asked(busy(), 'k_1', 'files.basic'), 'k_1'), 1)).toBe('consent.not-granted')
  expect([judged(open(), 150_000_000), judged(open(), 150_000_001)]).toEqual(['k_1', 'file.too-large'])
  const settings = { 'file.limitBytes': 100, 'file.quotaBytes': 110 }
  const one = publish(open(), 'f_1', 10)
  expect([judged(one, 100, settings), judged(publish(one, 'f_2', 1), 100, settings)]).toEqual(['k_1', 'file.quota'])
  expect(judged(open(), 1, { 'file.enabled': false })).toBe('feature.off')
  const full = Array.from({ length: MAX_PUBLISHED_FILES }, (_, i) => `f_${i}`).reduce(
    (all, id) => publish(all, id),
    open(),
  )
  expect(judged(full, 1)).toBe('request.too-many')
  when(full, REP, 'file.unpublish', { file: 'f_0' })
  expect(judged(full, 1)).toBe('k_1')
})

test('[FTB-07] one file is taken back, or all of them with the exchange; the end of it takes them too', () => {
  const story = publish(publish(open(), 'f_1'), 'f_2')
  const one = when(story, REP, 'file.unpublish', { file: 'f_1' })
  expect(one.events).toEqual([['file.unpublished', { file: 'f_1', customer: KIM.id, name: 'a.bin' }]])
  expect(filesThere(one.state.files).map(({ file }) => file)).toEqual(['f_2'])
  expect(when(story, REP, 'file.unpublish', { file: 'f_1' }).refused).toBe('file.not-found')
  const all = when(story, REP, 'file.unpublish', { file: null })
  expect(all.events.map(([type]) => type)).toEqual(['file.unpublished', 'activity.stopped'])
  expect([filesThere(all.state.files), all.state.core.asks.get('k_1')?.state]).toEqual([[], 'stopped'])
  expect(when(story, REP, 'file.unpublish', { file: null }).events).toEqual([])
  for (const end of [
    (given: Story) => when(given, KIM, 'consent.revoke', { kinds: ['files.basic'] }),
    (given: Story) => when(given, KIM, 'session.leave', {}),
    (given: Story) => when(given, REP, 'activity.stop', { ask: 'k_1' }),
    (given: Story) => when(given, KIM, 'activity.finish', { ask: 'k_1', outcome: 'failed' }),
    (given: Story) => when(given, REP, 'session.end', { notes: null }),
  ])
    expect(filesThere(end(publish(open(), 'f_1')).state.files)).toEqual([])
})

test('only the machine a file is for reports it, and only the announced bytes', () => {
  const story = publish(open(), 'f_1')
  const report = (who: typeof KIM, data = {}) =>
    when(story, who, 'file.report', { file: 'f_1', bytes: 10, sha256: SHA, ...data }).refused
  expect(report(LEE)).toBe('file.not-found')
  expect(report(KIM, { file: 'f_2' })).toBe('file.not-found')
  expect([report(KIM, { bytes: 11 }), report(KIM, { sha256: 'b'.repeat(64) })]).toEqual([
    'file.differs',
    'file.differs',
  ])
  expect(report(REP)).toBe('access.denied')
  expect(report(KIM)).toBeNull()
  expect(stateOf(story).files.get('f_1')?.downloads).toBe(1)
})

test('another customer is told of no file', () => {
  const story = publish(open(), 'f_1')
  const people = stateOf(story).core.participants
  const event = story.events.at(-1)
  const sees = ({ id }: typeof KIM) => {
    const one = people.get(id)
    return one && event && canSee(event, { kind: 'participant', one, people })
  }
  expect([REP, LEAD, KIM, LEE].map(sees)).toEqual([true, true, true, false])
})

test('the state keeps what is there, and of what is gone only the newest', () => {
  const story = open()
  for (let i = 0; i < KEPT_FILES + 10; i += 1) {
    publish(story, `f_${i}`)
    if (i > 0) story.tell('file.unpublished', { file: `f_${i}`, customer: KIM.id, name: 'a.bin' }, authorOf(REP))
  }
  const { files } = stateOf(story)
  expect([files.size, files.has('f_0'), files.has('f_1')]).toEqual([KEPT_FILES, true, false])
})
