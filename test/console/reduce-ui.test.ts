// The console's own state: given a state, when something happens, then the next state.
import { expect, test } from 'vitest'
import { MAX_NOTICES, MAX_TOLD, NOTICE_MS, reduceUi } from '../../src/console/ui/reduce-ui.ts'
import { initialUi, type Notice, paneKey } from '../../src/console/ui/ui-state.ts'
import { editOf } from '../../src/terminal/widgets/edit.ts'

const NOW = 1_795_137_220_000
const start = initialUi({ layout: 'dashboard', columns: 80, rows: 24, now: NOW })
const notice = (id: number, more: Partial<Notice> = {}): Notice => ({
  id,
  level: 'info',
  text: `notice ${id}`,
  at: NOW,
  needsOk: false,
  about: null,
  ...more,
})

test('going somewhere takes the keys from the field and from the filter', () => {
  const writing = reduceUi(reduceUi(start, { type: 'typing', isTyping: true }), {
    type: 'list',
    change: { isFiltering: true },
  })
  const there = reduceUi(writing, { type: 'go', to: { at: 'session', session: 's_1', view: 'chat' } })
  expect(there).toMatchObject({
    isTyping: false,
    list: { isFiltering: false },
    route: { session: 's_1', view: 'chat' },
  })
})

test('a pane keeps what was written in it, apart from every other pane', () => {
  const key = paneKey('s_1', 'chat')
  const one = reduceUi(start, { type: 'pane', key, change: () => ({ edit: editOf('hello') }) })
  const two = reduceUi(one, {
    type: 'pane',
    key: paneKey('s_2', 'chat'),
    change: (ui) => ({ edit: editOf(`${ui.edit.text}!`) }),
  })
  expect(two.panes.get(key)?.edit.text).toBe('hello')
  expect(two.panes.get(paneKey('s_2', 'chat'))?.edit.text).toBe('!')
  expect(two.panes.get(key)).toBe(one.panes.get(key))
})

test('a notice goes by itself after its time, one that needs an OK does not', () => {
  const told = [notice(1), notice(2, { needsOk: true })].reduce(
    (ui, one) => reduceUi(ui, { type: 'notice', notice: one }),
    start,
  )
  expect(told.notices.map((one) => one.id)).toEqual([2, 1])
  const before = reduceUi(told, { type: 'tick', now: NOW + NOTICE_MS - 1000 })
  expect(before.notices).toHaveLength(2)
  const after = reduceUi(told, { type: 'tick', now: NOW + NOTICE_MS })
  expect(after.notices.map((one) => one.id)).toEqual([2])
  expect(reduceUi(after, { type: 'dismiss' }).notices).toEqual([])
})

test('a later notice about the same thing takes the place of the earlier one', () => {
  const told = [notice(1, { about: 'k_1' }), notice(2, { about: 'k_2' }), notice(3, { about: 'k_1' })]
  const ui = told.reduce((state, one) => reduceUi(state, { type: 'notice', notice: one }), start)
  expect(ui.notices.map((one) => one.id)).toEqual([3, 2])
  expect(reduceUi(ui, { type: 'dismiss', about: 'k_2' }).notices.map((one) => one.id)).toEqual([3])
})

test('notices that wait and those kept to be read again are bounded', () => {
  let ui = start
  for (let id = 1; id <= MAX_TOLD + 1; id++) ui = reduceUi(ui, { type: 'notice', notice: notice(id) })
  expect(ui.notices).toHaveLength(MAX_NOTICES)
  expect(ui.told).toHaveLength(MAX_TOLD)
  expect(ui.told[0]?.id).toBe(MAX_TOLD + 1)
})

test('what was read never becomes unread again', () => {
  const read = reduceUi(start, { type: 'read', session: 's_1', seq: 9 })
  expect(reduceUi(read, { type: 'read', session: 's_1', seq: 4 })).toBe(read)
})

test('the clock changes nothing within a second', () => {
  expect(reduceUi(start, { type: 'tick', now: NOW + 400 })).toBe(start)
  expect(reduceUi(start, { type: 'tick', now: NOW + 1000 }).now).toBe(NOW + 1000)
})

test('a window is known while it is open', () => {
  const known = { url: 'http://127.0.0.1:1/#x', state: 'live', frames: 3, latencyMs: 12 } as const
  const window = { ...known, path: 'direct', isSeen: true } as const
  const open = reduceUi(start, { type: 'window', channel: 7, window })
  expect(open.windows.get(7)).toEqual(window)
  expect(reduceUi(open, { type: 'window', channel: 7, window: null }).windows.size).toBe(0)
})
