// A text field edits whole characters, keeps the terminal's cursor at the caret, and loses nothing.
import fc from 'fast-check'
import { Box } from 'ink'
import { describe, expect, test } from 'vitest'
import { translator } from '../../../src/language/catalogue.ts'
import { parseChord } from '../../../src/terminal/keys/chord.ts'
import { cells, graphemes } from '../../../src/terminal/text/cells.ts'
import { applyEdit, EDIT_MAX_UNITS, type Edit, editOf } from '../../../src/terminal/widgets/edit.ts'
import { layoutField, offsetAt } from '../../../src/terminal/widgets/field-layout.ts'
import { type FieldOptions, pasteField, pressField } from '../../../src/terminal/widgets/field-press.ts'
import { fieldTextWidth, TextField } from '../../../src/terminal/widgets/text-field.tsx'
import { type UseTextFieldOptions, useTextField } from '../../../src/terminal/widgets/use-text-field.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS, TERMINALS_DISAGREE } from '../../support/hostile.ts'
import { KEY, mountScreen } from '../../support/screen.tsx'

const FAMILY = '👨‍👩‍👧‍👦'
const t = translator('en')
const press = (edit: Edit, chords: string, options: FieldOptions = { width: 40 }) =>
  chords.split(' ').reduce((now, name) => {
    const chord = parseChord(name)
    return (chord && pressField(now, { chord }, options)?.edit) || now
  }, edit)

describe('editing', () => {
  test('backspace takes a whole family, a flag, a syllable and a letter with its accent', () => {
    expect(press(editOf(`a${FAMILY}`), 'backspace').text).toBe('a')
    expect(press(editOf('a🇰🇷🇺🇸'), 'backspace').text).toBe('a🇰🇷')
    expect(press(editOf('안녕'), 'backspace').text).toBe('안')
    expect(press(editOf('xe\u0301'), 'backspace backspace').text).toBe('')
  })

  test('the caret moves by characters, words and lines', () => {
    const edit = editOf(`hello 세상 ${FAMILY}!`)
    expect(press(edit, 'left left').caret).toBe('hello 세상 '.length)
    expect(press(edit, 'home').caret).toBe(0)
    expect(press(edit, 'home ctrl+right').caret).toBe(5)
    expect(press(edit, 'home alt+f alt+f').caret).toBe('hello 세상'.length)
    expect(press(edit, 'alt+b').caret).toBe('hello '.length)
    expect(press(editOf('one\ntwo'), 'ctrl+a').caret).toBe(4)
  })

  test('what is cut can be put back', () => {
    expect(press(editOf('one two three'), 'ctrl+w').text).toBe('one two ')
    expect(press(editOf('one two three'), 'ctrl+w ctrl+w').text).toBe('one ')
    expect(press(editOf('one two'), 'ctrl+u').text).toBe('')
    expect(press(editOf('one two'), 'ctrl+u ctrl+y').text).toBe('one two')
    expect(press(editOf('one two'), 'home ctrl+k ctrl+y').text).toBe('one two')
  })

  test('a paste keeps its words, and its controls become visible', () => {
    const one = { width: 40 }
    expect(pasteField(editOf(), 'a\r\nb\x1b[2Jc\0', one).text).toBe('a b␛[2Jc␀')
    expect(pasteField(editOf(), 'a\r\nb\tc', { ...one, isMultiline: true }).text).toBe('a\nb\tc')
    expect(pasteField(editOf(), 'x\ud83dy', one).text).toBe('x�y')
  })

  test('a field takes as much as it can hold, and one unit more changes nothing', () => {
    const full = pasteField(editOf(), 'a'.repeat(EDIT_MAX_UNITS), { width: 40 })
    expect(full.text).toHaveLength(EDIT_MAX_UNITS)
    expect(pasteField(full, 'b', { width: 40 })).toBe(full)
  })

  test('text is submitted at the limit and kept one past it, counted in characters', () => {
    const options = { width: 40, limit: 1000 }
    const enter = { chord: parseChord('enter')! }
    const full = editOf('😢'.repeat(1000))
    expect(pressField(full, enter, options)).toMatchObject({ submitted: full.text, edit: { text: '', caret: 0 } })
    const over = editOf('가'.repeat(1001))
    expect(pressField(over, enter, options)).toEqual({ edit: over })
  })

  test('history is looked through and the draft comes back', () => {
    const options = { width: 40, history: ['first', 'second'] }
    expect(press(editOf('draft'), 'up', options).text).toBe('second')
    expect(press(editOf('draft'), 'up up up', options).text).toBe('first')
    expect(press(editOf('draft'), 'up up down down', options).text).toBe('draft')
    expect(press(editOf('draft'), 'up backspace', options).text).toBe('secon')
  })

  test('keys without use are left to the frame', () => {
    for (const name of ['esc', 'tab', 'ctrl+n', 'up', 'pagedown'])
      expect(pressField(editOf('x'), { chord: parseChord(name)! }, { width: 40 })).toBeUndefined()
  })

  test('no sequence of keys and texts puts the caret inside a character or loses what was not deleted', () => {
    const step = fc.oneof(
      fc.constantFrom('left', 'right', 'home', 'end', 'ctrl+left', 'ctrl+right', 'up', 'down').map((key) => ({ key })),
      fc.constantFrom('a', '가', FAMILY, '\u0301', '\u200d', '🇰🇷', 'ᄀ', 'ᅡ', ' ', '\n').map((text) => ({ text })),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let edit = editOf()
        let typed = 0
        for (const one of steps) {
          if ('key' in one) edit = press(edit, one.key, { width: 12, isMultiline: true })
          else {
            edit = applyEdit(edit, { type: 'insert', text: one.text, isMultiline: true })
            typed += one.text.length
          }
          expect(edit.text).toHaveLength(typed)
          expect(graphemes(edit.text.slice(0, edit.caret)).concat(graphemes(edit.text.slice(edit.caret)))).toEqual(
            graphemes(edit.text),
          )
        }
      }),
    )
  })
})

