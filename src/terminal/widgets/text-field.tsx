// A text field with the terminal's own cursor at the caret, where an input method composes.
import { Box, useCursor } from 'ink'
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import { cells } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import { countCharacters, type Edit } from './edit.ts'
import { layoutField, scrollLine } from './field-layout.ts'
import { overLimit } from './field-press.ts'
import { Line } from './line.tsx'

/** Properties of `TextField`. */
export type TextFieldProps = {
  readonly edit: Edit
  /** Position of the field's first cell on the screen, from 0; the cursor cannot be placed without it. */
  readonly x: number
  readonly y: number
  /** Cells of the whole field, prompt included. */
  readonly width: number
  /** Lines of the whole field, counter included; 1 unless it is multi-line. */
  readonly height?: number
  readonly isFocused: boolean
  readonly isMultiline?: boolean
  /** Before the text, as `> `. */
  readonly prompt?: string
  /** Shown muted while there is no text. */
  readonly placeholder?: string
  /** Shows `n/limit` in characters; in a field of one line only when four fifths are used. */
  readonly limit?: number
  readonly t: Translate
}

/** From this share of the limit on, a field of one line shows its counter. */
const COUNTER_FROM = 0.8

/** The field. Give `fieldTextWidth` to `pressField` as its width. */
export function TextField(props: TextFieldProps): ReactElement {
  const { edit, width, isFocused, isMultiline = false } = props
  const height = Math.max(1, props.height ?? 1)
  const prompt = safeText(props.prompt ?? '')
  const indent = cells(prompt)
  const counter = counterOf(props)
  const isCounterBelow = isMultiline && counter !== undefined && height > 1
  const textRows = height - (isCounterBelow ? 1 : 0)
  const aside = counter !== undefined && !isCounterBelow ? cells(counter.text) + 1 : 0
  const view = viewOf(edit, { width: Math.max(1, width - indent - aside), rows: textRows, isMultiline })
  const { setCursorPosition } = useCursor()
  setCursorPosition(isFocused ? { x: props.x + indent + view.column, y: props.y + view.row } : undefined)
  const isEmpty = edit.text === ''
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Box flexDirection="column" width={width} height={textRows} flexShrink={0}>
        {view.lines.map((line, i) => (
          <Box key={line.key} width={width} height={1}>
            <Line parts={[{ text: i === 0 && view.isStart ? prompt : '', tone: 'accent' }]} width={indent} />
            <Line
              parts={isEmpty ? [{ text: props.placeholder ?? '', tone: 'muted' }] : line.shown}
              width={width - indent - (i === 0 ? aside : 0)}
            />
            {i === 0 && aside > 0 && counter !== undefined && (
              <Line parts={[{ text: ` ${counter.text}`, tone: counter.tone }]} width={aside} />
            )}
          </Box>
        ))}
      </Box>
      {isCounterBelow && <Line parts={[{ text: counter.text, tone: counter.tone }]} width={width} />}
    </Box>
  )
}

/** Cells the text itself has in a field of this width: what `pressField` needs for moving between lines. */
export function fieldTextWidth(width: number, prompt = ''): number {
  return Math.max(1, width - cells(safeText(prompt)))
}

type View = {
  readonly lines: readonly { readonly key: number; readonly shown: string }[]
  readonly row: number
  readonly column: number
  /** The first line shown is the first of the text. */
  readonly isStart: boolean
}

function viewOf(edit: Edit, room: { width: number; rows: number; isMultiline: boolean }): View {
  if (!room.isMultiline) {
    const { shown, column } = scrollLine(edit.text, edit.caret, room.width)
    return { lines: [{ key: 0, shown }], row: 0, column, isStart: true }
  }
  const layout = layoutField(edit.text, edit.caret, room.width)
  const top = Math.max(0, layout.row - room.rows + 1)
  const lines = layout.lines.slice(top, top + room.rows).map(({ shown }, i) => ({ key: top + i, shown }))
  return { lines, row: layout.row - top, column: layout.column, isStart: top === 0 }
}

function counterOf(props: TextFieldProps): { readonly text: string; readonly tone: 'muted' | 'bad' } | undefined {
  const { edit, limit, t, isMultiline = false } = props
  if (limit === undefined) return undefined
  const count = countCharacters(edit.text)
  if (!isMultiline && count < limit * COUNTER_FROM) return undefined
  const over = overLimit(edit, limit)
  if (over > 0) return { text: t('terminal.field.over', { count, limit, over }), tone: 'bad' }
  return { text: t('terminal.field.limit', { count, limit }), tone: 'muted' }
}
