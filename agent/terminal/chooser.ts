// Choosing which applications to share with single keys, as data: what is shown, what is marked, what was decided.
import { cells, cut } from '../../src/terminal/text/cells.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import type { Choice, ChoiceItem, Chosen } from '../happening.ts'
import { kindName, type Line, shownName, type Wording } from '../wording.ts'
import { QUIET_MS } from './answer-guard.ts'
import type { Key } from './keys.ts'

/** Entries on one page: one for each digit. */
const PAGE_SIZE = 9

/** Where a choice stands. */
export interface Choosing {
  readonly asked: Choice
  readonly list: 'running' | 'installed'
  readonly page: number
  /** Ids that are marked: any number of what runs, one of what would be started. */
  readonly marked: ReadonlySet<string>
  /** Nothing before this moment is taken as a choice: it was meant for the message line; UTC milliseconds. */
  readonly quietUntil: number
}

/** What became of keys. */
export type Pressed =
  | { readonly is: 'wait'; readonly choosing: Choosing }
  | { readonly is: 'decided'; readonly chosen: Chosen | null }

/** A choice that appeared just now. With nothing running, what is installed is offered at once. */
export function newChoosing(asked: Choice, now: number): Choosing {
  const list = asked.running.length > 0 ? 'running' : 'installed'
  return { asked, list, page: 0, marked: new Set(), quietUntil: now + QUIET_MS }
}

/**
 * Takes keys that arrived together: a digit marks, Enter shares what is marked, `m` turns the page, `+` changes between
 * what runs and what is installed (APP-05), 0 shares nothing. Several keys at once are typing, never a choice.
 */
export function press(choosing: Choosing, keys: readonly Key[], now: number): Pressed {
  const [key] = keys
  if (now < choosing.quietUntil || keys.length !== 1 || !key || key.is === 'paste')
    return { is: 'wait', choosing: { ...choosing, quietUntil: now + QUIET_MS } }
  if (key.is === 'key') return key.name === 'enter' ? confirm(choosing) : { is: 'wait', choosing }
  if (key.text === '0') return { is: 'decided', chosen: null }
  return { is: 'wait', choosing: typed(choosing, key.text) }
}

function typed(choosing: Choosing, text: string): Choosing {
  const { asked, list, page, marked } = choosing
  if (text === '+' && asked.installed.length > 0 && asked.running.length > 0)
    return { ...choosing, list: list === 'running' ? 'installed' : 'running', page: 0, marked: new Set() }
  if (text.toLowerCase() === 'm' || text === 'ㅡ') return { ...choosing, page: (page + 1) % pages(choosing) }
  const item = /^[1-9]$/.test(text) ? shownItems(choosing)[Number(text) - 1] : undefined
  if (!item) return choosing
  if (marked.has(item.id)) return { ...choosing, marked: new Set([...marked].filter((id) => id !== item.id)) }
  return { ...choosing, marked: list === 'running' ? new Set([...marked, item.id]) : new Set([item.id]) }
}

function confirm(choosing: Choosing): Pressed {
  const { list, marked } = choosing
  const [first] = marked
  if (first === undefined) return { is: 'wait', choosing }
  return { is: 'decided', chosen: list === 'running' ? { windows: [...marked] } : { start: first } }
}

const itemsOf = ({ asked, list }: Choosing): readonly ChoiceItem[] => asked[list]
const pages = (choosing: Choosing): number => Math.max(1, Math.ceil(itemsOf(choosing).length / PAGE_SIZE))

function shownItems(choosing: Choosing): readonly ChoiceItem[] {
  return itemsOf(choosing).slice(choosing.page * PAGE_SIZE, (choosing.page + 1) * PAGE_SIZE)
}

/** The lines of a choice. */
export function choosingLines(choosing: Choosing, width: number, { translate }: Wording): readonly Line[] {
  const { asked, list, page, marked } = choosing
  const total = pages(choosing)
  const title = translate(list === 'running' ? 'agent.choose.running' : 'agent.choose.installed', {
    name: shownName(asked.by),
    kind: kindName(asked.kind, translate),
  })
  const where = total > 1 ? ` (${page + 1}/${total})` : ''
  const keys = [
    translate('agent.choose.mark'),
    translate('agent.choose.share'),
    ...(total > 1 ? [translate('agent.choose.more')] : []),
    ...(asked.installed.length > 0 && asked.running.length > 0
      ? [translate(list === 'running' ? 'agent.choose.toInstalled' : 'agent.choose.toRunning')]
      : []),
    translate('agent.choose.none'),
  ].join('   ')
  const wanted = asked.wanted === '' ? [] : [translate('agent.choose.wanted', { app: safeText(asked.wanted) })]
  const one = (text: string): string => (cells(text) > width ? cut(text, width) : text)
  return [
    { style: 'cyan', text: '─'.repeat(width) },
    { style: 'bold', text: one(title + where) },
    ...wanted.map((text): Line => ({ style: 'plain', text: one(text) })),
    ...shownItems(choosing).map((item, index): Line => {
      const sign = marked.has(item.id) ? '●' : '○'
      return {
        style: marked.has(item.id) ? 'green' : 'plain',
        text: one(`  [${index + 1}] ${sign} ${safeText(item.name)}`),
      }
    }),
    { style: 'yellow', text: one(keys) },
  ]
}
