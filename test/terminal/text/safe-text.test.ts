// Text from outside is harmless in a terminal, and what was wrong with it stays visible.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cells } from '../../../src/terminal/text/cells.ts'
import { MARKS_MAX, safeText } from '../../../src/terminal/text/safe-text.ts'
import { asArrived, untrusted } from '../../../src/terminal/text/untrusted.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../../support/hostile.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...pieces()), maxLength: 30 }),
)

describe('safeText', () => {
  test.each(HOSTILE_TEXTS)('shows "$name" without letting it act', ({ value }) => {
    for (const multiline of [false, true]) {
      const safe = safeText(value, { multiline })
      expect(safe).not.toMatch(DANGEROUS_IN_TERMINAL)
      if (!multiline) expect(safe).not.toContain('\n')
      expect(safeText(safe, { multiline })).toBe(safe)
      if (value !== '') expect(safe).not.toBe('')
    }
  })

  test('is safe and idempotent for any text at all', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, multiline) => {
        const safe = safeText(text, { multiline })
        expect(safe).not.toMatch(DANGEROUS_IN_TERMINAL)
        expect(safe.isWellFormed()).toBe(true)
        expect(safeText(safe, { multiline })).toBe(safe)
      }),
      { numRuns: 2000 },
    )
  })

  test('cuts to a width and stays idempotent', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 20 }), (text, maxCells) => {
        const safe = safeText(text, { maxCells })
        expect(cells(safe)).toBeLessThanOrEqual(maxCells)
        expect(safeText(safe, { maxCells })).toBe(safe)
      }),
      { numRuns: 1000 },
    )
  })

  test('shows each control as its picture', () => {
    expect(safeText('a\x1b[31mb\r\x07\x7f\x9b2J')).toBe('a␛[31mb␍␇␡�2J')
    expect(safeText('user\u202egnp.exe')).toBe('user·gnp.exe')
    expect(safeText('pay\u200bpal\ufeff')).toBe('pay·pal·')
    expect(safeText('a\u2028b\ud800c')).toBe('a␤b�c')
  })

  test('keeps line feeds only when asked, and turns CR LF and tabs into what they mean', () => {
    expect(safeText('a\r\nb\tc\rd', { multiline: true })).toBe('a\nb    c␍d')
    expect(safeText('a\nb\tc')).toBe('a␊b␉c')
  })

  test.each([
    ['Korean', '안녕하세요 ㅋㅋ'],
    ['decomposed Korean', '안녕하세요'.normalize('NFD')],
    ['accents, composed and not', 'é e\u0301 ñ'],
    ['a family and a flag', '👨‍👩‍👧‍👦 🇰🇷 🏳️‍🌈 👩🏽‍💻'],
    ['keycaps and hearts', '1️⃣ #️⃣ ❤️'],
    ['a Persian joiner', 'می‌خواهم'],
    ['a Hindi joiner', 'क्‍ष'],
    ['Japanese, Thai, Arabic', '日本語 ภาษาไทย مرحبا'],
  ])('leaves %s exactly as written', (_, text) => {
    expect(safeText(text)).toBe(text)
  })

  test('shows joiners and selectors where no script needs them', () => {
    expect(safeText('a\u200db')).toBe('a·b')
    expect(safeText('1\ufe0f2')).toBe('1·2')
    expect(safeText('\u200d👩\u200d')).toBe('·👩·')
  })

  test('gives a mark without a letter something to stand on', () => {
    expect(safeText('\u0301a')).toBe('◌\u0301a')
    expect(safeText('a\n\u0301', { multiline: true })).toBe('a\n◌\u0301')
  })

  test('keeps as many marks on one letter as the limit, and shows one more as a dot', () => {
    const full = `e${'\u0301'.repeat(MARKS_MAX)}`
    expect(safeText(full)).toBe(full)
    expect(safeText(`${full}\u0301`)).toBe(`${full}·`)
  })

  test('takes text marked as untrusted and gives back what arrived when asked', () => {
    const arrived = untrusted('\x1b[2J')
    expect(safeText(arrived)).toBe('␛[2J')
    expect(asArrived(arrived)).toBe('\x1b[2J')
  })
})

/** The characters whose combinations are most likely to go wrong. */
function pieces(): string[] {
  const joiners = ['\u200c', '\u200d', '\ufe0e', '\ufe0f', '\u0301', '\u20e3', '\u093f', '\u094d', '\u180b', '\u17b4']
  const letters = ['a', '1', ' ', '가', 'ᄀ', 'ᅡ', 'ᆨ', 'ي', 'क', 'ខ', '👩', '💻', '🏽', '🇰', '❤', '\u1820']
  return [...joiners, ...letters, '\x1b', '\r', '\n', '\t', '\u202e', '\ud83d', '\ude22', '\u0378']
}
