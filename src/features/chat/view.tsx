// The chat pane: messages, who is typing, and the line one writes in.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { MAX_CHAT_CHARACTERS } from '../../protocol/limits.ts'
import { present } from '../../session/state.ts'
import { cells } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { editOf } from '../../terminal/widgets/edit.ts'
import { layoutField } from '../../terminal/widgets/field-layout.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import { fieldTextWidth, TextField } from '../../terminal/widgets/text-field.tsx'
import type { PaneProps, View } from '../pane.ts'
import { type ChatRow, type ChatRowsGiven, chatRows } from './chat-rows.ts'
import { type ChatState, chatMessages } from './state.ts'

type Props = PaneProps<ChatState>

/** Rows the writing field may grow to. */
const MAX_FIELD_ROWS = 6
/** Rows of context kept when a page is turned. */
const PAGE_OVERLAP = 2

function promptOf({ slice, ui, t }: Props): string {
  const to = ui.to === 'all' ? t('panes.chat.everyone') : safeText(slice.core.participants.get(ui.to)?.name ?? ui.to)
  return `${t('panes.chat.to', { name: to })} › `
}

function fieldRows(props: Props): number {
  if (!props.isTyping) return 1
  const { edit } = props.ui
  const lines = layoutField(edit.text, edit.caret, fieldTextWidth(props.width, promptOf(props))).lines.length
  return lines > 1 ? Math.min(MAX_FIELD_ROWS, lines + 1, Math.max(1, props.height - 3)) : 1
}

/** Rows for messages; in a pane of a few lines the rule gives way, and in one line the field does until it is used. */
function messageRows(props: Props): number {
  const { height } = props
  if (height === 1) return props.isTyping ? 0 : 1
  return Math.max(0, height - fieldRows(props) - (height > 2 ? 1 : 0))
}

/** The people a message can go to, `all` first. */
function recipients({ slice }: Props): readonly string[] {
  const others = present(slice.core).filter((one) => one.id !== slice.me?.id)
  return ['all', ...others.map((one) => one.id)]
}

function nextRecipient(props: Props): void {
  const all = recipients(props)
  props.act.change({ to: all[(all.indexOf(props.ui.to) + 1) % all.length] ?? 'all' })
}

/** Scrolls back or on, never past the oldest row that is kept. */
function scroll(props: Props, rows: number): void {
  const room = messageRows(props)
  const wanted = props.ui.scroll + rows
  const most = rows < 0 ? wanted : chatRows(rowsGiven(props), wanted + room).length - room
  props.act.change({ scroll: Math.max(0, Math.min(wanted, most)) })
}

function rowsGiven({ slice, t, locale, width }: Props): ChatRowsGiven {
  return {
    core: slice.core,
    messages: chatMessages(slice.part),
    me: slice.me?.id ?? null,
    readTo: slice.readTo,
    t,
    locale,
    width,
  }
}

/** Sends; the text stays in sight until the hub has it, and comes back into the field when the hub refuses it. */
function send(text: string, { act, ui }: Props): void {
  if (text.trim() === '') return
  act.change((now) => ({ sending: [...now.sending, text], scroll: 0 }))
  void act.request('chat.send', { to: ui.to, text }).then((asked) =>
    act.change((now) => ({
      sending: now.sending.toSpliced(Math.max(0, now.sending.indexOf(text)), 1),
      ...(asked.isDone ? {} : { edit: editOf(now.edit.text === '' ? text : `${text}\n${now.edit.text}`) }),
    })),
  )
}

function ChatPane(props: Props): ReactElement {
  const { slice, ui, t, width, height, x, y } = props
  const bottom = fieldRows(props)
  const room = messageRows(props)
  const sending = ui.sending.map((text): ChatRow => [{ text: `${t('panes.chat.sending')}  ${text}`, tone: 'muted' }])
  const all = [...chatRows(rowsGiven(props), room + ui.scroll + 1), ...sending]
  const end = Math.max(Math.min(all.length, room), all.length - ui.scroll)
  const shown = all.slice(Math.max(0, end - room), end)
  const canWrite = slice.me !== null && slice.core.phase !== 'ended'
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {Array.from({ length: room - shown.length }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty rows have no identity
        <Line key={`empty ${i}`} parts={emptyRow(props, i, room - shown.length)} width={width} />
      ))}
      {shown.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the window is its place
        <Line key={i} parts={row} width={width} />
      ))}
      {height > 2 && <Line parts={[{ text: statusRule(props, all.length - end), tone: 'muted' }]} width={width} />}
      {room === height ? null : canWrite ? (
        <TextField
          edit={ui.edit}
          x={x}
          y={y + height - bottom}
          width={width}
          height={bottom}
          isFocused={props.isTyping}
          isMultiline
          prompt={promptOf(props)}
          placeholder={props.isTyping ? t('panes.chat.hint') : t('panes.chat.idle')}
          {...(props.isTyping || ui.edit.text !== '' ? { limit: MAX_CHAT_CHARACTERS } : {})}
          t={t}
        />
      ) : (
        <Line parts={[{ text: t('panes.chat.closed'), tone: 'muted' }]} width={width} />
      )}
    </Box>
  )
}

