// What stands at the bottom of the agent's terminal: the question, what is being seen right now, and the message line.
import { spellNumber } from '../../src/protocol/id.ts'
import { MAX_CHAT_CHARACTERS } from '../../src/protocol/limits.ts'
import { cells, cut } from '../../src/terminal/text/cells.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import { stopwatch } from '../../src/terminal/text/time.ts'
import { wrap } from '../../src/terminal/text/wrap.ts'
import type { Activity, Question, Status } from '../happening.ts'
import { askWords } from '../render.ts'
import { kindName, type Line, shownName, type Wording } from '../wording.ts'
import type { Guard } from './answer-guard.ts'
import { type Choosing, choosingLines } from './chooser.ts'
import { type InputLine, textOf, visible } from './input-line.ts'
import type { Place } from './live-area.ts'

/** Everything the bottom of the terminal shows. */
export interface Bottom {
  readonly status: Status
  readonly question: { readonly asked: Question; readonly guard: Guard } | null
  readonly choosing: Choosing | null
  readonly input: InputLine
}
/** Where it is shown. */
export interface Frame {
  readonly width: number
  readonly rows: number
  /** UTC milliseconds. */
  readonly now: number
}

/** The lines and the cursor. */
export function layout(
  bottom: Bottom,
  frame: Frame,
  wording: Wording,
): { readonly lines: readonly Line[]; readonly cursor: Place } {
  const asked = bottom.question ? questionLines(bottom.question, frame, wording) : []
  const choosing = !bottom.question && bottom.choosing ? choosingLines(bottom.choosing, frame.width, wording) : []
  const input = inputLine(bottom.input, frame, wording)
  const lines = [...asked, ...choosing, statusLine(bottom.status, frame, wording), input.line]
  return { lines, cursor: { row: lines.length - 1, column: input.column } }
}

function inputLine(
  input: InputLine,
  { width }: Frame,
  { translate }: Wording,
): { readonly line: Line; readonly column: number } {
  const prompt = translate('agent.input.prompt')
  const count = [...textOf(input)].length
  const isNear = count > MAX_CHAT_CHARACTERS * 0.9
  const end = isNear ? ` ${translate('agent.input.limit', { count, limit: MAX_CHAT_CHARACTERS })}` : ''
  const { shown, column } = visible(input, Math.max(4, width - cells(prompt) - cells(end) - 1))
  const style = count > MAX_CHAT_CHARACTERS ? 'red' : 'plain'
  return { line: { style, text: `${prompt}${shown}${end}` }, column: cells(prompt) + column }
}

/** Words and a sign always say it; the colour only repeats it. */
function statusLine(status: Status, { width, now }: Frame, wording: Wording): Line {
  const { translate } = wording
  const place = translate('agent.status.session', { number: safeText(spellNumber(status.number), { maxCells: 20 }) })
  const join = (what: string, more: string): string =>
    cells(what) + cells(more) + 3 <= width ? `${what} · ${more}` : cut(what, width)
  if (status.link === 'away') return { style: 'alert', text: join(`! ${translate('agent.status.away')}`, place) }
  if (status.link === 'connecting')
    return { style: 'yellow', text: join(`… ${translate('agent.status.connecting')}`, place) }
  if (status.waiting) return { style: 'yellow', text: join(`… ${translate('agent.status.waiting')}`, place) }
  if (status.activities.length === 0)
    return {
      style: 'green',
      text: join(`○ ${translate('agent.status.nothing')}`, `${translate('agent.status.open')} · ${place}`),
    }
  const running = status.activities
    .map((one) => `${activityText(one, wording)} ${stopwatch(now - one.since)}`)
    .join(' · ')
  const isLooked = status.activities.some((one) => one.watchers !== 0)
  return { style: isLooked ? 'live' : 'alert', text: join(`● ${running}`, place) }
}

function activityText({ kind, by, watchers }: Activity, { translate }: Wording): string {
  const name = shownName(by)
  if (kind === 'system.info') return translate('agent.status.sysinfo', { name })
  if (kind !== 'desktop.view') return translate('agent.status.other', { name, kind: kindName(kind, translate) })
  if (watchers === 0) return translate('agent.status.viewNobody', { name })
  return watchers !== null && watchers > 1
    ? translate('agent.status.viewMore', { name, count: watchers })
    : translate('agent.status.view', { name })
}

type Asked = NonNullable<Bottom['question']>

function questionLines(question: Asked, frame: Frame, wording: Wording): readonly Line[] {
  const full = allLines(question, frame, wording)
  // In a low window the explanation goes, never the question, the keys or the time.
  return full.length + 2 <= frame.rows ? full : full.filter((line) => line.style !== 'plain' && line.style !== 'dim')
}

function allLines({ asked, guard }: Asked, { width, now }: Frame, { translate }: Wording): readonly Line[] {
  const rep = shownName(asked.by)
  const title = translate('agent.prompt.title', { name: rep, company: shownName(asked.company) })
  const { name: kind, effect } = askWords(asked, translate, rep)
  const seconds = Math.max(0, Math.ceil((asked.deadlineAt - now) / 1_000))
  const hint = translate(guard.isWriting ? 'agent.prompt.toPrompt' : 'agent.prompt.toChat')
  const lines = (style: Line['style'], text: string, indent = ''): readonly Line[] =>
    wrap(text, width - cells(indent)).map((one) => ({ style, text: indent + one }))
  return [
    { style: 'cyan', text: '─'.repeat(width) },
    ...lines('bold', title),
    ...lines('bold', kind, '  '),
    ...lines('plain', `${translate('agent.prompt.ifYes')} ${effect}`),
    ...lines('plain', translate('agent.prompt.until')),
    ...keyLines(asked, width, translate),
    ...(asked.offers.includes('all') ? lines('dim', translate('agent.prompt.allNote')) : []),
    ...lines('yellow', `${translate('agent.prompt.left', { seconds })} · ${hint}`),
  ]
}

function keyLines({ offers }: Question, width: number, translate: Wording['translate']): readonly Line[] {
  const all = ['yes', 'no', ...offers] as const
  const words = all.map((answer) => `[${answer[0]}] ${translate(`agent.prompt.${answer}`)}`)
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && cells(last) + cells(word) + 3 <= width) lines[lines.length - 1] = `${last}   ${word}`
    else lines.push(cut(word, width))
  }
  return lines.map((text) => ({ style: 'bold', text }))
}
