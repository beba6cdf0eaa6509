// What happened, in words: the lines of the terminal and of plain output, everything of others made safe.
import type { MessageKey, Translate } from '../src/language/catalogue.ts'
import { safeText } from '../src/terminal/text/safe-text.ts'
import { timeOfDay } from '../src/terminal/text/time.ts'
import type { Happening, Question, Someone } from './happening.ts'
import { FILE_LINES } from './render-files.ts'
import type { Style } from './terminal/style.ts'
import {
  kindName,
  type Line,
  line,
  type Of,
  PROBLEM_CELLS,
  problemOf,
  shownName,
  type Table,
  type Wording,
} from './wording.ts'

/** What is asked and what a yes does: of the clipboard, which way. @param rep  safe already */
export function askWords(
  { kind, action }: Pick<Question, 'kind' | 'action'>,
  translate: Translate,
  rep: string,
): { readonly name: string; readonly effect: string } {
  const about = action === 'clipboard.push' || action === 'clipboard.pull' ? action : kind
  return { name: translate(`kinds.${about}`), effect: translate(`kinds.${about}.yes`, { rep }) }
}

function people(list: readonly Someone[], { translate }: Wording): string {
  return list.map((one) => `${shownName(one.name)} (${translate(`agent.role.${one.role}`)})`).join(', ')
}

const STOP_REASONS: readonly string[] = ['customer', 'rep', 'control-passed', 'focus-changed', 'upgraded']

const TABLE: Table<Happening['type']> = {
  ...FILE_LINES,
  joined: banner,
  admitted: (_, { translate }) => line('green', translate('agent.admitted')),
  present: ({ people: here }, wording) =>
    line(
      'dim',
      here.length > 0
        ? wording.translate('agent.present', { people: people(here, wording) })
        : wording.translate('agent.presentNobody'),
    ),
  'person-joined': ({ who, note }, { translate }) =>
    line('yellow', translate(`agent.joined.${note}`, { name: shownName(who.name) })),
  'person-left': ({ who }, { translate }) => line('dim', translate('agent.left', { name: shownName(who.name) })),
  'control-passed': ({ from, to }, { translate }) =>
    line('yellow', translate('agent.controlPassed', { from: shownName(from), to: shownName(to) })),
  chat: (one, wording) => chatLines(one, wording),
  asked: ({ kind, by }, { translate }) =>
    line('cyan', translate('agent.asked', { name: shownName(by), kind: kindName(kind, translate) })),
  answered: (one, wording) =>
    line(one.answer === 'no' || one.answer === 'expired' ? 'red' : 'green', answered(one, wording)),
  withdrawn: ({ kind }, { translate }) =>
    line('dim', translate('agent.withdrawn', { kind: kindName(kind, translate) })),
  'not-started': (one, wording) =>
    line(
      'red',
      wording.translate('agent.notStarted', {
        kind: kindName(one.kind, wording.translate),
        problem: problemOf(one, wording),
      }),
    ),
  started: ({ kind, by }, { translate }) =>
    line('bold', translate('agent.started', { kind: kindName(kind, translate), name: shownName(by) })),
  page: ({ url, by }, { translate }) =>
    line('bold', by ? translate('agent.pageOfOther', { url, name: shownName(by) }) : translate('agent.page', { url })),
  watched: () => [],
  finished: ({ kind }, { translate }) => line('bold', translate('agent.finished', { kind: kindName(kind, translate) })),
  failed: (one, wording) => {
    const kind = kindName(one.kind, wording.translate)
    if (one.code === 'screen.lost') return line('bold', wording.translate('agent.gone', { kind }))
    return line('red', wording.translate('agent.failed', { kind, problem: problemOf(one, wording) }))
  },
  stopped: ({ kind, reason }, { translate }) => {
    const known = (STOP_REASONS.includes(reason) ? reason : 'other') as 'customer' | 'other' // one of the keys below
    return line('bold', translate(`agent.stopped.${known}`, { kind: kindName(kind, translate) }))
  },
  revoked: ({ kinds }, { translate }) =>
    kinds === null
      ? line('green', translate('agent.revoked.all'))
      : line(
          'green',
          translate('agent.revoked.some', { kinds: kinds.map((kind) => kindName(kind, translate)).join(', ') }),
        ),
  'link-lost': (one, wording) => line('red', wording.translate('agent.linkLost', { problem: problemOf(one, wording) })),
  'hub-away': (_, { translate }) => line('red', translate('agent.hubAway')),
  'hub-back': (_, { translate }) => line('green', translate('agent.hubBack')),
  unsent: (one, wording) =>
    line(
      'red',
      wording.translate('agent.unsent', {
        text: safeText(one.text, { maxCells: 60 }),
        problem: problemOf(one, wording),
      }),
    ),
  'record-unwritable': ({ problem }, { translate }) =>
    line('yellow', translate('agent.recordUnwritable', { problem: safeText(problem, { maxCells: PROBLEM_CELLS }) })),
  leaving: (_, { translate }) => line('bold', translate('agent.leaving')),
  over: (one, wording) => {
    if (one.reason !== 'link') return line('bold', wording.translate(`agent.over.${one.reason}`))
    const fields = { problem: problemOf(one, wording) }
    return one.links === undefined
      ? line('red', wording.translate('agent.over.link', fields))
      : line('red', wording.translate('agent.over.gaveUp', { ...fields, links: String(one.links) }))
  },
}

