// The notes pane: the saved text, the editor over it, and both texts when someone else saved in between.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import { MAX_NOTE_CHARACTERS } from '../../protocol/limits.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { shortTime } from '../../terminal/text/time.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import { applyEdit, editOf, moveTo } from '../../terminal/widgets/edit.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import { TextField } from '../../terminal/widgets/text-field.tsx'
import type { PaneProps, PaneUi, View } from '../pane.ts'
import type { NotesState } from './state.ts'

type Props = PaneProps<NotesState>

/** Whether the reader has written something that is not saved. */
function isChanged(part: NotesState, ui: PaneUi): boolean {
  return ui.base !== null && ui.edit.text !== part.text
}

function isConflict(part: NotesState, ui: PaneUi): boolean {
  return ui.base !== null && ui.base !== part.version
}

/** Both texts in one, the reader's own first, with a line that says whose the other is. */
export function bothTexts(mine: string, theirs: NotesState, t: Translate): string {
  const line = t('panes.notes.theirs', { name: safeText(theirs.savedBy ?? ''), version: theirs.version })
  return `${mine.trimEnd()}\n\n──── ${line} ────\n${theirs.text}`
}

function NotesPane(props: Props): ReactElement {
  const { slice, ui, t, width, height, x, y, isTyping } = props
  const isWritten = ui.base !== null
  const body = Math.max(1, height - 1)
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Line parts={statusParts(props)} width={width} />
      {isWritten ? (
        <TextField
          edit={ui.edit}
          x={x + 1}
          y={y + 1}
          width={width - 2}
          height={body}
          isFocused={isTyping}
          isMultiline
          limit={MAX_NOTE_CHARACTERS}
          t={t}
        />
      ) : (
        <Saved text={slice.part.text} {...props} height={body} />
      )}
    </Box>
  )
}

function Saved({ text, t, width, height, ui }: Props & { readonly text: string }): ReactElement {
  const lines = wrap(safeText(text, { multiline: true }), Math.max(8, width - 2))
  const from = Math.min(ui.scroll, Math.max(0, lines.length - height))
  const shown = text === '' ? [] : lines.slice(from, from + height)
  return (
    <Box flexDirection="column" width={width} height={height}>
      {text === '' && <Line parts={[{ text: `  ${t('panes.notes.empty')}`, tone: 'muted' }]} width={width} />}
      {shown.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the window is its place
        <Line key={from + i} parts={` ${line}`} width={width} />
      ))}
    </Box>
  )
}

function statusParts({ slice, ui, t, locale, now }: Props): readonly { text: string; tone: 'muted' | 'warn' }[] {
  const { part } = slice
  if (part.savedAt === null && !isChanged(part, ui)) return []
  const saved =
    part.savedAt === null
      ? t('panes.notes.never')
      : t('panes.notes.saved', {
          version: part.version,
          at: shortTime(part.savedAt, now, locale),
          name: safeText(part.savedBy ?? ''),
        })
  if (isConflict(part, ui))
    return [{ text: ` ! ${t('panes.notes.conflict', { name: part.savedBy ?? '' })}`, tone: 'warn' }]
  if (isChanged(part, ui))
    return [
      { text: ` ${saved}`, tone: 'muted' },
      { text: `   ✎ ${t('panes.notes.unsaved')}`, tone: 'warn' },
    ]
  return [{ text: ` ${saved}`, tone: 'muted' }]
}

function write({ slice, ui, act, t }: Props): void {
  if (!slice.me || slice.core.phase === 'ended') {
    act.tell(t('panes.notes.closed'))
    return
  }
  if (ui.base === null) act.change({ base: slice.part.version, edit: editOf(slice.part.text) })
  act.write(true)
}

