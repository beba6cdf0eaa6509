// Notes as the hub judges them: whole, versioned, for reps.
import { expect, test } from 'vitest'
import { MAX_NOTE_CHARACTERS } from '../../src/protocol/limits.ts'
import { busy, KIM, LEAD, REP, when } from '../support/given.ts'
import { authorOf } from '../support/story.ts'

test('[NOT-01] reps save notes whole, and the newest text is the state', () => {
  const told = busy()
  const first = when(told, REP, 'note.save', { text: 'driver is old' })
  expect(first).toMatchObject({
    events: [['note.saved', { text: 'driver is old', version: 1 }]],
    reply: { version: 1 },
  })
  const second = when(told, LEAD, 'note.save', { text: 'driver is old, updated', base: 1 })
  expect(second.reply).toEqual({ version: 2 })
  expect(second.state.notes).toMatchObject({ text: 'driver is old, updated', version: 2, savedBy: 'Lead' })
})

test('a save over a version its writer has not seen is a conflict, so that no text is lost', () => {
  const told = busy()
  when(told, REP, 'note.save', { text: 'one', base: 0 })
  expect(when(told, LEAD, 'note.save', { text: 'two', base: 0 }).refused).toBe('session.state')
  expect(when(told, LEAD, 'note.save', { text: 'two', base: 1 }).refused).toBe(null)
  expect(when(told, LEAD, 'note.save', { text: 'whatever was there' }).refused).toBe(null)
})

test('a customer writes no notes', () => {
  expect(when(busy(), KIM, 'note.save', { text: 'x' }).refused).toBe('access.denied')
})

test('notes of the most characters are kept whole, one more is refused whole', () => {
  for (const one of ['n', '노', '📝']) {
    const most = one.repeat(MAX_NOTE_CHARACTERS)
    expect(when(busy(), REP, 'note.save', { text: most }).refused).toBe(null)
    const over = when(busy(), REP, 'note.save', { text: `${most}${one}` })
    expect(over).toMatchObject({ refused: 'note.too-long', details: { length: MAX_NOTE_CHARACTERS + 1 } })
    expect(when(busy(), REP, 'session.end', { notes: `${most}${one}` }).refused).toBe('note.too-long')
  }
})

test('[NOT-03] the notes handed in with the end are saved before it, unless nothing changed', () => {
  const told = busy()
  when(told, REP, 'note.save', { text: 'draft' })
  const ended = when(told, REP, 'session.end', { notes: 'final' })
  expect(ended.events).toEqual([
    ['note.saved', { text: 'final', version: 2 }],
    ['session.ended', { reason: 'rep' }],
  ])
  expect(ended.state.notes.text).toBe('final')
  const same = busy().tell('note.saved', { text: 'draft', version: 1 }, authorOf(REP))
  expect(when(same, REP, 'session.end', { notes: 'draft' }).events).toEqual([['session.ended', { reason: 'rep' }]])
})
