// Keys are data: written, shown, matched by place, rebound, searched and listed.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translator } from '../../../src/language/catalogue.ts'
import { type Chord, formatChord, parseChord } from '../../../src/terminal/keys/chord.ts'
import { FOOTER_GAP, footerItems, searchKeys } from '../../../src/terminal/keys/key-help.ts'
import { type Binding, describeKeyProblem, makeKeymap, matchChord } from '../../../src/terminal/keys/keymap.ts'
import { keyPresses } from '../../../src/terminal/keys/press.ts'
import { cells } from '../../../src/terminal/text/cells.ts'

const t = translator('en')
const ko = translator('ko')
const chord = (text: string) => parseChord(text) as Chord
const BINDINGS: readonly Binding[] = [
  { id: 'list.down', chords: ['j', 'down'], scope: 'list', help: 'terminal.key.list.down' },
  { id: 'list.last', chords: ['G'], scope: 'list', help: 'terminal.key.list.last' },
  { id: 'dialog.accept', chords: ['enter'], scope: 'global', help: 'terminal.key.dialog.accept' },
  { id: 'frame.jump', chords: ['ctrl+n', 'j'], scope: 'global', help: 'terminal.key.list.up' },
]

describe('chords', () => {
  test.each([
    ['Ctrl+N', 'ctrl+n'],
    ['shift+alt+enter', 'alt+shift+enter'],
    ['meta+x', 'alt+x'],
    ['shift+g', 'G'],
    ['G', 'G'],
    ['Escape', 'esc'],
    ['PgUp', 'pageup'],
    ['+', '+'],
    ['ctrl++', 'ctrl++'],
    [' ', 'space'],
    ['ctrl+i', 'tab'],
    ['ctrl+m', 'enter'],
    ['ㅎ', 'ㅎ'],
  ])('%j is read as %j', (text, expected) => {
    expect(parseChord(text)).toBe(expected)
  })

  test.each(['', 'abc', 'ctrl+', 'foo+a', 'ctrl+abc', '\x1b', 'f5', 'ctrl+\n'])('%j is not a key', (text) => {
    expect(parseChord(text)).toBeUndefined()
  })

  test('reading what was shown gives the same chord, for any chord', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const read = parseChord(text)
        if (read !== undefined) expect(parseChord(read)).toBe(read)
      }),
    )
  })

  test('arrows are shown as arrows', () => {
    expect(['up', 'ctrl+left', 'ctrl++', 'pageup'].map((text) => formatChord(chord(text)))).toEqual([
      '↑',
      'ctrl+←',
      'ctrl++',
      'PgUp',
    ])
  })
})

describe('presses', () => {
  const chords = (input: string, key = {}) => keyPresses(input, key).map((press) => press.chord)

  test('named keys, control and alt become chords without text', () => {
    expect(keyPresses('', { upArrow: true })).toEqual([{ chord: 'up' }])
    expect(keyPresses('n', { ctrl: true })).toEqual([{ chord: 'ctrl+n' }])
    expect(chords('', { tab: true, shift: true })).toEqual(['shift+tab'])
    expect(chords('b', { meta: true })).toEqual(['alt+b'])
    expect(chords('', { escape: true, meta: true })).toEqual(['esc'])
    expect(chords('', { backspace: true, meta: true })).toEqual(['alt+backspace'])
  })

  test('keys that arrive together are told apart', () => {
    expect(chords('jjj')).toEqual(['j', 'j', 'j'])
    expect(chords('yes\r')).toEqual(['y', 'e', 's', 'enter'])
    expect(keyPresses('G', { shift: true })).toEqual([{ chord: 'G', text: 'G' }])
    expect(keyPresses('👨‍👩‍👧가', {})).toEqual([
      { chord: '👨‍👩‍👧', text: '👨‍👩‍👧' },
      { chord: '가', text: '가' },
    ])
    expect(chords('\n')).toEqual(['ctrl+j'])
  })

  test('shortcuts work while Korean is typed, and the text stays Korean', () => {
    expect(keyPresses('ㅓ', {})).toEqual([{ chord: 'j', text: 'ㅓ' }])
  })

  test('a released key presses nothing', () => {
    expect(keyPresses('a', { eventType: 'release' })).toEqual([])
  })
})

describe('keymap', () => {
  test('the focused scope is asked first', () => {
    const keymap = makeKeymap(BINDINGS)
    expect(matchChord(keymap, chord('j'), ['list', 'global'])?.id).toBe('list.down')
    expect(matchChord(keymap, chord('j'), ['global'])?.id).toBe('frame.jump')
    expect(matchChord(keymap, chord('x'), ['list', 'global'])).toBeUndefined()
    expect(keymap.problems).toEqual([])
  })

  test('the user’s keys replace the defaults, and an empty list unbinds', () => {
    const keymap = makeKeymap(BINDINGS, { 'list.down': ['Tab', 'ctrl+d'], 'list.last': [] })
    expect(matchChord(keymap, chord('tab'), ['list'])?.id).toBe('list.down')
    expect(matchChord(keymap, chord('j'), ['list'])).toBeUndefined()
    expect(matchChord(keymap, chord('G'), ['list'])).toBeUndefined()
  })

  test('what makes no sense is said in a sentence and leaves the default', () => {
    const keymap = makeKeymap(BINDINGS, { 'list.down': ['hyper+q'], nothing: ['x'], 'list.last': ['j'] })
    expect(matchChord(keymap, chord('j'), ['list'])?.id).toBe('list.down')
    expect(keymap.problems.map((problem) => describeKeyProblem(problem, t))).toEqual([
      'there is no action nothing to bind',
      'hyper+q is not a key',
      'j is bound to list.down and list.last in the same place',
    ])
  })

  test.each(['__proto__', 'constructor', 'toString'])('an override called %s is only an unknown action', (action) => {
    const overrides = JSON.parse(`{${JSON.stringify(action)}: ["x"]}`)
    expect(makeKeymap(BINDINGS, overrides).problems).toEqual([{ code: 'unknownAction', action }])
  })
})

describe('help', () => {
  const keymap = makeKeymap(BINDINGS)
  const ids = (query: string, language = t) => searchKeys(keymap, query, language).map(({ id }) => id)

  test('is found by action, by description in either language and by key', () => {
    expect(ids('')).toHaveLength(BINDINGS.length)
    expect(ids('list.last')).toEqual(['list.last'])
    expect(ids(ko('terminal.key.list.last'), ko)).toEqual(['list.last'])
    expect(ids('ctrl+n')).toEqual(['frame.jump'])
    expect(ids('j')[0]).toBe('list.down')
    expect(ids('no such thing')).toEqual([])
  })

  test('the footer shows only keys that work here, as many as fit', () => {
    for (const language of [t, ko]) {
      for (let width = 0; width < 80; width++) {
        const items = footerItems(keymap, ['list', 'global'], { width, t: language })
        const line = items.map(({ key, help }) => `${key} ${help}`).join(FOOTER_GAP)
        expect(cells(line)).toBeLessThanOrEqual(width)
      }
    }
    const wide = footerItems(keymap, ['list', 'global'], { width: 200, t })
    expect(wide.map(({ key }) => key)).toEqual(['j', 'G', 'enter', 'ctrl+n'])
  })
})