/** Saves; over a version the reader has not seen, both texts are put together first, so nothing is lost. */
function save({ slice, ui, act, t }: Props): void {
  const { part } = slice
  if (ui.base === null) {
    act.tell(t('panes.notes.nothing'))
    return
  }
  if (isConflict(part, ui)) {
    const text = bothTexts(ui.edit.text, part, t)
    act.change({ base: part.version, edit: moveTo(editOf(text), ui.edit.caret) })
    act.tell(t('panes.notes.merged'))
    return
  }
  const { text } = ui.edit
  void act.request('note.save', { text, base: ui.base }).then((asked) => {
    if (!asked.isDone) return
    act.change((now) => (now.edit.text === text ? { base: null, edit: editOf() } : {}))
    act.write(false)
    act.tell(t('panes.notes.done'))
  })
}

/** Opens the reader's own editor; what it leaves is kept as unsaved text. */
function editOutside({ slice, ui, act, t }: Props): void {
  if (!slice.me || slice.core.phase === 'ended') {
    act.tell(t('panes.notes.closed'))
    return
  }
  const before = ui.base === null ? slice.part.text : ui.edit.text
  const base = ui.base ?? slice.part.version
  void act.edit(`notes-${slice.core.number}.md`, before).then((after) => {
    if (after !== null && after !== before) act.change({ base, edit: editOf(after) })
  })
}

function discard({ act, slice, ui, t }: Props): void {
  if (ui.base === null) return
  act.write(false)
  act.change({ base: null, edit: editOf(), ...(isChanged(slice.part, ui) ? {} : { scroll: 0 }) })
  act.tell(t('panes.notes.discarded'))
}

function scroll({ act, slice, width, height }: Props, rows: number): void {
  const lines = wrap(safeText(slice.part.text, { multiline: true }), Math.max(8, width - 2)).length
  act.change((ui) => ({ scroll: Math.max(0, Math.min(ui.scroll + rows, lines - height + 1)) }))
}

/** The notes of a session. */
export const notesView: View<NotesState> = {
  id: 'notes',
  title: 'panes.notes.title',
  tab: 'tools',
  opens: ['n'],
  actions: [],
  slice: 'notes',
  keys: [
    { id: 'notes.write', chords: ['enter'], scope: 'notes', help: 'panes.notes.key.write' },
    { id: 'notes.keep', chords: ['ctrl+s', 'w'], scope: 'notes', help: 'panes.notes.key.save' },
    { id: 'notes.outside', chords: ['E'], scope: 'notes', help: 'panes.notes.key.outside' },
    { id: 'notes.discard', chords: ['ctrl+r'], scope: 'notes', help: 'panes.notes.key.discard', isQuiet: true },
    { id: 'notes.up', chords: ['k', 'up'], scope: 'notes', help: 'panes.key.up', isQuiet: true },
    { id: 'notes.down', chords: ['j', 'down'], scope: 'notes', help: 'panes.key.down', isQuiet: true },
    { id: 'notes.save', chords: ['ctrl+s'], scope: 'notes.typing', help: 'panes.notes.key.save' },
    { id: 'notes.line', chords: ['enter'], scope: 'notes.typing', help: 'panes.notes.key.line', isQuiet: true },
    { id: 'notes.editor', chords: ['alt+e'], scope: 'notes.typing', help: 'panes.notes.key.outside' },
  ],
  run: {
    'notes.write': write,
    'notes.keep': save,
    'notes.save': save,
    'notes.outside': editOutside,
    'notes.editor': editOutside,
    'notes.discard': discard,
    'notes.up': (props) => scroll(props, -1),
    'notes.down': (props) => scroll(props, 1),
    'notes.line': ({ act }) =>
      act.change((ui) => ({ edit: applyEdit(ui.edit, { type: 'insert', text: '\n', isMultiline: true }) })),
  },
  field: {
    options: (props) => ({ width: props.width - 2, isMultiline: true, limit: MAX_NOTE_CHARACTERS }),
    submit: () => undefined,
  },
  unsent: ({ part }, ui) => (isChanged(part, ui) ? ui.edit.text : ''),
  Pane: NotesPane,
}
