// The rows of a chat as a reader sees them, newest last, made only as far back as they are shown.
import type { Translate } from '../../language/catalogue.ts'
import type { Core } from '../../session/state.ts'
import { cells, padEnd, toWidth } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { dateOf, type Locale, timeOfDay } from '../../terminal/text/time.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import type { ChatMessage } from './state.ts'

/** What the rows depend on. */
export interface ChatRowsGiven {
  readonly core: Core
  readonly messages: readonly ChatMessage[]
  /** The reader's participant id. */
  readonly me: string | null
  /** Messages after this seq are new. */
  readonly readTo: number
  readonly t: Translate
  readonly locale: Locale
  readonly width: number
}

/** One row. */
export type ChatRow = readonly Part[]

/** A message of the same person within this time needs no name again, in milliseconds. */
const SAME_BREATH_MS = 5 * 60_000
const TIME_CELLS = 5
const GAP = '  '

/**
 * Makes the last rows of a chat.
 *
 * @param needed  rows wanted, counted from the end; fewer come back when there are no more
 */
export function chatRows(given: ChatRowsGiven, needed: number): readonly ChatRow[] {
  const { messages } = given
  let rows: readonly ChatRow[] = []
  for (let at = messages.length - 1; at >= 0 && rows.length < needed; at--) {
    const message = messages[at] as ChatMessage // within bounds
    rows = [...rowsOf(given, message, messages[at - 1]), ...rows]
  }
  return rows
}

function rowsOf(given: ChatRowsGiven, message: ChatMessage, before: ChatMessage | undefined): readonly ChatRow[] {
  const { t, locale, width, readTo, me } = given
  const rows: ChatRow[] = []
  const day = dateOf(message.at, locale)
  const isNewDay = before === undefined || dateOf(before.at, locale) !== day
  if (isNewDay) rows.push([{ text: rule(day, width), tone: 'muted' }])
  const isFirstNew = message.seq > readTo && (before === undefined || before.seq <= readTo) && message.from.id !== me
  if (isFirstNew && readTo > 0) rows.push([{ text: rule(t('panes.chat.new'), width), tone: 'accent' }])
  const isSame = !isNewDay && !isFirstNew && isContinued(message, before)
  return [...rows, ...bodyOf(given, message, isSame)]
}

function isContinued(message: ChatMessage, before: ChatMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.from.id === message.from.id &&
    before.to === message.to &&
    message.at - before.at < SAME_BREATH_MS
  )
}

function bodyOf(given: ChatRowsGiven, message: ChatMessage, isSame: boolean): readonly ChatRow[] {
  const { t, locale, width, me, core } = given
  const nameCells = nameWidth(given)
  const indent = TIME_CELLS + GAP.length + nameCells + GAP.length
  const to = message.to === 'all' ? '' : t('panes.chat.only', { name: nameOf(core, message.to) })
  const text = safeText(message.text, { multiline: true })
  const lines = wrap(to ? `${to} ${text}` : text, Math.max(8, width - indent))
  const isMine = message.from.id === me
  const name = isSame ? '' : isMine ? t('panes.you') : safeText(message.from.name)
  const tone = isMine ? 'muted' : message.from.role === 'customer' ? 'accent' : 'title'
  return lines.map((line, row) =>
    row > 0
      ? [{ text: ' '.repeat(indent) + line }]
      : [
          { text: isSame ? ' '.repeat(TIME_CELLS) : padEnd(timeOfDay(message.at, locale), TIME_CELLS), tone: 'muted' },
          { text: GAP },
          { text: toWidth(name, nameCells), tone },
          { text: GAP },
          ...privatePart(line, to),
        ],
  )
}

/** Cells for names: as the longest needs, within reason. */
function nameWidth({ core, width, t }: ChatRowsGiven): number {
  const names = [...core.participants.values()].map((one) => cells(safeText(one.name)))
  return Math.min(width < 60 ? 10 : 18, Math.max(cells(t('panes.you')), ...names))
}

/** Marks the words that say a message is for one person only. */
function privatePart(line: string, to: string): readonly Part[] {
  if (to === '' || !line.startsWith(to)) return [{ text: line }]
  return [{ text: to, tone: 'warn' }, { text: line.slice(to.length) }]
}

/** The name of a participant, safe; past ones included. */
function nameOf(core: Core, id: string): string {
  return safeText(core.participants.get(id)?.name ?? id)
}

function rule(label: string, width: number): string {
  const side = Math.max(1, Math.floor((width - cells(label) - 2) / 2))
  return `${'─'.repeat(side)} ${label} ${'─'.repeat(Math.max(0, width - side - cells(label) - 2))}`
}
