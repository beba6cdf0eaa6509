// Sixel pictures of screens: over the blank cells that wait for them, and nowhere and never else.
import { Console } from 'node:console'
import { EventEmitter } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import type { WatchScreen } from '../../src/console/control/ports.ts'
import { openThumbnails } from '../../src/console/control/thumbnails.ts'
import { watchThumbnails } from '../../src/console/control/watch-thumbnails.ts'
import { mount } from '../../src/terminal/mount.ts'
import { terminalPictures } from '../../src/terminal/pictures/pictures.ts'
import { SIXEL_MARK } from '../../src/terminal/pictures/sixel.ts'
import { ioOfProcess } from '../../src/terminal/print/io.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { openBench } from '../support/desk.ts'
import { atEnd } from '../support/ending.ts'
import { fakeTty } from '../support/screen.tsx'
import { until } from '../support/wait.ts'

// vitest's console lacks what Node's has and Ink uses
beforeAll(() => void Object.assign(console, { Console }))

/** Our picture in what was written: row and column of its corner, and its size in pixels. */
const PICTURE = /\x1b7\x1b\[(\d+);(\d+)H\x1bP0;1;q"1;1;(\d+);(\d+)[^\x1b]*\x1b\\\x1b8/g
/** The colour of the cells under a picture. */
const MARK = 0x010203
const PICTURES_PAUSED = 2

/** A console on its list in a terminal that says it shows sixel, with a screen that changes at every look. */
async function openList({ columns = 120, rows = 40, attributes = '?63;4' } = {}) {
  const tty = fakeTty(columns, rows)
  const env = { TERM: 'xterm-256color' }
  const io = ioOfProcess({ stdin: tty.stdin, stdout: tty.stdout, stderr: tty.stdout, env })
  const asked: string[] = []
  let isBusy = false
  const write = (sequence: string): void => {
    tty.stdout.write(sequence)
    if (!sequence.endsWith('\x1b[c')) return
    asked.push(sequence)
    if (isBusy) return
    tty.stdin.write(`\x1b[6;20;10t\x1b[?1;0;256S\x1b[${attributes}c`)
  }
  const pictures = terminalPictures({ env, colour: io.colour, write, size: () => ({ columns, rows }) })
  let looks = 0
  let isLent = false
  const watchScreen: WatchScreen = () => ({
    look: async (widthPx, heightPx) => {
      looks += 1
      const rgb = new Uint8Array(widthPx * heightPx * 3).fill(looks)
      return { rgb: async () => rgb, png: async () => rgb }
    },
    close: () => undefined,
  })
  const bench = openBench({ columns, rows })
  const ports = { ...bench.control.ports, watchScreen, pictures, write, isLent: () => isLent }
  const control = { ...bench.control, ports }
  control.desk.linkForFrames = () => ({}) as never // the port alone uses it
  const mounted = mount(<App control={control} theme={makeTheme('256')} />, {
    io,
    process: new EventEmitter() as never, // of a process only its events are used
    onAnswer: pictures.hear,
    onDrawn: pictures.drawn,
  })
  await until('the keyboard to be read', () => tty.stdin.isRaw)
  atEnd(async () => {
    mounted.end()
    await mounted.ended
  })
  atEnd(watchThumbnails(control))
  const drawn = () =>
    [...tty.raw().matchAll(PICTURE)].map(([, y, x, widthPx, heightPx]) => [x, y, widthPx, heightPx].map(Number))
  return {
    ...{ tty, control, pictures, asked, drawn },
    looks: () => looks,
    /** Lets questions go unanswered. */
    busy: (is: boolean) => {
      isBusy = is
    },
    lend: (is: boolean) => {
      isLent = is
    },
    /** The cells that wait for a picture. */
    marked: () => {
      const found: (readonly [number, number])[] = []
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++) {
          const cell = tty.term.buffer.active.getLine(y)?.getCell(x)
          if (cell?.isFgRGB() && cell.getFgColor() === MARK) found.push([x, y])
        }
      return found
    },
    text: () =>
      Array.from({ length: rows }, (_, y) => tty.term.buffer.active.getLine(y)?.translateToString(true)).join('\n'),
    type: (keys: string) => void tty.stdin.write(keys),
  }
}