describe('layout', () => {
  test('every offset is found again at its place, and no line is wider than the field', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '가', FAMILY, 'e\u0301', '\n', ' '), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 20 }), (value, width) => {
        let at = 0
        for (const grapheme of ['', ...graphemes(value)]) {
          at += grapheme.length
          const layout = layoutField(value, at, width)
          expect(offsetAt(value, layout, layout)).toBe(at)
          for (const line of layout.lines) expect(cells(line.shown)).toBeLessThan(width)
        }
      }),
    )
  })
})

describe('on a screen', () => {
  type Props = Omit<UseTextFieldOptions, 'isActive' | 'width'>
  const Form = (props: Props & { height?: number; placeholder?: string }) => {
    const edit = useTextField({ ...props, isActive: true, width: fieldTextWidth(30, '> ') })
    return (
      <Box flexDirection="column" width={40} height={8}>
        <Box borderStyle="round" width={32} height={(props.height ?? 1) + 2}>
          <TextField edit={edit} x={1} y={1} width={30} prompt="> " isFocused t={t} {...props} />
        </Box>
      </Box>
    )
  }

  test('the terminal’s cursor stands at the caret in Korean text, and the border stays straight', async () => {
    const screen = await mountScreen(<Form onSubmit={() => true} />, 40, 8)
    await screen.type('안녕하세요 abc')
    expect(screen.lines()[1]).toBe('│> 안녕하세요 abc              │')
    expect([screen.cursor(), screen.isCursorShown()]).toEqual([[1 + 2 + 14, 1], true])
    await screen.type(KEY.left.repeat(4))
    expect(screen.cursor()).toEqual([1 + 2 + 10, 1])
    await screen.type(`${FAMILY}${KEY.backspace}😢`)
    expect(screen.lines()[1]).toBe('│> 안녕하세요😢 abc            │')
    expect(screen.cell(31, 1)).toBe('│')
    await screen.close()
  })

  test('what is typed with Enter in one burst is submitted whole, and what follows stays', async () => {
    const sent: string[] = []
    const screen = await mountScreen(<Form onSubmit={(text) => sent.push(text) > 0} />, 40, 8)
    await screen.type('one\rtwo\rthree')
    expect(sent).toEqual(['one', 'two'])
    expect(screen.lines()[1]).toContain('> three')
    await screen.close()
  })

  test('text that could not be sent stays in the field', async () => {
    const screen = await mountScreen(<Form onSubmit={() => false} />, 40, 8)
    await screen.type('important\r')
    expect(screen.lines()[1]).toContain('> important')
    await screen.close()
  })

  test('a long text scrolls with the caret and never leaves the field', async () => {
    const screen = await mountScreen(<Form onSubmit={() => true} />, 40, 8)
    await screen.paste(`${'가나다라마바사'.repeat(10)}끝`)
    expect(screen.lines()[1]).toMatch(/끝 +│$/)
    expect(screen.cell(31, 1)).toBe('│')
    await screen.type(KEY.home)
    expect(screen.lines()[1]).toMatch(/^│> 가나다/)
    expect(screen.cursor()).toEqual([3, 1])
    await screen.close()
  })

  test('several lines, a counter, and a warning past the limit', async () => {
    const screen = await mountScreen(<Form isMultiline height={4} limit={10} onSubmit={() => true} />, 40, 8)
    await screen.type(`하나${KEY.altEnter}둘`)
    expect(screen.lines().slice(1, 5)).toEqual([
      '│> 하나                        │',
      '│  둘                          │',
      '│                              │',
      '│4/10                          │',
    ])
    expect(screen.cursor()).toEqual([5, 2])
    await screen.type(`${KEY.up}${KEY.end}`)
    expect(screen.cursor()).toEqual([7, 1])
    await screen.type('12345678')
    expect(screen.text()).toContain('12/10, 2 too many')
    await screen.close()
  })

  test('every hostile text pasted is harmless', async () => {
    const sent: string[] = []
    const screen = await mountScreen(<Form onSubmit={(text) => sent.push(text) > 0} />, 40, 8)
    for (const { name, value } of HOSTILE_TEXTS) {
      const before = screen.raw().length
      await screen.paste(value.replaceAll('\x1b[201~', ''))
      expect([name, DANGEROUS_IN_TERMINAL.test(written(screen.raw().slice(before)))]).toEqual([name, false])
      if (!TERMINALS_DISAGREE.has(name)) expect([name, screen.cell(31, 1)]).toEqual([name, '│'])
      await screen.type(KEY.enter)
    }
    expect(sent).toHaveLength(HOSTILE_TEXTS.length)
    await screen.close()
  })
})

/** What was written as text, without the sequences Ink itself draws with. */
function written(raw: string): string {
  return raw.replace(/\x1b\[[0-9;?]*[A-Za-ln-z]|\x1b\[[0-9;]*m|\r?\n|\r/g, '')
}
