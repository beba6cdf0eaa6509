// A whole screen stays in its lines at every size, in every language, with every text.
import { describe, expect, test } from 'vitest'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS, TERMINALS_DISAGREE } from '../../support/hostile.ts'
import { KEY, mountScreen, type Screen } from '../../support/screen.tsx'
import { Frame, leftCells } from './frame.tsx'

const MIXED = [
  '김민지 프린터 😢',
  'Anna Schmidt',
  '👨‍👩‍👧‍👦 가족',
  '日本語テキスト',
  'e\u0301te\u0301',
  '🇰🇷 대한민국',
  '안녕'.normalize('NFD'),
]
const mixed = (i: number) => `${i} ${MIXED[i % MIXED.length]}`
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const

describe.each(SIZES)('at %i×%i', (columns, rows) => {
  const left = leftCells(columns)
  const expectStraight = (screen: Screen) => {
    for (let y = 2; y < rows - 5; y++) {
      const borders = [0, left - 1, left, columns - 1].map((x) => screen.cell(x, y))
      expect([y, ...borders]).toEqual([y, '║', '║', '│', '│'])
    }
    expect(screen.lines()).toHaveLength(rows)
  }

  test.each(['en', 'ko'] as const)(
    'Korean, emoji and combining letters leave every border in its column (%s)',
    async (language) => {
      const screen = await mountScreen(
        <Frame {...{ columns, rows, count: 5000, textOf: mixed, language }} />,
        columns,
        rows,
      )
      expectStraight(screen)
      await screen.type('jjj')
      expect(screen.lines()[1 + 1 + 3]).toMatch(/^║▸ 3 日本語/)
      await screen.type('G')
      expectStraight(screen)
      expect(screen.text()).toContain('▸ 4999')
      expect(screen.lines()[1]).toContain(language === 'en' ? '5000 of 5000' : '5000/5000')
      await screen.close()
    },
  )

  test('a dialog stands in the middle with its chosen answer marked', async () => {
    const screen = await mountScreen(
      <Frame {...{ columns, rows, count: 50, textOf: mixed, hasDialog: true }} />,
      columns,
      rows,
    )
    const at = screen.lines().findIndex((line) => line.includes('▸[! Yes]'))
    expect(at).toBeGreaterThan(rows / 2 - 4)
    expect(at).toBeLessThan(rows / 2 + 4)
    expect(screen.lines()[at]).toContain('No')
    await screen.close()
  })
})

test('a screen that shrinks and grows is drawn whole again', async () => {
  const node = (columns: number, rows: number) => <Frame {...{ columns, rows, count: 500, textOf: mixed }} />
  const screen = await mountScreen(node(120, 40), 120, 40)
  await screen.type('G')
  await screen.resize(80, 24)
  await screen.show(node(80, 24))
  expect(screen.text()).toContain('▸ 499')
  expect(screen.lines()[23]).toContain('j down')
  await screen.resize(200, 60)
  await screen.show(node(200, 60))
  expect(screen.cell(199, 10)).toBe('│')
  await screen.close()
})

test('scrollback is never wiped and the primary screen comes back', async () => {
  const screen = await mountScreen(<Frame {...{ columns: 80, rows: 24, count: 100, textOf: mixed }} />)
  expect(screen.isAlternate()).toBe(true)
  for (const keys of ['jjjj', KEY.pageDown, 'G', 'g', '\x04']) await screen.type(keys)
  await screen.resize(60, 20)
  await screen.resize(100, 30)
  await screen.close()
  expect(screen.raw()).not.toContain('\x1b[3J')
  expect(screen.isAlternate()).toBe(false)
  expect(screen.isCursorShown()).toBe(true)
})

test('every hostile text in every widget writes nothing dangerous and moves no border', async () => {
  const screen = await mountScreen(<Frame columns={80} rows={24} count={0} textOf={() => ''} />)
  let written = 0
  for (const { name, value } of HOSTILE_TEXTS) {
    for (const hasDialog of [false, true]) {
      await screen.show(<Frame columns={80} rows={24} count={40} textOf={() => value} hasDialog={hasDialog} />)
      expect({ name, written: textOf(screen.raw().slice(written)) }).toEqual({ name, written: harmless })
      written = screen.raw().length
      if (hasDialog || TERMINALS_DISAGREE.has(name)) continue
      for (let y = 2; y < 19; y++) expect([name, y, screen.cell(0, y), screen.cell(79, y)]).toEqual([name, y, '║', '│'])
    }
  }
  await screen.close()
})

const harmless = {
  asymmetricMatch: (text: string) => !DANGEROUS_IN_TERMINAL.test(text),
  toString: () => 'harmless text',
}

/** What was written as text, without the sequences Ink itself draws with. */
function textOf(raw: string): string {
  return raw.replace(/\x1b\[[0-9;?]*[A-Za-z]|\r?\n|\r/g, '')
}
