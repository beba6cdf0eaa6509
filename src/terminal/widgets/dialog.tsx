// A question with a choice of answers, drawn over whatever is below it.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import type { Binding } from '../keys/keymap.ts'
import { cells } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { wrap } from '../text/wrap.ts'
import { Line, type Part } from './line.tsx'
import { Panel } from './panel.tsx'

/** One answer. */
export type Choice = {
  readonly id: string
  /** In the reader's language. */
  readonly label: string
  /** Cannot be undone: marked with `!`. */
  readonly isDangerous?: boolean
}

/** Properties of `Dialog`. */
export type DialogProps = {
  readonly title: string | Untrusted
  /** The question; several lines are kept, long ones wrapped. */
  readonly text: string | Untrusted
  readonly choices: readonly Choice[]
  /** Index of the chosen answer. */
  readonly chosen: number
  /** Cells and lines of the screen the dialog stands on. */
  readonly width: number
  readonly height: number
  readonly t: Translate
}

/** Keys of every dialog, in the scope `dialog`. */
export const DIALOG_KEYS: readonly Binding[] = [
  { id: 'dialog.accept', chords: ['enter'], scope: 'dialog', help: 'terminal.key.dialog.accept' },
  { id: 'dialog.cancel', chords: ['esc'], scope: 'dialog', help: 'terminal.key.dialog.cancel' },
  { id: 'dialog.next', chords: ['right', 'tab', 'l'], scope: 'dialog', help: 'terminal.key.dialog.next' },
  { id: 'dialog.previous', chords: ['left', 'shift+tab', 'h'], scope: 'dialog', help: 'terminal.key.dialog.previous' },
]

/** A dialog is never wider than this many cells, so that its text stays readable. */
const DIALOG_MAX_CELLS = 72
/** Border, padding line, choices, keys. */
const FRAME_ROWS = 5

/** The answers of a question to confirm, the safe one first. */
export function yesNo(t: Translate, isDangerous = false): readonly Choice[] {
  return [
    { id: 'no', label: t('terminal.dialog.no') },
    { id: 'yes', label: t('terminal.dialog.yes'), isDangerous },
  ]
}

/** The chosen answer after a dialog's key; goes round at both ends. */
export function moveChoice(chosen: number, id: string, count: number): number {
  if (count === 0) return 0
  if (id === 'dialog.next') return (chosen + 1) % count
  if (id === 'dialog.previous') return (chosen + count - 1) % count
  return chosen
}

/** The dialog, in the middle of the screen. */
export function Dialog({ title, text, choices, chosen, width, height, t }: DialogProps): ReactElement {
  const outer = Math.min(width, DIALOG_MAX_CELLS)
  const inner = outer - 2
  const lines = wrap(safeText(text, { multiline: true }), Math.max(1, inner - 2))
  const shown = lines.slice(0, Math.max(0, height - FRAME_ROWS))
  const rows = Math.min(height, shown.length + FRAME_ROWS)
  return (
    <Box position="absolute" width={width} height={height} justifyContent="center" alignItems="center">
      <Panel title={title} width={outer} height={rows} isFocused>
        {shown.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no identity but their place
          <Line key={i} parts={` ${line}`} width={inner} />
        ))}
        <Line parts="" width={inner} />
        <Line parts={choiceParts(choices, chosen, inner)} width={inner} />
        <Line parts={[{ text: ` ${t('terminal.dialog.keys')}`, tone: 'muted' }]} width={inner} />
      </Panel>
    </Box>
  )
}

/** The chosen answer stands in brackets with a mark besides its colour; it is always in view. */
function choiceParts(choices: readonly Choice[], chosen: number, width: number): readonly Part[] {
  const parts: readonly (Part & { readonly text: string })[] = choices.map((choice, i) => {
    const label = (choice.isDangerous === true ? '! ' : '') + safeText(choice.label)
    return i === chosen ? { text: `▸[${label}]`, tone: 'selected' } : { text: `  ${label} `, tone: 'plain' }
  })
  let from = 0
  const widthTo = (end: number) => parts.slice(from, end).reduce((sum, part) => sum + cells(part.text), 0)
  while (from < chosen && widthTo(chosen + 1) > width) from += 1
  return parts.slice(from)
}
