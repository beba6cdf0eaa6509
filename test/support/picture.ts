// A terminal's screen as an SVG picture: the cells as they are, with their colours, nothing drawn by hand.
import type xterm from '@xterm/headless'

type Cell = NonNullable<ReturnType<NonNullable<ReturnType<xterm.IBuffer['getLine']>>['getCell']>>

const CELL = { width: 8.4, height: 18 } as const
const PADDING = 14
const COLOURS = { back: '#14171c', text: '#d7dae0' } as const
/** The sixteen colours of the terminal, for what does not bring its own. */
const PALETTE = ['#1d2026', '#ff7b72', '#8fd18a', '#f0cf6a', '#6aa8f0', '#c795e8', '#5fd0d8', '#d7dae0'] as const
const FONT = "ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', 'D2Coding', Menlo, Consolas, monospace"

interface Look {
  readonly fore: string
  readonly back: string | null
  readonly isBold: boolean
}

interface Run extends Look {
  readonly x: number
  readonly text: string
  readonly cells: number
}

function colour(value: number, isRgb: boolean, isPalette: boolean): string | null {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`
  return isPalette ? (PALETTE[value % 8] ?? COLOURS.text) : null
}

function lookOf(cell: Cell): Look {
  const fore = colour(cell.getFgColor(), cell.isFgRGB(), cell.isFgPalette()) ?? COLOURS.text
  const back = colour(cell.getBgColor(), cell.isBgRGB(), cell.isBgPalette())
  const isBold = cell.isBold() !== 0
  return cell.isInverse() ? { fore: back ?? COLOURS.back, back: fore, isBold } : { fore, back, isBold }
}

/** Neighbours that look alike, wide characters each for themselves so that they stand in their cells. */
function runsOf(line: NonNullable<ReturnType<xterm.IBuffer['getLine']>>, columns: number): readonly Run[] {
  const runs: Run[] = []
  for (let x = 0; x < columns; x++) {
    const cell = line.getCell(x)
    if (!cell || cell.getWidth() === 0) continue
    const run: Run = { ...lookOf(cell), x, text: cell.getChars() || ' ', cells: cell.getWidth() }
    const last = runs.at(-1)
    const isAlike = last && last.fore === run.fore && last.back === run.back && last.isBold === run.isBold
    const isPlain = run.cells === 1 && run.text <= '~' && (last?.text ?? '') <= '~~'
    if (last && isAlike && isPlain && /^[ -~]*$/.test(last.text))
      runs[runs.length - 1] = { ...last, text: last.text + run.text, cells: last.cells + 1 }
    else runs.push(run)
  }
  return runs
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function draw(run: Run, row: number): string {
  const x = (PADDING + run.x * CELL.width).toFixed(1)
  const y = PADDING + row * CELL.height
  const width = (run.cells * CELL.width).toFixed(1)
  const back = run.back ? `<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${run.back}"/>` : ''
  if (run.text.trim() === '') return back
  const text = run.text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c)
  const bold = run.isBold ? ' font-weight="600"' : ''
  const fit = `textLength="${width}" lengthAdjust="spacingAndGlyphs"`
  return `${back}<text x="${x}" y="${y + 13.5}" fill="${run.fore}"${bold} ${fit}>${text}</text>`
}

/** The visible screen of a terminal as an SVG document. */
export function pictureOf(term: xterm.Terminal, title: string): string {
  const { cols, rows, buffer } = term
  const width = Math.ceil(cols * CELL.width + 2 * PADDING)
  const height = rows * CELL.height + 2 * PADDING
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = buffer.active.getLine(buffer.active.viewportY + row)
    return line
      ? runsOf(line, cols)
          .map((run) => draw(run, row))
          .join('')
      : ''
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${COLOURS.back}"/>`,
    `<g font-family="${FONT}" font-size="14" xml:space="preserve">`,
    ...lines.filter(Boolean),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}
