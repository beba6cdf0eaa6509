// The drawn desktop: windows, icons and a panel on a wallpaper, and what of them changes with time.
import type { Rect } from '../../../src/protocol/screen.ts'
import { drawText, fillRect, type Picture } from '../picture.ts'
import { LINE_PX, textWidthPx } from '../pixel-font/pixel-font.ts'
import { ICONS, NOTE_LINES, PAGE_LINES, TERMINAL_LINES, TITLES } from './script.ts'

/** A line scrolls through the terminal and the caret blinks once in this time, in milliseconds. */
export const STEP_MS = 500
/** The smallest drawn desktop, in pixels. */
export const MIN_SCENE = { widthPx: 800, heightPx: 500 } as const

const PANEL_PX = 36
const TITLE_PX = 28
const TERMINAL_ROWS = 17
const INK = { panel: 0xe8ebf2, dim: 0x9aa4bb, note: 0x23262d, terminal: 0xd6e2d0, prompt: 0x8fd18a } as const
const FILL = {
  panel: 0x161b2c,
  title: 0x2a3145,
  terminal: 0x10141d,
  note: 0xfdf8e6,
  page: 0xffffff,
  edge: 0x0b0e16,
} as const

/** The drawn desktop at one moment. */
export type Scene = {
  readonly picture: Picture
  /**
   * Draws what has changed since the last call.
   *
   * @param atMs  UTC milliseconds, never less than before
   * @returns the rectangles that look different
   */
  advance(atMs: number): Rect[]
}

/** Where the windows of the desktop are, the lowest first, and where one more has its place. */
export function sceneWindows({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }) {
  const note = { x: widthPx - 400, y: Math.min(280, heightPx - 270), width: 360, height: 216 }
  return {
    terminal: { x: 120, y: 64, width: 640, height: TITLE_PX + TERMINAL_ROWS * LINE_PX + 12 },
    note,
    browser: { ...note, y: 64, height: note.y - 80 },
  }
}

/** Draws the desktop on a wallpaper, as it is at `startMs`. */
export function openScene(picture: Picture, label: string, startMs: number): Scene {
  const { terminal, note } = sceneWindows(picture)
  const text = { x: terminal.x + 8, y: terminal.y + TITLE_PX + 6, width: 624, height: TERMINAL_ROWS * LINE_PX }
  const clock = { x: picture.widthPx - 100, y: picture.heightPx - PANEL_PX + 9, width: 90, height: LINE_PX }
  drawPanel(picture)
  drawIcons(picture)
  drawWindow(picture, terminal, TITLES.terminal, FILL.terminal)
  drawWindow(picture, note, TITLES.note, FILL.note)
  drawNote(picture, note)
  drawLabel(picture, label)

  let step = 0
  let seconds = -1
  for (let line = 0; line < TERMINAL_ROWS; line++) scroll(picture, text, line)
  const tellTime = (atMs: number): Rect[] => {
    const now = Math.floor(atMs / 1000)
    if (now === seconds) return []
    seconds = now
    fillRect(picture, clock, FILL.panel)
    drawText(picture, clock, new Date(atMs).toTimeString().slice(0, 8), { color: INK.panel })
    return [clock]
  }
  tellTime(startMs)
  return {
    picture,
    advance(atMs) {
      const due = Math.floor((atMs - startMs) / STEP_MS)
      const damage = due > step ? [text] : []
      // After a long pause only what is still to be seen is drawn.
      for (step = Math.max(step, due - TERMINAL_ROWS); step < due; step++) scroll(picture, text, TERMINAL_ROWS + step)
      return [...damage, ...tellTime(atMs)]
    },
  }
}

function scroll(picture: Picture, area: Rect, line: number): void {
  const { pixels, widthPx } = picture
  for (let row = 0; row < area.height - LINE_PX; row++) {
    const to = (area.y + row) * widthPx + area.x
    const from = to + LINE_PX * widthPx
    pixels.copyWithin(to, from, from + area.width)
  }
  const words = TERMINAL_LINES[line % TERMINAL_LINES.length] ?? ''
  const at = { x: area.x, y: area.y + area.height - LINE_PX }
  fillRect(picture, { ...at, width: area.width, height: LINE_PX }, FILL.terminal)
  drawText(picture, at, words, { color: words.startsWith('$') ? INK.prompt : INK.terminal })
}

function drawPanel(picture: Picture): void {
  const top = picture.heightPx - PANEL_PX
  fillRect(picture, { x: 0, y: top, width: picture.widthPx, height: PANEL_PX }, FILL.panel)
  fillRect(picture, { x: 10, y: top + 8, width: 20, height: 20 }, 0x5aa7ff)
  fillRect(picture, { x: 16, y: top + 14, width: 8, height: 8 }, FILL.panel)
  drawText(picture, { x: 44, y: top + 9 }, TITLES.terminal, { color: INK.panel })
  drawText(picture, { x: 140, y: top + 9 }, TITLES.note, { color: INK.dim })
}

function drawIcons(picture: Picture): void {
  for (const [index, name] of ICONS.entries()) {
    const y = 64 + index * 92
    fillRect(picture, { x: 40, y, width: 40, height: 34 }, [0xf2c14e, 0x8fb4e8, 0xb9c0cc][index] ?? 0)
    fillRect(picture, { x: 40, y: y + 8, width: 40, height: 3 }, 0x2a3145)
    const x = 60 - Math.floor(textWidthPx(name) / 2)
    drawText(picture, { x: x + 1, y: y + 41 }, name, { color: FILL.edge })
    drawText(picture, { x, y: y + 40 }, name, { color: 0xffffff })
  }
}

/** Draws the browser's window, as it is once it was started. */
export function drawBrowser(picture: Picture, area: Rect): void {
  drawWindow(picture, area, TITLES.browser, FILL.page)
  for (const [index, line] of PAGE_LINES.entries()) {
    const at = { x: area.x + 16, y: area.y + TITLE_PX + 12 + index * (LINE_PX + 2) }
    if (at.y + LINE_PX < area.y + area.height) drawText(picture, at, line, { color: INK.note, isBold: index === 0 })
  }
}

function drawWindow(picture: Picture, area: Rect, title: string, ground: number): void {
  const { x, y, width, height } = area
  fillRect(picture, { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, FILL.edge)
  fillRect(picture, area, ground)
  fillRect(picture, { ...area, height: TITLE_PX }, FILL.title)
  drawText(picture, { x: x + 12, y: y + 5 }, title, { color: INK.panel, isBold: true })
  for (const [index, color] of [0xff6369, 0xf4b740, 0x3ecf8e].entries()) {
    fillRect(picture, { x: x + width - 22 - index * 20, y: y + 8, width: 12, height: 12 }, color)
  }
}

function drawNote(picture: Picture, area: Rect): void {
  for (const [index, line] of NOTE_LINES.entries()) {
    const at = { x: area.x + 16, y: area.y + TITLE_PX + 14 + index * (LINE_PX + 2) }
    drawText(picture, at, line, { color: INK.note, isBold: index === 0 })
  }
}

function drawLabel(picture: Picture, label: string): void {
  const at = { x: picture.widthPx - textWidthPx(label) - 16, y: picture.heightPx - PANEL_PX - LINE_PX - 10 }
  drawText(picture, { x: at.x + 1, y: at.y + 1 }, label, { color: FILL.edge })
  drawText(picture, at, label, { color: 0xffffff })
}
