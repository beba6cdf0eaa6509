// Why a share is over, to each side in its own words.
import { expect, test } from 'vitest'
import { errorSentences } from '../../src/language/error-text.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import { endedText, type Over } from '../../src/viewer/host/ended-text.ts'

const stopped = (reason: string): Over => ({ state: 'stopped', reason, error: null })
const rep = { language: 'en', audience: 'rep' } as const
const customer = { language: 'en', audience: 'customer' } as const

test('each side reads who ended it, as seen from there', () => {
  expect(endedText(stopped('customer'), rep)).toBe('The customer has stopped it.')
  expect(endedText(stopped('customer'), customer)).toBe('You have stopped it.')
  expect(endedText(stopped('rep'), customer)).toBe('Support has stopped it.')
  expect(endedText(stopped('left'), { ...customer, language: 'ko' })).toBe('세션에서 나가셨습니다.')
  expect(endedText(stopped('of a newer program'), rep)).toBe('')
})

test('a window that was closed is no failure, and a failure says which', () => {
  const failed = (code: string, message: string): Over => ({ state: 'failed', reason: null, error: { code, message } })
  expect(endedText(failed('screen.lost', 'the display went away'), rep)).toMatch(/^What was shown is gone/)
  expect(endedText(failed('activity.failed', 'no encoder'), rep)).toBe('It did not work: no encoder.')
})

test('an error on the page is a sentence, and then what to do', () => {
  const error = new DeskhandError('consent.refused')
  expect(errorSentences('en', error)).toBe('The customer refused. Explain what you need it for, then ask again.')
  expect(errorSentences('ko', error)).toMatch(/\. .*\.$/)
})
