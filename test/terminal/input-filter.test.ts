// Mouse reports and answers of the terminal are taken out of its input, whatever the pieces; keys and pastes are not.
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/terminal/answer.ts'
import { inputFilter } from '../../src/terminal/input-filter.ts'
import type { MouseEvent } from '../../src/terminal/mouse.ts'

const collect = (pieces: readonly string[]) => {
  const events: MouseEvent[] = []
  const answers: Answer[] = []
  const filter = inputFilter({
    onMouse: (event) => events.push(event),
    onAnswer: (answer) => answers.push(answer),
  })
  return { texts: pieces.map(filter), events, answers }
}
const one = (text: string) => {
  const { texts, ...heard } = collect([text])
  return { text: texts.join(''), ...heard }
}
/** What Ink makes of reports and answers that it gets whole: nothing. */
const withoutReports = (text: string) => text.replace(/\x1b\[(?:<[\d;]*[Mm]|\?[\d;]*[cS]|6;[\d;]*t)/g, '')

const MOUSE = 'a\x1b[<0;5;3Mb\x1b[<0;5;3m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<35;9;9M\x1b[Ac\x1b[<2;120;40M'
const ANSWERS = 'j\x1b[6;20;10t\x1b[?63;1;2;4;6c\x1b[A\x1b[?1;0;256S\x1b[?2;0;960;600Sk\x1b[?1u\x1b[6~'

describe('the mouse', () => {
  test('is read from reports, and the keys pass through', () => {
    const whole = one(MOUSE)
    expect(whole.text).toBe('ab\x1b[Ac')
    expect(whole.events).toEqual([
      { kind: 'down', button: 'left', x: 4, y: 2 },
      { kind: 'up', button: 'left', x: 4, y: 2 },
      { kind: 'wheelUp', button: 'middle', x: 0, y: 0 },
      { kind: 'wheelDown', button: 'middle', x: 0, y: 0 },
      { kind: 'down', button: 'right', x: 119, y: 39 },
    ])
  })
})

describe('answers', () => {
  test('are heard and never become keys; what else the terminal says to Ink passes', () => {
    const whole = one(ANSWERS)
    expect(whole.text).toBe('j\x1b[Ak\x1b[?1u\x1b[6~')
    expect(whole.answers).toEqual([
      { is: 'cell', widthPx: 10, heightPx: 20 },
      { is: 'attributes', can: [63, 1, 2, 4, 6] },
      { is: 'colours', count: 256 },
      { is: 'area', widthPx: 960, heightPx: 600 },
    ])
  })

  test('that say nothing we asked for are taken out, and that is all', () => {
    expect(one('\x1b[6;0;10t\x1b[?1;3;0S\x1b[?2;3;0S\x1b[?2;0;800S\x1b[?3;0;8;8S')).toEqual({
      text: '',
      events: [],
      answers: [],
    })
  })

  test.each([
    ['attributes', `\x1b[?${'1'.repeat(64)}c`, `\x1b[?${'1'.repeat(65)}c`],
    ['a cell', '\x1b[6;12345;12345t', '\x1b[6;123456;12345t'],
  ])('%s as long as they can be are heard, one longer are left to Ink, which drops them', (_, longest, longer) => {
    expect(one(longest)).toMatchObject({ text: '', answers: [{}] })
    expect(one(longer)).toEqual({ text: longer, events: [], answers: [] })
  })
})

describe.each([
  ['reports', MOUSE],
  ['answers', ANSWERS],
])('%s in pieces', (_, input) => {
  const whole = one(input)

  test('are heard wherever they are cut in two, and are no keys', () => {
    for (let at = 1; at < input.length; at++) {
      const { texts, events, answers } = collect([input.slice(0, at), input.slice(at)])
      expect(withoutReports(texts.join('')), `cut at ${at}`).toBe(whole.text)
      expect({ events, answers }).toEqual({ events: whole.events, answers: whole.answers })
    }
  })

  test('are heard one byte at a time', () => {
    const { texts, events, answers } = collect([...input])
    expect(withoutReports(texts.join(''))).toBe(whole.text)
    expect({ events, answers }).toEqual({ events: whole.events, answers: whole.answers })
  })
})

describe('a key', () => {
  test('is never held back: not a lone ESC, not Alt and a bracket, nor what is typed after them', () => {
    expect(collect(['\x1b', '\x1b', 'x', '\x1b[', '\x1b', '[', '<', '1']).texts).toEqual([
      ...['\x1b', '\x1b', 'x', '\x1b[', '\x1b', '[', '<', '1'],
    ])
  })

  test('that comes after an unfinished report passes with it', () => {
    expect(collect(['\x1b[<0;1', 'j']).texts).toEqual(['', '\x1b[<0;1j'])
    expect(collect(['\x1b[?63;', '\x1b[A']).texts).toEqual(['', '\x1b[?63;\x1b[A'])
  })

  test.each([
    ['\x1b[<', 18],
    ['\x1b[?', 64],
    ['\x1b[6;', 11],
  ])('is not kept waiting by %j without an end', (start, longest) => {
    expect(one(start + '1'.repeat(longest)).text).toBe('')
    expect(one(start + '1'.repeat(longest + 1)).text).toBe(start + '1'.repeat(longest + 1))
    const endless = collect(Array.from({ length: 500 }, () => `${start}${'1;'.repeat(50)}`))
    expect(endless.texts.join('').length).toBeGreaterThan(499 * (start.length + 100))
  })
})

describe('pasted text', () => {
  const PASTE = '\x1b[200~x\x1b[<0;1;1My\x1b[?63;4cz\x1b[201~'

  test('is not touched and cannot play mouse or terminal, wherever it is cut', () => {
    for (let at = 0; at < PASTE.length; at++) {
      const { texts, events, answers } = collect([PASTE.slice(0, at), PASTE.slice(at)])
      expect(texts.join('')).toBe(PASTE)
      expect([...events, ...answers], `cut at ${at}`).toEqual([])
    }
    const { texts, events, answers } = collect([...PASTE])
    expect([texts.join(''), events, answers]).toEqual([PASTE, [], []])
  })

  test('ends where it ends, also when that comes in pieces', () => {
    for (let at = 1; at < '\x1b[201~'.length; at++) {
      const end = PASTE.length - at
      const { events } = collect([PASTE.slice(0, end), `${PASTE.slice(end)}\x1b[<0;1;1M`])
      expect(events).toHaveLength(1)
    }
  })
})
