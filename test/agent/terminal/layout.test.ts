// The bottom of the agent's terminal as text: in 60 columns, in both languages, with hostile names.
import { describe, expect, test } from 'vitest'
import type { Activity, Question, Status } from '../../../agent/happening.ts'
import { render } from '../../../agent/render.ts'
import { newGuard } from '../../../agent/terminal/answer-guard.ts'
import { EMPTY_LINE } from '../../../agent/terminal/input-line.ts'
import { type Bottom, layout } from '../../../agent/terminal/layout.ts'
import type { Wording } from '../../../agent/wording.ts'
import { LANGUAGES, type Language, translator } from '../../../src/language/catalogue.ts'
import { KIND_NAMES, kindSpec } from '../../../src/session/kinds.ts'
import { cells } from '../../../src/terminal/text/cells.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../../support/hostile.ts'

const NOW = 1_000_000
const wordingOf = (language: Language): Wording => ({ translate: translator(language), language, canPrompt: true })
const status = (change: Partial<Status> = {}): Status => ({
  link: 'open',
  waiting: false,
  number: '123456789',
  activities: [],
  ...change,
})
const viewing = (watchers: number | null, by = 'Min Park'): Activity => ({
  ask: 'k',
  kind: 'desktop.view',
  by,
  since: NOW - 65_000,
  watchers,
})
const question = (change: Partial<Question> = {}): Question => ({
  ask: 'k',
  kind: 'desktop.view',
  by: 'Min Park',
  action: 'desktop.view',
  company: 'Acme',
  deadlineAt: NOW + 12_300,
  offers: ['session', 'all'],
  ...change,
})
const asked = (change: Partial<Question> = {}): Bottom => ({
  status: status(),
  question: { asked: question(change), guard: newGuard(NOW) },
  choosing: null,
  input: EMPTY_LINE,
})
const text = (bottom: Bottom, language: Language = 'en', frame = { width: 59, rows: 40, now: NOW }): string =>
  layout(bottom, frame, wordingOf(language))
    .lines.map((line) => line.text)
    .join('\n')
const bottom = (change: Partial<Status>): Bottom => ({
  status: status(change),
  question: null,
  choosing: null,
  input: EMPTY_LINE,
})

describe('the status line says in words', () => {
  test.each([
    ['that nothing is shown', {}, /Nothing of this computer/],
    ['who sees the screen and for how long', { activities: [viewing(1)] }, /Min Park sees your screen 1:05/],
    ['how many see it', { activities: [viewing(3)] }, /Min Park and others \(3\)/],
    ['that nobody looks now', { activities: [viewing(0)] }, /nobody is looking now/],
    ['that the server is away', { link: 'away' as const, activities: [viewing(1)] }, /nothing is being sent/],
    ['that the customer waits', { waiting: true }, /Waiting to be let in/],
    [
      'that the computer is being read',
      { activities: [{ ...viewing(null), kind: 'system.info' as const }] },
      /is reading information/,
    ],
    ['what else runs', { activities: [{ ...viewing(null), kind: 'record' as const }] }, /Min Park: Record the session/],
  ])('%s', (_, change, sentence) => {
    expect(text(bottom(change))).toMatch(sentence)
  })
})

describe('a question', () => {
  test.each(LANGUAGES)(
    '[PRM-02] names who asks, from where, what happens, how to stop and how long is left, for every kind (%s)',
    (language) => {
      for (const kind of KIND_NAMES) {
        const shown = text(asked({ kind }), language)
        const flat = shown.replaceAll('\n', ' ')
        const translate = translator(language)
        expect(flat).toContain('Min Park')
        expect(flat).toContain('Acme')
        expect(flat).toContain(translate(`kinds.${kind}`))
        expect(flat.replaceAll(' ', '')).toContain(
          translate(`kinds.${kind}.yes`, { rep: 'Min Park' }).replaceAll(' ', ''),
        )
        expect(flat).toContain('deskhand-agent revoke'.slice(0, 14))
        expect(flat).toMatch(/13/)
        for (const row of shown.split('\n')) expect(cells(row)).toBeLessThanOrEqual(59)
      }
    },
  )

  test('offers “all” only for what it covers, and nothing beyond yes and no for what is always asked', () => {
    for (const kind of KIND_NAMES) {
      const { coveredByAll, alwaysAsks } = kindSpec(kind)
      const offers = [...(alwaysAsks ? [] : (['session'] as const)), ...(coveredByAll ? (['all'] as const) : [])]
      const shown = text(asked({ kind, offers }))
      expect(shown.includes('[a]')).toBe(coveredByAll)
      expect(shown.includes('[s]')).toBe(!alwaysAsks)
    }
  })

  test.each(['en', 'ko'] as const)('about the clipboard says which way it goes (%s)', (language) => {
    const translate = translator(language)
    for (const action of ['clipboard.push', 'clipboard.pull'] as const)
      expect(text(asked({ kind: 'clipboard', action }), language)).toContain(translate(`kinds.${action}`))
  })

  test('in a low window the explanation goes, never the question, the keys or the time', () => {
    const shown = text(asked(), 'en', { width: 59, rows: 10, now: NOW })
    expect(shown).toMatch(/Min Park of Acme asks[\s\S]*See your whole desktop[\s\S]*\[y\][\s\S]*\[n\][\s\S]*13 s left/)
    expect(shown.split('\n').length).toBeLessThanOrEqual(10)
  })
})

test('the poison corpus reaches the terminal harmless and within its width, in every place a name or text can stand', () => {
  for (const { value, name } of HOSTILE_TEXTS) {
    const who = { id: 'p', name: value, role: 'customer' as const }
    const shown = [
      text(asked({ by: value, company: value })),
      text(bottom({ activities: [viewing(2, value)], number: value })),
    ].flatMap((one) => one.split('\n'))
    const lines = [
      {
        type: 'joined',
        session: 's',
        number: value,
        company: value,
        rep: value,
        name: value,
        resumed: false,
        waiting: true,
      },
      { type: 'present', people: [who] },
      { type: 'person-joined', who, note: 'customer' },
      { type: 'person-left', who },
      { type: 'control-passed', from: value, to: value },
      { type: 'chat', seq: 1, at: NOW, from: who, text: value, own: false, onlyYou: true },
      { type: 'asked', ask: 'k', kind: 'script', by: value, action: value },
      { type: 'not-started', ask: 'k', kind: 'script', code: 'x', message: value },
      { type: 'started', ask: 'k', kind: 'script', by: value, info: { title: value } },
      { type: 'failed', ask: 'k', kind: 'script', code: 'x', message: value },
      { type: 'stopped', ask: 'k', kind: 'script', reason: value },
      { type: 'unsent', text: value, code: 'x', message: value },
      { type: 'record-unwritable', problem: value },
      { type: 'over', reason: 'link', code: value, message: value },
    ] as const
    const printed = lines.flatMap((one) => render(one, wordingOf('ko'))).map((line) => line.text)
    for (const line of [...shown, ...printed])
      expect(DANGEROUS_IN_TERMINAL.test(line), `${name}: ${JSON.stringify(line)}`).toBe(false)
    for (const line of shown) expect(cells(line), name).toBeLessThanOrEqual(59)
  }
})
