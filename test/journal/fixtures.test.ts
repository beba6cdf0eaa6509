import { describe, expect, test } from 'vitest'
import { findEvent } from '../../src/features/events.ts'
import { foldSession } from '../../src/features/reducers.ts'
import { lineHash } from '../../src/journal/event.ts'
import { plainState, recordedJournals } from '../support/journals.ts'

/** Types only a program newer than this one writes, in the journals that are there to show that. */
const NEWER = ['hologram.shown']

describe.each(recordedJournals())('the recorded journal $name', ({ id, lines, events, state }) => {
  test('folds to the state that was recorded with it', () => {
    expect(plainState(foldSession(id, events))).toEqual(state)
  })

  test('is a chain without gaps, each line naming the one before it', () => {
    let prev = ''
    for (const [index, event] of events.entries()) {
      expect(event).toMatchObject({ stream: `session/${id}`, seq: index + 1, prev })
      prev = lineHash(lines[index] ?? '')
    }
  })

  test('holds only events that today’s schemas accept', () => {
    for (const event of events) {
      const schema = findEvent(event.type)
      if (schema) expect(schema.safeParse(event.data).error).toBeUndefined()
      else expect(NEWER).toContain(event.type)
    }
  })
})