/** The sentence in the middle of an empty chat. */
function emptyRow({ slice, t }: Props, row: number, rows: number): string | readonly { text: string; tone: 'muted' }[] {
  return slice.part.count === 0 && row === Math.floor(rows / 2)
    ? [{ text: `  ${t('panes.chat.empty')}`, tone: 'muted' }]
    : ''
}

/** The rule above the field: who is typing, and how far one has scrolled back. */
function statusRule({ slice, t, width }: Props, below: number): string {
  const names = slice.typing
    .filter((id) => id !== slice.me?.id)
    .map((id) => safeText(slice.core.participants.get(id)?.name ?? id))
  const said = names.length > 0 ? t('panes.chat.typing', { names: names.join(', ') }) : ''
  const label = below > 0 ? t('panes.chat.below', { count: below }) : said
  return label === '' ? '─'.repeat(width) : `── ${label} ${'─'.repeat(Math.max(0, width - 4 - cells(label)))}`
}

/** The chat of a session. */
export const chatView: View<ChatState> = {
  id: 'chat',
  title: 'panes.chat.title',
  tab: 'tools',
  opens: ['c'],
  actions: [],
  slice: 'chat',
  keys: [
    { id: 'chat.write', chords: ['enter'], scope: 'chat', help: 'panes.chat.key.write' },
    { id: 'chat.to', chords: ['@'], scope: 'chat', help: 'panes.chat.key.to' },
    { id: 'chat.up', chords: ['k', 'up'], scope: 'chat', help: 'panes.key.up', isQuiet: true },
    { id: 'chat.down', chords: ['j', 'down'], scope: 'chat', help: 'panes.key.down', isQuiet: true },
    { id: 'chat.pageUp', chords: ['pageup', 'ctrl+u'], scope: 'chat', help: 'panes.key.pageUp' },
    { id: 'chat.pageDown', chords: ['pagedown', 'ctrl+d'], scope: 'chat', help: 'panes.key.pageDown', isQuiet: true },
    { id: 'chat.last', chords: ['G', 'end'], scope: 'chat', help: 'panes.key.last', isQuiet: true },
    { id: 'chat.nextTo', chords: ['tab'], scope: 'chat.typing', help: 'panes.chat.key.to' },
    { id: 'chat.backUp', chords: ['pageup'], scope: 'chat.typing', help: 'panes.key.pageUp', isQuiet: true },
    { id: 'chat.backDown', chords: ['pagedown'], scope: 'chat.typing', help: 'panes.key.pageDown', isQuiet: true },
  ],
  run: {
    'chat.write': ({ act }) => act.write(true),
    'chat.to': nextRecipient,
    'chat.nextTo': nextRecipient,
    'chat.up': (props) => scroll(props, 1),
    'chat.down': (props) => scroll(props, -1),
    'chat.pageUp': (props) => scroll(props, Math.max(1, props.height - PAGE_OVERLAP)),
    'chat.pageDown': (props) => scroll(props, -Math.max(1, props.height - PAGE_OVERLAP)),
    'chat.backUp': (props) => scroll(props, Math.max(1, props.height - PAGE_OVERLAP)),
    'chat.backDown': (props) => scroll(props, -Math.max(1, props.height - PAGE_OVERLAP)),
    'chat.last': ({ act }) => act.change({ scroll: 0 }),
  },
  field: {
    options: (props) => ({
      width: fieldTextWidth(props.width, promptOf(props)),
      isMultiline: true,
      limit: MAX_CHAT_CHARACTERS,
    }),
    submit: send,
  },
  newest: ({ part }) => part.latest.at(-1)?.seq ?? 0,
  saysTyping: true,
  unsent: (_, ui) => ui.edit.text,
  Pane: ChatPane,
}
