// What went wrong: the quick check for text that needs no judging took the whole block of Hangul letters, and with it the
// Hangul filler, which shows nothing: a name made of it looked like no name at all.
import { expect, test } from 'vitest'
import { safeText } from '../../src/terminal/text/safe-text.ts'

test('the Hangul filler is shown as something, alone and beside letters', () => {
  expect(safeText('\u3164')).toBe('·')
  expect(safeText('ㄱ\u3164ㅎ')).toBe('ㄱ·ㅎ')
  expect(safeText('ㅎㅎ 안녕')).toBe('ㅎㅎ 안녕')
})