test.each([
  [100, 30],
  [120, 40],
  [200, 60],
] as const)('at %i×%i the picture has exactly the cells that are blank for it', async (columns, rows) => {
  const { drawn, marked, asked, text, tty } = await openList({ columns, rows })
  await until('the picture', () => drawn().length > 0)
  const cells = marked()
  expect(cells).toHaveLength(34 * 10)
  const [x, y] = cells[0] ?? [0, 0]
  expect(cells.at(-1)).toEqual([x + 33, y + 9])
  expect(drawn()[0]).toEqual([x + 1, y + 1, 340, 200])
  expect(asked[0]).toBe('\x1b[16t\x1b[c')
  // nothing of what the terminal answered was typed
  expect(text()).toContain('? more')
  expect(text()).not.toContain('▀')
  // the blank cells went out before the first picture
  expect(tty.raw().indexOf(SIXEL_MARK)).toBeLessThan(tty.raw().search(PICTURE))
})

test('a terminal that does not speak it gets half blocks', async () => {
  const { drawn, text } = await openList({ attributes: '?62;22' })
  await until('the picture', () => text().includes('▀'.repeat(34)))
  expect(drawn()).toEqual([])
})

test('it is drawn once a second, and never while a dialog stands in its place; right after that again', async () => {
  const { drawn, looks, type, text, tty } = await openList()
  await until('the second picture', () => drawn().length >= 2)
  expect(new Set(drawn().map(String)).size).toBe(1)
  type('?')
  await until('the help', () => text().includes('Everywhere'))
  const before = drawn().length
  const seen = looks()
  await until('more looks', () => looks() >= seen + PICTURES_PAUSED)
  expect(drawn()).toHaveLength(before)
  const closedAt = tty.raw().length
  type('\x1b')
  await until('the picture', () => drawn().length > before)
  // in one go with the frame that gives the place back, not with the next look
  const after = tty.raw().slice(closedAt)
  expect(after.slice(after.lastIndexOf('\x1b[?2026h', after.search(PICTURE)), after.search(PICTURE))).toContain(
    SIXEL_MARK,
  )
})

test('a key hides it: its cells are drawn over, and nothing is drawn any more', async () => {
  const { drawn, marked, type, text, tty } = await openList()
  await until('the picture', () => drawn().length > 0)
  type('t')
  await until('it to go', () => text().includes('Pictures are off') && marked().length === 0)
  const hiddenAt = tty.raw().length
  type('t')
  await until('it to come back', () => marked().length > 0)
  expect(tty.raw().slice(hiddenAt, tty.raw().lastIndexOf(SIXEL_MARK))).not.toMatch(/\x1bP/)
})

test('it moves with its cells when the terminal changes its size', async () => {
  const { drawn, control, tty } = await openList()
  await until('the picture', () => drawn().length > 0)
  const first = drawn().at(-1)
  tty.term.resize(120, 34)
  Object.assign(tty.stdout, { rows: 34 }).emit('resize')
  control.ui.dispatch({ type: 'size', columns: 120, rows: 34 })
  await until('the picture elsewhere', () => String(drawn().at(-1)) !== String(first))
  expect(drawn().at(-1)).toEqual([1, Number(first?.[1]) - 6, 340, 200])
})

test('a terminal that does not keep up gets no more of them until it does', async () => {
  const { drawn, asked, busy } = await openList()
  await until('the picture', () => drawn().length > 0)
  busy(true)
  const unanswered = asked.length + 1
  await until('a question', () => asked.length >= unanswered)
  const before = drawn().length
  await until('another', () => asked.length >= unanswered + 1)
  expect(drawn()).toHaveLength(before)
  busy(false)
  await until('the picture', () => drawn().length > before)
})

test('while an editor has the terminal nothing is looked at or drawn', async () => {
  const { drawn, control, pictures, lend } = await openList()
  await until('the picture', () => drawn().length > 0)
  expect(openThumbnails(control).size).toBe(1)
  lend(true)
  expect(openThumbnails(control).size).toBe(0)
  const before = drawn().length
  pictures.drawn(SIXEL_MARK)
  expect(drawn()).toHaveLength(before)
  lend(false)
  pictures.drawn(SIXEL_MARK)
  await until('the picture', () => drawn().length === before + 1)
})
