// Pictures in a terminal: character cells of two pixels, the kitty protocol, and which of them a terminal is given.
import { expect, test } from 'vitest'
import { halfBlocks } from '../../../src/terminal/pictures/half-blocks.ts'
import { kittyDelete, kittyRows, kittyUpload } from '../../../src/terminal/pictures/kitty.ts'
import { pictureMode } from '../../../src/terminal/pictures/picture-mode.ts'
import { cells } from '../../../src/terminal/text/cells.ts'

const RED = [255, 0, 0]
const BLUE = [0, 0, 255]
const GREY = [128, 128, 128]

test('a cell is two pixels: the upper one its foreground, the lower one its background', () => {
  const rgb = Uint8Array.from([...RED, ...RED, ...BLUE, ...GREY])
  expect(halfBlocks({ rgb, widthPx: 2, heightPx: 2 }, 'true')).toEqual([
    '\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[38;2;255;0;0;48;2;128;128;128m▀\x1b[0m',
  ])
})

test('with 256 colours the nearest of cube and greys is taken, and a colour is said once for its run', () => {
  const rgb = Uint8Array.from([...RED, ...RED, ...GREY, ...GREY])
  expect(halfBlocks({ rgb, widthPx: 2, heightPx: 2 }, '256')).toEqual(['\x1b[38;5;196;48;5;244m▀▀\x1b[0m'])
})

test('every row of a picture is exactly as wide as it is to be, whatever its pixels', () => {
  const rgb = Uint8Array.from({ length: 34 * 20 * 3 }, (_, i) => (i * 7919) % 256)
  for (const depth of ['true', '256'] as const) {
    const rows = halfBlocks({ rgb, widthPx: 34, heightPx: 20 }, depth)
    expect(rows).toHaveLength(10)
    for (const row of rows) expect(cells(row.replaceAll(/\x1b\[[\d;]*m/g, ''))).toBe(34)
  }
})

test('a kitty picture is sent in chunks that ask for no answer, and freed by its name', () => {
  const sent = kittyUpload(new Uint8Array(7_000).fill(1), { id: 201, columns: 34, rows: 10 })
  const parts = sent.split('\x1b\\').filter(Boolean)
  expect(parts).toHaveLength(3)
  expect(parts[0]).toMatch(/^\x1b_Ga=T,q=2,f=100,U=1,i=201,c=34,r=10,m=1;[A-Za-z0-9+/]{4096}$/)
  expect(parts[2]).toMatch(/^\x1b_Gq=2,m=0;/)
  expect(kittyDelete(201)).toBe('\x1b_Ga=d,d=I,q=2,i=201\x1b\\')
})

test('its rows are placeholders in the colour of its name, each of which names its row', () => {
  const rows = kittyRows({ id: 201, columns: 3, rows: 2 })
  expect(rows).toEqual([
    '\x1b[38;5;201m\u{10EEEE}\u0305\u0305\u{10EEEE}\u{10EEEE}\x1b[39m',
    '\x1b[38;5;201m\u{10EEEE}\u030d\u0305\u{10EEEE}\u{10EEEE}\x1b[39m',
  ])
})

test('a terminal is given what its environment says it can show, and never more than the rep wants', () => {
  expect(pictureMode({ TERM: 'xterm-kitty' }, 'true')).toBe('kitty')
  expect(pictureMode({ TERM: 'xterm-kitty', TMUX: '/tmp/x' }, 'true')).toBe('true')
  expect(pictureMode({ TERM: 'tmux-256color', TERM_PROGRAM: 'ghostty' }, '256')).toBe('256')
  expect(pictureMode({ TERM: 'xterm-256color' }, '256')).toBe('256')
  expect(pictureMode({ TERM: 'xterm' }, '16')).toBe('none')
  expect(pictureMode({ TERM: 'xterm-kitty' }, 'none')).toBe('none')
  expect(pictureMode({ TERM: 'xterm-kitty' }, 'true', 'blocks')).toBe('true')
  expect(pictureMode({ TERM: 'xterm-256color' }, 'true', 'kitty')).toBe('kitty')
  expect(pictureMode({ TERM: 'xterm-kitty' }, 'true', 'off')).toBe('none')
  expect(pictureMode({ TERM: 'xterm' }, '16', 'sixel')).toBe('sixel')
  expect(pictureMode({ TERM: 'xterm' }, 'none', 'sixel')).toBe('none')
})
