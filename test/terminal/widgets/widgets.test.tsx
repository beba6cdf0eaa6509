// Each small widget says what it means in words and glyphs, within its cells.

import fc from 'fast-check'
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { describe, expect, test } from 'vitest'
import { translator } from '../../../src/language/catalogue.ts'
import { cells } from '../../../src/terminal/text/cells.ts'
import { Dialog, moveChoice, yesNo } from '../../../src/terminal/widgets/dialog.tsx'
import { fitParts } from '../../../src/terminal/widgets/line.tsx'
import {
  clampList,
  goTo,
  isListMove,
  LIST_KEYS,
  LIST_START,
  moveList,
} from '../../../src/terminal/widgets/list-state.ts'
import { Panel } from '../../../src/terminal/widgets/panel.tsx'
import { barOf, Progress } from '../../../src/terminal/widgets/progress.tsx'
import { Spinner } from '../../../src/terminal/widgets/spinner.tsx'
import { columnWidths, Table } from '../../../src/terminal/widgets/table.tsx'
import { Tabs, tabAt } from '../../../src/terminal/widgets/tabs.tsx'
import { backgroundOf, makeTheme } from '../../../src/terminal/widgets/theme.ts'
import { Toast } from '../../../src/terminal/widgets/toast.tsx'
import { WindowedList } from '../../../src/terminal/widgets/windowed-list.tsx'
import { mountScreen } from '../../support/screen.tsx'
import { until } from '../../support/wait.ts'

const t = translator('en')
const draw = async (node: ReactElement, columns = 40, rows = 10) => {
  const screen = await mountScreen(
    <Box width={columns} height={rows}>
      {node}
    </Box>,
    columns,
    rows,
  )
  const lines = screen.lines()
  await screen.close()
  return lines
}

describe('a list', () => {
  const size = { count: 100, height: 10 }

  test('moves by rows, half pages, pages and to both ends', () => {
    const ids = [
      'list.down',
      'list.pageDown',
      'list.halfDown',
      'list.up',
      'list.halfUp',
      'list.last',
      'list.pageUp',
      'list.first',
    ] as const
    let state = LIST_START
    const seen = ids.map((id) => {
      state = moveList(state, id, size)
      return state.cursor
    })
    expect(seen).toEqual([1, 10, 15, 14, 9, 99, 90, 0])
    expect(LIST_KEYS.every(({ id }) => isListMove(id))).toBe(true)
    expect(isListMove('toString')).toBe(false)
  })

  test('keeps the cursor among its rows and in its window, however both change', () => {
    const place = fc.record({ count: fc.nat(50), height: fc.nat(20), index: fc.integer({ min: -10, max: 60 }) })
    fc.assert(
      fc.property(fc.array(place, { minLength: 1 }), (places) => {
        let state = LIST_START
        for (const { index, count, height } of places) {
          state = clampList(goTo(state, index, { count, height }), { count, height })
          expect(state.cursor).toBeGreaterThanOrEqual(0)
          expect(state.cursor).toBeLessThan(Math.max(1, count))
          expect(state.top).toBeGreaterThanOrEqual(0)
          expect(state.cursor - state.top).toBeGreaterThanOrEqual(0)
          expect(state.cursor - state.top).toBeLessThan(Math.max(1, height))
          expect(state.top).toBeLessThanOrEqual(Math.max(0, count - Math.max(1, height)))
        }
      }),
    )
  })

  test('marks its cursor with a filled glyph where it has the focus and a hollow one where not', async () => {
    const list = (isFocused: boolean, count = 3) =>
      draw(
        <WindowedList
          {...{ count, isFocused, width: 10, height: 3 }}
          row={(i) => `row ${i}`}
          state={{ cursor: 1, top: 0 }}
          emptyText="Nothing"
        />,
      )
    expect((await list(true)).slice(0, 3)).toEqual(['  row 0', '▸ row 1', '  row 2'])
    expect((await list(false))[1]).toBe('▹ row 1')
    expect((await list(true, 0))[0]).toBe('  Nothing')
  })

  test('draws no more lines than it has, and asks only for those', async () => {
    const asked = new Set<number>()
    const row = (i: number) => {
      asked.add(i)
      return `row ${i}`
    }
    const lines = await draw(
      <WindowedList
        {...{ count: 5000, row, width: 20, height: 4 }}
        state={{ cursor: 4000, top: 0 }}
        isFocused
        emptyText=""
      />,
    )
    expect(lines.filter(Boolean)).toEqual(['  row 3997', '  row 3998', '  row 3999', '▸ row 4000'])
    expect(asked.size).toBe(4)
  })
})

