// Small pictures of screens under the list of sessions: only where there is room, a rep who may see them, and a wish.
import { expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import type { WatchScreen } from '../../src/console/control/ports.ts'
import { watchThumbnails } from '../../src/console/control/watch-thumbnails.ts'
import { cells } from '../../src/terminal/text/cells.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { type DeskOptions, openBench } from '../support/desk.ts'
import { atEnd } from '../support/ending.ts'
import { mountScreen } from '../support/screen.tsx'

/** A console on its list, with a picture of one colour for every screen. */
async function openList(options: DeskOptions) {
  const { columns = 120, rows = 40 } = options
  const watched: number[] = []
  const closed: number[] = []
  const watchScreen: WatchScreen = ({ channel }) => {
    watched.push(channel)
    const fill = (widthPx: number, heightPx: number) => new Uint8Array(widthPx * heightPx * 3).fill(90)
    return {
      look: async (widthPx, heightPx) => ({ rgb: async () => fill(widthPx, heightPx), png: async () => fill(1, 1) }),
      close: () => void closed.push(channel),
    }
  }
  const bench = openBench({ ...options, columns, rows })
  const control = { ...bench.control, ports: { ...bench.control.ports, watchScreen } }
  control.desk.linkForFrames = () => ({}) as never // the port alone uses it
  atEnd(watchThumbnails(control))
  const screen = await mountScreen(<App control={control} theme={makeTheme('true')} />, columns, rows)
  return { control, screen, watched, closed }
}

test.each([
  [100, 30],
  [120, 40],
  [200, 60],
] as const)('at %i×%i a screen that is shown stands under the list, and no line grows', async (columns, rows) => {
  const { screen, watched } = await openList({ columns, rows })
  expect(watched).toHaveLength(1)
  await screen.see('▀'.repeat(34))
  expect(screen.lines().filter((line) => line.includes('▀'.repeat(34)))).toHaveLength(10)
  expect(screen.lines()).toHaveLength(rows)
  for (const line of screen.lines()) expect(cells(line)).toBeLessThanOrEqual(columns)
  expect(screen.lines().at(-1)).toContain('? more')
})

test.each([
  [99, 30],
  [100, 29],
  [80, 24],
] as const)('at %i×%i there is no room: nothing is watched, and the key says so', async (columns, rows) => {
  const { screen, watched } = await openList({ columns, rows })
  expect(watched).toEqual([])
  await screen.type('t')
  expect(screen.text()).toContain('Pictures need a terminal of 100 × 30 at least')
})

test('a key hides them, and what nobody sees is not watched on', async () => {
  const { screen, watched, closed } = await openList({})
  await screen.see('▀'.repeat(34))
  await screen.type('t')
  expect(closed).toEqual(watched)
  expect(screen.text()).not.toContain('▀')
  await screen.type('t')
  expect(watched).toHaveLength(2)
  await screen.type('\r')
  expect(closed).toHaveLength(2)
})
