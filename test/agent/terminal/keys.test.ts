// Keys read from bytes, and the line they write.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_LINE, edit, textOf, visible } from '../../../agent/terminal/input-line.ts'
import { type Key, keyReader, MAX_PASTE_CHARACTERS } from '../../../agent/terminal/keys.ts'
import { cells, graphemes } from '../../../src/terminal/text/cells.ts'
import { safeText } from '../../../src/terminal/text/safe-text.ts'
import { HOSTILE_TEXTS } from '../../support/hostile.ts'

const whole = (text: string): readonly Key[] => keyReader().read(Buffer.from(text))
const byByte = (text: string): readonly Key[] => {
  const reader = keyReader()
  return [...Buffer.from(text)].flatMap((byte) => reader.read(Uint8Array.of(byte)))
}
const key = (name: string) => ({ is: 'key', name })
const written = (text: string) => whole(text).reduce(edit, EMPTY_LINE)

describe('keys', () => {
  test.each([
    ['a', [{ is: 'text', text: 'a' }]],
    ['안녕', [{ is: 'text', text: '안녕' }]],
    ['\r', [key('enter')]],
    ['\x1b[D\x1b[C', [key('left'), key('right')]],
    ['\x1bOH\x1b[3~', [key('home'), key('delete')]],
    ['\x1b', []],
    ['\x1by', [key('other')]],
    ['\x1b\x1b[A', [key('other')]],
    ['\x1b]11;rgb:0000/0000/0000\x07', [key('other')]],
    ['\x03', [key('interrupt')]],
    ['\x1b[200~two\nlines\x1b[201~', [{ is: 'paste', text: 'two\nlines' }]],
    ['\x1b[99;99;99X', [key('other')]],
  ])('%j is read', (text, keys) => {
    expect(whole(text)).toEqual(keys)
  })

  test('bytes one at a time give the same as all at once', () => {
    const texts = [
      'héllo 안녕 👩‍👩‍👧\r',
      '\x1b[200~안\x1b[20녕\x1b[201~b',
      '\x1b[1;5Cx\x1bOFy',
      '\x1b]0;ay\x1b\\n',
      '\x1b\x1b[Ay',
    ]
    const joined = (keys: readonly Key[]) => keys.map((one) => (one.is === 'key' ? `<${one.name}>` : one.text)).join('')
    for (const text of texts) expect(joined(byByte(text)), JSON.stringify(text)).toBe(joined(whole(text)))
  })

  test('no piece of an arrow key is a letter, however slowly it arrives', () => {
    for (const text of ['\x1b[A', '\x1bOA', '\x1b[1;5A', '\x1b\x1b[A', '\x1b[n', '\x1b[?1;2y'])
      expect(
        byByte(text).filter((one) => one.is === 'text'),
        JSON.stringify(text),
      ).toEqual([])
  })

  test('a sequence that never ends is dropped at its limit, and what follows is read', () => {
    const reader = keyReader()
    reader.read(Buffer.from(`\x1b[${'1'.repeat(300)}`))
    expect(reader.read(Buffer.from('x'))).toEqual([{ is: 'text', text: 'x' }])
  })

  test('a paste is taken up to its limit, and one more is cut', () => {
    const paste = (length: number) => whole(`\x1b[200~${'x'.repeat(length)}\x1b[201~`)[0]
    expect(paste(MAX_PASTE_CHARACTERS)).toMatchObject({ text: 'x'.repeat(MAX_PASTE_CHARACTERS) })
    expect(paste(MAX_PASTE_CHARACTERS + 1)).toMatchObject({ text: 'x'.repeat(MAX_PASTE_CHARACTERS) })
  })

  test('any bytes are read without a throw and without keeping them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), (chunks) => {
        const reader = keyReader()
        for (const chunk of chunks) reader.read(chunk)
      }),
    )
  })
})

describe('the line', () => {
  test('backspace takes what a person sees as one character', () => {
    expect(textOf(written('안녕👩‍👩‍👧\x7f'))).toBe('안녕')
    expect(textOf(written('e\u0301\x7f'))).toBe('')
  })

  test('the usual editing keys work', () => {
    expect(textOf(written('one two three\x17'))).toBe('one two ')
    expect(textOf(written('one two\x01\x0b'))).toBe('')
    expect(textOf(written('ab\x1b[Dx'))).toBe('axb')
    expect(textOf(written('one two\x1b[1;5D\x15'))).toBe('two')
    expect(textOf(written('ab\x01\x1b[3~'))).toBe('b')
  })

  test('a paste of lines becomes one line', () => {
    expect(textOf(written('\x1b[200~one\r\ntwo\x1b]0;x\x07\x1b[201~'))).toBe('one two]0;x')
  })

  test('what is shown fits, with the cursor inside, whatever was written and wherever the cursor is', () => {
    const keys = fc.array(
      fc.oneof(
        fc
          .constantFrom(...HOSTILE_TEXTS.map(({ value }) => value.slice(0, 50)))
          .map((text): Key => ({ is: 'paste', text })),
        fc.string({ unit: 'grapheme', maxLength: 20 }).map((text): Key => ({ is: 'text', text })),
        fc
          .constantFrom('left', 'right', 'home', 'end', 'backspace', 'delete', 'word-left', 'erase-word')
          .map((name) => ({ is: 'key', name }) as Key),
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(keys, fc.integer({ min: 4, max: 60 }), (all, width) => {
        const line = all.reduce(edit, EMPTY_LINE)
        expect(line.cursor).toBeLessThanOrEqual(line.text.length)
        expect(graphemes(textOf(line)).length).toBe(line.text.length)
        const { shown, column } = visible(line, width)
        expect(cells(shown)).toBeLessThanOrEqual(width)
        expect(column).toBeLessThan(width)
        expect(safeText(shown)).toBe(shown)
      }),
    )
  })
})