describe('a line', () => {
  test('is exactly as wide as asked for any parts', () => {
    const part = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 12 }),
      tone: fc.constantFrom('plain', 'good'),
    })
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 1, max: 30 }), (parts, width) => {
        const fitted = fitParts(parts, width)
        expect(fitted.reduce((sum, { text }) => sum + cells(text), 0)).toBe(width)
      }),
    )
  })

  test('shows that something was cut, also when what is left fills the line', () => {
    const text = (parts: readonly string[], width: number) =>
      fitParts(
        parts.map((one) => ({ text: one })),
        width,
      )
        .map((p) => p.text)
        .join('')
    expect(text(['abc', 'def'], 3)).toBe('ab…')
    expect(text(['abc', 'def'], 5)).toBe('abcd…')
    expect(text(['abc', ''], 3)).toBe('abc')
    expect(text(['가나', '다'], 4)).toBe('가…'.padEnd(3))
  })
})

describe('a table', () => {
  const columns = [
    { header: 'ID', width: 4, align: 'right' },
    { header: '이름', width: { share: 2 } },
    { header: 'Topic', width: { share: 1 } },
  ] as const

  test('shares its width exactly and drops columns that find no room', () => {
    expect(columnWidths(columns, 36)).toEqual([4, 20, 10])
    for (let width = 0; width < 60; width++) {
      const widths = columnWidths(columns, width)
      const shown = widths.filter((one) => one > 0)
      expect(shown.reduce((sum, one) => sum + one, 0) + shown.length - 1).toBeLessThanOrEqual(Math.max(width, 0))
    }
  })

  test('stands under its headers', async () => {
    const row = (i: number) => [{ text: String(i) }, { text: '김민지와 아주 긴 이름의 사람' }, { text: 'x' }]
    const lines = await draw(
      <Table {...{ columns, row, count: 2, width: 38, height: 4 }} state={LIST_START} isFocused emptyText="" />,
    )
    expect(lines.slice(0, 3)).toEqual([
      '    ID 이름                 Topic',
      '▸    0 김민지와 아주 긴 이… x',
      '     1 김민지와 아주 긴 이… x',
    ])
  })
})

describe('tabs', () => {
  const tabs = ['세션', 'Chat', 'Files', 'Notes'].map((title, i) => ({ title, hasNews: i === 1 }))

  test('put the chosen one in brackets and a dot on news', async () => {
    expect((await draw(<Tabs tabs={tabs} active={0} width={40} />))[0]).toBe('[세션] Chat •  Files  Notes')
  })

  test('show those around the chosen one when not all fit, and a click finds the tab that is shown', async () => {
    const props = { tabs, active: 2, width: 18 }
    const line = (await draw(<Tabs {...props} />))[0] ?? ''
    expect(line).toBe('‹[Files] Notes')
    expect([0, 1, 7, 8, 14, 17].map((x) => tabAt(props, x))).toEqual([undefined, 2, 2, 3, 3, undefined])
  })
})