/** The lines of one thing that happened; none for what only the status line shows. */
export function render(happening: Happening, wording: Wording): readonly Line[] {
  const make = TABLE[happening.type] as (one: Happening, wording: Wording) => readonly Line[] // of its own type
  return make(happening, wording)
}

function banner(one: Of<'joined'>, { translate, canPrompt }: Wording): readonly Line[] {
  const [rep, company] = [shownName(one.rep), shownName(one.company)]
  const number = safeText(one.number.replace(/(\d{3})(?=\d)/g, '$1\u00a0'), { maxCells: 20 })
  const fields = { rep, company, number }
  if (one.resumed)
    return [
      { style: 'bold', text: translate('agent.banner.resumed', fields) },
      { style: 'yellow', text: translate('agent.banner.stop') },
    ]
  const keys: readonly (readonly [Style, MessageKey])[] = [
    ['plain', 'agent.banner.can'],
    ['yellow', 'agent.banner.stop'],
    ['plain', 'agent.banner.nothing'],
    ['yellow', 'agent.banner.scam'],
    canPrompt ? ['dim', 'agent.banner.chat'] : ['yellow', 'agent.banner.policy'],
  ]
  return [
    { style: 'bold', text: translate('agent.banner.title') },
    { style: 'bold', text: translate('agent.banner.who', fields) },
    ...keys.map(([style, key]) => ({ style, text: (translate as (key: MessageKey) => string)(key) })),
    ...(one.waiting ? line('yellow', translate('agent.banner.waiting', { rep })) : []),
  ]
}

function chatLines({ at, from, text, own, onlyYou }: Of<'chat'>, { translate, language }: Wording): readonly Line[] {
  const name = own ? translate('agent.chat.you') : shownName(from.name)
  const who = onlyYou && !own ? translate('agent.chat.onlyYou', { name }) : name
  const [first = '', ...rest] = safeText(text, { multiline: true }).split('\n')
  const style: Style = own ? 'dim' : 'plain'
  return [`${timeOfDay(at, { language })} ${who}: ${first}`, ...rest.map((more) => `      ${more}`)].map((one) => ({
    style,
    text: one,
  }))
}

function answered({ kind: asked, answer, by, why }: Of<'answered'>, { translate }: Wording): string {
  const kind = kindName(asked, translate)
  if (why) return translate(`agent.refused.${why}`, { kind })
  if (answer === 'no' || answer === 'expired') return translate(`agent.answered.${answer}`, { kind })
  if (by !== 'customer') return translate(`agent.answered.${by}`, { kind })
  return answer === 'all' ? translate('agent.answered.all') : translate(`agent.answered.${answer}`, { kind })
}
