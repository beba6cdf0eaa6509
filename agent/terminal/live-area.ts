// The last lines of the terminal, drawn again and again, with everything that happened scrolling past above them.
import { cells } from '../../src/terminal/text/cells.ts'
import type { Line } from '../wording.ts'
import type { Paint } from './style.ts'

/** What a live area needs of a terminal. */
export interface Screen {
  readonly columns?: number | undefined
  readonly rows?: number | undefined
  write(text: string): unknown
}

/** Where the cursor stands in the drawn lines. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Lines that stay at the bottom. */
export interface LiveArea {
  /** Prints lines above; they stay in the terminal's history. */
  print(lines: readonly Line[]): void
  /** Draws the area: single lines, each narrower than the terminal. */
  draw(lines: readonly Line[], cursor: Place): void
  /** Takes the area away, leaving the cursor where it began. */
  clear(): void
}

const HIDE_CURSOR = '\x1b[?25l'
const SHOW_CURSOR = '\x1b[?25h'
const ERASE_BELOW = '\x1b[J'

/** The width lines may have: one cell is left free, because a full line behaves differently from terminal to terminal. */
export function lineWidth(screen: Screen): number {
  return Math.max(20, (screen.columns || 80) - 1)
}

/** Makes an area with nothing in it. */
export function liveArea(screen: Screen, paint: Paint): LiveArea {
  let drawn: readonly Line[] = []
  let cursor: Place = { row: 0, column: 0 }
  /** Back to the first cell; a terminal that was made narrower has broken the lines into several. */
  const back = (): string => {
    if (drawn.length === 0) return ''
    const columns = screen.columns || 80
    const rowsOf = (line: Line): number => Math.max(1, Math.ceil(cells(line.text) / columns))
    const above =
      drawn.slice(0, cursor.row).reduce((sum, line) => sum + rowsOf(line), 0) + Math.floor(cursor.column / columns)
    return `\r${above > 0 ? `\x1b[${above}A` : ''}${ERASE_BELOW}`
  }
  const place = (lines: readonly Line[], at: Place): string => {
    const up = lines.length - 1 - at.row
    return `${up > 0 ? `\x1b[${up}A` : ''}\r${at.column > 0 ? `\x1b[${at.column}C` : ''}`
  }
  const body = (lines: readonly Line[]): string => lines.map((line) => paint(line.style, line.text)).join('\r\n')
  const show = (before: string, lines: readonly Line[], at: Place): void => {
    screen.write(`${HIDE_CURSOR}${back()}${before}${body(lines)}${place(lines, at)}${SHOW_CURSOR}`)
    drawn = lines
    cursor = at
  }
  return {
    print: (lines) => show(lines.map((line) => `${paint(line.style, line.text)}\r\n`).join(''), drawn, cursor),
    draw: (lines, at) => show('', lines, at),
    clear: () => {
      screen.write(`${back()}${SHOW_CURSOR}`)
      drawn = []
      cursor = { row: 0, column: 0 }
    },
  }
}