describe('a panel', () => {
  test('shows its focus in its border and title, and its note where there is room', async () => {
    const panel = (isFocused: boolean, width: number) =>
      draw(<Panel title="대화" note="3 of 9" {...{ isFocused, width }} height={3} />)
    expect((await panel(true, 24)).slice(0, 3)).toEqual([
      '╔═ ● 대화 ════ 3 of 9 ═╗',
      '║                      ║',
      '╚══════════════════════╝',
    ])
    expect((await panel(false, 24))[0]).toBe('╭─ 대화 ────── 3 of 9 ─╮')
    expect((await panel(false, 12))[0]).toBe('╭─ 대화 ───╮')
    expect((await panel(false, 1)).join('')).toBe('')
  })
})

describe('a dialog', () => {
  test('wraps its question, marks the choice and warns of what cannot be undone', async () => {
    const text = '세션을 끝낼까요? Notes are not saved yet.'
    const lines = await draw(
      <Dialog title="End" {...{ text, t }} choices={yesNo(t, true)} chosen={1} width={30} height={10} />,
      30,
    )
    expect(lines.filter((line) => line !== '')).toEqual([
      '╔═ ● End ════════════════════╗',
      '║ 세션을 끝낼까요? Notes are ║',
      '║ not saved yet.             ║',
      '║                            ║',
      '║  No ▸[! Yes]               ║',
      '║ ←/→ choose · enter confirm…║',
      '╚════════════════════════════╝',
    ])
  })

  test('its choice goes round at both ends', () => {
    expect([
      moveChoice(0, 'dialog.next', 2),
      moveChoice(1, 'dialog.next', 2),
      moveChoice(0, 'dialog.previous', 2),
    ]).toEqual([1, 0, 1])
    expect([moveChoice(0, 'dialog.accept', 2), moveChoice(0, 'dialog.next', 0)]).toEqual([0, 0])
  })
})

describe('progress, toast, spinner', () => {
  test('a bar is exact and full only when all is done', async () => {
    for (let done = 0; done <= 100; done++) expect(cells(barOf(done / 100, 13))).toBe(13)
    const line = async (done: number, total?: number) =>
      (
        await draw(<Progress label="보고서.pdf" width={40} {...{ done }} {...(total ? { total } : {})} note="1 MB/s" />)
      )[0]
    expect(await line(999, 1000)).toMatch(/^보고서\.pdf █+[▉-▏]?░? +99% {2}1 MB\/s$/)
    expect(await line(1000, 1000)).toMatch(/ 100% {2}1 MB\/s$/)
    expect(await line(5)).toBe('보고서.pdf  1 MB/s')
  })

  test('a toast says in a glyph and a word how serious it is', async () => {
    for (const [level, start] of [
      ['info', 'i Note:'],
      ['success', '✓ Done:'],
      ['warning', '! Warning:'],
      ['error', '✗ Error:'],
    ] as const)
      expect((await draw(<Toast {...{ level, t }} text={'x\x1b[2J'} width={30} />))[0]).toBe(`${start} x␛[2J`)
  })

  test('a spinner turns', async () => {
    const screen = await mountScreen(<Spinner />, 10, 2)
    const first = screen.cell(0, 0)
    expect(first).not.toBe('')
    await until('the spinner to turn', () => screen.cell(0, 0) !== first)
    await screen.close()
  })
})

describe('the theme', () => {
  test('has a look for every tone at every depth, and none with colour where there is no colour', () => {
    const tones = Object.keys(makeTheme('none').looks)
    for (const background of ['dark', 'light'] as const)
      for (const depth of ['16', '256', 'true'] as const)
        expect(Object.keys(makeTheme(depth, background).looks)).toEqual(tones)
    expect(JSON.stringify(makeTheme('none'))).not.toMatch(/color/i)
  })

  test('knows a light background when the terminal says so', () => {
    expect([
      backgroundOf({}),
      backgroundOf({ COLORFGBG: '15;0' }),
      backgroundOf({ COLORFGBG: '0;15' }),
      backgroundOf({ COLORFGBG: '0;default;7' }),
    ]).toEqual(['dark', 'dark', 'light', 'light'])
  })
})
