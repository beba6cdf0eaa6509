// Widths are counted in terminal cells and no character is ever cut in half.
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { cells, cut, graphemes, padEnd, padStart, toWidth } from '../../../src/terminal/text/cells.ts'
import { safeText } from '../../../src/terminal/text/safe-text.ts'
import { wrap } from '../../../src/terminal/text/wrap.ts'
import { HOSTILE_TEXTS } from '../../support/hostile.ts'

const FAMILY = '👨‍👩‍👧‍👦'
const anySafe = fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => safeText(text, { multiline: true }))
const oneLine = anySafe.map((text) => text.replaceAll('\n', ' '))

describe('cells', () => {
  test('counts wide characters and emoji as two and marks as none', () => {
    expect(['abc', '안녕', FAMILY, 'e\u0301', '🇰🇷', ''].map(cells)).toEqual([3, 4, 2, 1, 2, 0])
  })

  test('agrees with string-width, which Ink lays out by', () => {
    fc.assert(fc.property(oneLine, (text) => void expect(cells(text)).toBe(stringWidth(text))))
    for (const { value } of HOSTILE_TEXTS) expect(cells(safeText(value))).toBe(stringWidth(safeText(value)))
  })

  test('splits a family into one grapheme', () => {
    expect(graphemes(`a${FAMILY}가`)).toEqual(['a', FAMILY, '가'])
  })
})

describe('cut', () => {
  test('ends with an ellipsis and never halves a wide character', () => {
    expect(cut('안녕하세요', 10)).toBe('안녕하세요')
    expect(cut('안녕하세요', 9)).toBe('안녕하세…')
    expect(cut('안녕하세요', 8)).toBe('안녕하…')
    expect(cut(`${FAMILY}${FAMILY}`, 3)).toBe(`${FAMILY}…`)
    expect(cut('abc', 2, '')).toBe('ab')
    expect([cut('abc', 0), cut('abc', -1), cut('abc', 1), cut('가나', 1)]).toEqual(['', '', '…', '…'])
  })

  test('never exceeds the width and leaves what fits alone', () => {
    fc.assert(
      fc.property(oneLine, fc.integer({ min: 0, max: 40 }), (text, width) => {
        const short = cut(text, width)
        expect(cells(short)).toBeLessThanOrEqual(width)
        if (cells(text) <= width) expect(short).toBe(width === 0 ? '' : text)
      }),
    )
  })
})

describe('padding', () => {
  test('fills to the cell on either side', () => {
    expect([padEnd('가', 4), padStart('가', 4), padEnd('abc', 2)]).toEqual(['가  ', '  가', 'abc'])
    expect([toWidth('안녕하세요', 4), toWidth('a', 3, 'right')]).toEqual(['안… ', '  a'])
  })

  test('makes every text exactly as wide as asked', () => {
    fc.assert(fc.property(oneLine, fc.nat(40), (text, width) => void expect(cells(toWidth(text, width))).toBe(width)))
  })
})

describe('wrap', () => {
  test('breaks at words, then between characters', () => {
    expect(wrap('hello brave world', 11)).toEqual(['hello brave', 'world'])
    expect(wrap('hello world', 5)).toEqual(['hello', 'world'])
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
    expect(wrap('프린터가 안 돼요', 10)).toEqual(['프린터가', '안 돼요'])
    expect(wrap('中文字符', 4)).toEqual(['中文', '字符'])
    expect(wrap('a\n\nb', 3)).toEqual(['a', '', 'b'])
    expect(wrap('', 3)).toEqual([''])
  })

  test('shows a character wider than the line as an ellipsis', () => {
    expect(wrap('가', 1)).toEqual(['…'])
  })

  test('never overflows, and loses nothing but the spaces it broke at', () => {
    fc.assert(
      fc.property(anySafe, fc.integer({ min: 12, max: 30 }), (text, width) => {
        const lines = wrap(text, width)
        for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(width)
        const squeeze = (s: string) => s.replace(/\s/g, '')
        expect(squeeze(lines.join(''))).toBe(squeeze(text.replace(/\n/g, '')))
        expect(wrap(text, width, { exact: true }).join('')).toBe(text.replaceAll('\n', ''))
      }),
    )
  })
})
