// A form: one line a field, a hint for the one with the focus, what is wrong, and the button.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { FormField } from '../../features/pane.ts'
import type { Translate } from '../../language/catalogue.ts'
import { cells, toWidth } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import { type Edit, editOf } from '../../terminal/widgets/edit.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import { TextField } from '../../terminal/widgets/text-field.tsx'
import type { Area } from '../frame/frame-of.ts'
import { TitleLine } from '../frame/title-line.tsx'
import type { FormState } from '../ui/dialog-state.ts'

/** Properties of every dialog. */
export interface DialogProps<D> {
  readonly dialog: D
  readonly area: Area
  readonly t: Translate
}

/** Cells a label takes at most. */
const MAX_LABEL_CELLS = 22
const MASK = '•'

/** The form. */
export function FormDialog({ dialog, area, t }: DialogProps<FormState>): ReactElement {
  const { fields, at, problem, isBusy } = dialog
  const { width, height, x, y } = area
  const label = Math.min(MAX_LABEL_CELLS, Math.max(...fields.map((field) => cells(safeText(field.label))))) + 2
  const intro = dialog.intro === '' ? [] : wrap(dialog.intro, width - 4)
  const hint = fields[at]?.hint ?? ''
  const top = y + 2 + intro.length
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <TitleLine title={dialog.title} width={width} isFocused />
      {intro.map((line) => (
        <Line key={line} parts={[{ text: `  ${line}`, tone: 'muted' }]} width={width} />
      ))}
      <Line parts="" width={width} />
      {fields.map((field, i) => (
        <Box key={field.id} width={width} height={1}>
          <Line
            parts={[
              {
                text: `${i === at ? '▸ ' : '  '}${toWidth(safeText(field.label), label)}`,
                tone: i === at ? 'accent' : 'muted',
              },
            ]}
            width={label + 2}
          />
          <Value
            field={field}
            dialog={dialog}
            x={x + label + 2}
            y={top + i}
            width={width - label - 3}
            isFocused={i === at}
            t={t}
          />
        </Box>
      ))}
      <Line parts={[{ text: `  ${' '.repeat(label)}${hint}`, tone: 'muted' }]} width={width} />
      <Line parts={problem === null ? '' : [{ text: `  ✗ ${problem}`, tone: 'bad' }]} width={width} />
      <Line
        parts={[
          { text: '  ' },
          at === fields.length
            ? { text: `▸[${t(isBusy ? 'console.form.busy' : 'console.form.submit')}]`, tone: 'selected' }
            : { text: ` [${t(isBusy ? 'console.form.busy' : 'console.form.submit')}]` },
        ]}
        width={width}
      />
    </Box>
  )
}

interface ValueProps {
  readonly field: FormField
  readonly dialog: FormState
  readonly x: number
  readonly y: number
  readonly width: number
  readonly isFocused: boolean
  readonly t: Translate
}

function Value({ field, dialog, x, y, width, isFocused, t }: ValueProps): ReactElement | null {
  const value = dialog.values[field.id]
  if (field.kind === 'toggle')
    return (
      <Line parts={value === true ? `[✓] ${t('console.form.on')}` : `[ ] ${t('console.form.off')}`} width={width} />
    )
  if (field.kind === 'choice') {
    const option = field.options[value as number] // startValue made it an index
    const [left, right] = isFocused && field.options.length > 1 ? ['‹ ', ' ›'] : ['  ', '']
    return (
      <Line
        parts={[{ text: left, tone: 'accent' }, { text: option?.label ?? '–' }, { text: right, tone: 'accent' }]}
        width={width}
      />
    )
  }
  const plain = value as Edit // startValue made it an edit
  const edit = field.isSecret === true ? masked(plain) : plain
  // only the field with the focus may place the cursor: there is one on a screen
  if (!isFocused) return <Line parts={`  ${edit.text}`} width={width} />
  return (
    <TextField
      edit={edit}
      x={x}
      y={y}
      width={width}
      isFocused
      prompt="  "
      {...(field.limit === undefined ? {} : { limit: field.limit })}
      t={t}
    />
  )
}

/** A secret as dots, one a character, with the caret where it is. */
function masked(edit: Edit): Edit {
  const dots = (text: string) => MASK.repeat([...text].length)
  return { ...editOf(dots(edit.text)), caret: dots(edit.text.slice(0, edit.caret)).length }
}
