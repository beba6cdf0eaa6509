// A terminal in the test's own process: Ink draws to a fake TTY whose bytes feed a real terminal emulator.
import { PassThrough, Writable } from 'node:stream'
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes'
import xterm from '@xterm/headless'
import { type Instance, type RenderOptions, render } from 'ink'
import type { ReactNode } from 'react'
import { until } from './wait.ts'

/** What a test does with a screen. */
export type Screen = {
  readonly app: Instance
  readonly stdin: PassThrough
  /** The terminal emulator, for colours and attributes. */
  readonly term: xterm.Terminal
  /** Sends bytes as the keyboard does, waits until the program has drawn what follows from them. */
  readonly type: (keys: string) => Promise<void>
  /** Pastes in brackets, as terminals do. */
  readonly paste: (text: string) => Promise<void>
  readonly resize: (columns: number, rows: number) => Promise<void>
  /** Draws another node in place of the first. */
  readonly show: (node: ReactNode) => Promise<void>
  /** The visible lines, without blanks at their ends. */
  readonly lines: () => readonly string[]
  readonly text: () => string
  /** The character in one cell, empty in the second half of a wide one. */
  readonly cell: (x: number, y: number) => string
  /** Column and row of the terminal's cursor, from 0. */
  readonly cursor: () => readonly [number, number]
  readonly isCursorShown: () => boolean
  readonly isAlternate: () => boolean
  /** Every byte the program wrote, as text. */
  readonly raw: () => string
  /** Waits until the screen shows a text. */
  readonly see: (text: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Keys as a terminal sends them. */
export const KEY = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  delete: '\x1b[3~',
  backspace: '\x7f',
  enter: '\r',
  altEnter: '\x1b\r',
  tab: '\t',
  esc: '\x1b',
} as const

/** A keyboard and a display that believe they are a terminal. */
export type FakeTty = {
  readonly stdin: PassThrough & { isTTY: true; setRawMode(isRaw: boolean): unknown; isRaw: boolean }
  readonly stdout: Writable & { isTTY: true; columns: number; rows: number }
  readonly term: xterm.Terminal
  readonly raw: () => string
}

/** Makes the two ends of a terminal of a size. */
export function fakeTty(columns: number, rows: number): FakeTty {
  const term = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true, scrollback: 0 })
  term.loadAddon(new UnicodeGraphemesAddon() as never) // the addon is typed for the browser build of xterm
  term.unicode.activeVersion = '15-graphemes'
  let raw = ''
  const write = (chunk: Buffer, _: unknown, done: () => void) => {
    raw += chunk.toString('utf8')
    term.write(chunk, done)
  }
  const stdout = Object.assign(new Writable({ write }), { isTTY: true as const, columns, rows })
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true as const,
    isRaw: false,
    setRawMode: (isRaw: boolean) => Object.assign(stdin, { isRaw }),
    ref: () => stdin,
    unref: () => stdin,
  }) as FakeTty['stdin'] // TypeScript cannot infer a record that refers to itself
  return { stdin, stdout, term, raw: () => raw }
}

/** Draws a node on a terminal of a size and waits for the first frame. */
export async function mountScreen(
  node: ReactNode,
  columns = 80,
  rows = 24,
  options: RenderOptions = {},
): Promise<Screen> {
  const tty = fakeTty(columns, rows)
  tty.stdout.write('\x1b[?7l') // as mount.ts does
  const app = render(node, {
    stdin: tty.stdin as never, // Ink asks for a ReadStream and uses what is here
    stdout: tty.stdout as never,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 1000,
    ...options,
  })
  const screen = makeScreen(tty, app)
  await settle(tty, app)
  return screen
}

/** Waits until the keyboard is read, React has rendered, and the emulator has drawn what was written. */
async function settle({ stdin, term }: FakeTty, app: Instance): Promise<void> {
  await until('the keyboard to be read', () => stdin.readableLength === 0)
  for (let round = 0; round < 3; round++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    await app.waitUntilRenderFlush()
  }
  await new Promise<void>((resolve) => term.write('', resolve))
}

function makeScreen(tty: FakeTty, app: Instance): Screen {
  const { term, stdin, stdout } = tty
  const line = (y: number) => term.buffer.active.getLine(term.buffer.active.viewportY + y)
  const lines = () => Array.from({ length: term.rows }, (_, y) => line(y)?.translateToString(true) ?? '')
  const send = async (bytes: string) => {
    stdin.write(bytes)
    await settle(tty, app)
  }
  return {
    app,
    stdin,
    term,
    type: send,
    paste: (text) => send(`\x1b[200~${text}\x1b[201~`),
    resize: async (columns, rows) => {
      term.resize(columns, rows)
      Object.assign(stdout, { columns, rows }).emit('resize')
      await settle(tty, app)
    },
    show: async (node) => {
      app.rerender(node)
      await settle(tty, app)
    },
    lines,
    text: () => lines().join('\n'),
    cell: (x, y) => line(y)?.getCell(x)?.getChars() ?? '',
    cursor: () => [term.buffer.active.cursorX, term.buffer.active.cursorY],
    isCursorShown: () => tty.raw().lastIndexOf('\x1b[?25h') > tty.raw().lastIndexOf('\x1b[?25l'),
    isAlternate: () => term.buffer.active.type === 'alternate',
    raw: tty.raw,
    see: async (text) => {
      await until(`the screen to show ${text}`, () => lines().join('\n').includes(text))
    },
    close: async () => {
      app.unmount()
      await app.waitUntilExit()
      await new Promise<void>((resolve) => term.write('', resolve))
    },
  }
}
