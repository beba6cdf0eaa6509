// Chat as the hub judges it: to whom, how long, and who may.
import { describe, expect, test } from 'vitest'
import { chatMessages, KEPT_MESSAGES } from '../../src/features/chat/state.ts'
import { reduceSession } from '../../src/features/reducers.ts'
import { emptySession } from '../../src/features/state.ts'
import { MAX_CHAT_CHARACTERS } from '../../src/protocol/limits.ts'
import { busy, KIM, LEAD, LEE, person, REP, started, when } from '../support/given.ts'
import { authorOf } from '../support/story.ts'

describe('a message', () => {
  test('[CHT-01] [CHT-02] [CHT-03] anyone present starts the chat, with everyone or with one of them', () => {
    for (const from of [REP, LEAD, KIM, LEE]) {
      expect(when(busy(), from, 'chat.send', { text: 'hello' }).events).toEqual([
        ['chat.sent', { to: 'all', text: 'hello' }],
      ])
      expect(when(busy(), from, 'chat.send', { to: LEE.id, text: 'psst' })).toMatchObject({
        by: from.id,
        events: [['chat.sent', { to: LEE.id, text: 'psst' }]],
      })
    }
  })

  test('the recipient may be named by a name that only one of those present has, in any case', () => {
    expect(when(busy(), REP, 'chat.send', { to: '  kIM ', text: 'x' }).events).toEqual([
      ['chat.sent', { to: KIM.id, text: 'x' }],
    ])
    const twin = person('kim2', 'customer', { name: 'KIM' })
    const told = busy().tell('participant.joined', { participant: twin }, authorOf(twin))
    expect(when(told, REP, 'chat.send', { to: 'Kim', text: 'x' }).refused).toBe('participant.ambiguous')
    expect(when(told, REP, 'chat.send', { to: twin.id, text: 'x' }).refused).toBe(null)
  })

  test('nobody is reached who is not here: strangers, those who wait, those who left', () => {
    const told = busy().tell('participant.left', { participant: LEE.id, reason: 'left' }, authorOf(LEE))
    const nora = person('nora', 'customer')
    told.tell('participant.knocked', { participant: nora }, authorOf(nora))
    for (const to of [LEE.id, 'Lee', nora.id, 'Nobody', '__proto__', 'constructor'])
      expect(when(told, REP, 'chat.send', { to, text: 'x' }).refused).toBe('participant.not-found')
  })
})

describe('the limit of 1,000 characters', () => {
  test.each([
    ['letters', 'a'],
    ['syllables', '가'],
    ['emoji of two code units', '😀'],
  ])('counts %s as people do', (_, one) => {
    const most = one.repeat(MAX_CHAT_CHARACTERS)
    expect(when(busy(), KIM, 'chat.send', { text: most }).events).toEqual([['chat.sent', { to: 'all', text: most }]])
    const over = when(busy(), KIM, 'chat.send', { text: `${most}${one}` })
    expect(over).toMatchObject({ refused: 'chat.too-long', events: [] })
    expect(over.details).toEqual({ limit: MAX_CHAT_CHARACTERS, length: MAX_CHAT_CHARACTERS + 1 })
  })

  test('a text far over it is told the same, not that its form is wrong', () => {
    const over = when(busy(), KIM, 'chat.send', { text: 'x'.repeat(500_000) })
    expect(over).toMatchObject({ refused: 'chat.too-long', details: { length: 500_000 } })
  })
})

test('a text is kept as it arrived, whatever is in it', () => {
  for (const text of ['\u0000', '\u001b[2J', '<script>', '\ud800', '  spaces  ', 'a\nb'])
    expect(when(busy(), KIM, 'chat.send', { text }).events).toEqual([['chat.sent', { to: 'all', text }]])
})

test('an ended session takes no more messages', () => {
  const told = busy().tell('session.ended', { reason: 'rep' }, authorOf(REP))
  expect(when(told, KIM, 'chat.send', { text: 'x' }).refused).toBe('session.ended')
  expect(when(started(), KIM, 'chat.send', { text: 'x' }).refused).toBe('session.not-found')
})

test(`the state keeps the newest messages, oldest first, ${KEPT_MESSAGES} at most and one message never twice`, () => {
  const told = started()
  const said: string[] = []
  for (let sent = 1; sent <= KEPT_MESSAGES + 60; sent++) {
    said.push(`message ${sent}`)
    told.tell('chat.sent', { to: 'all', text: `message ${sent}` }, authorOf(REP))
  }
  let state = emptySession(told.id)
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const [index, event] of told.events.entries()) {
    state = reduceSession(state, event)
    const texts = chatMessages(state.chat).map(({ text }) => text)
    const until = state.chat.count
    expect(texts, `after event ${index}`).toEqual(said.slice(Math.max(0, until - texts.length), until))
    if (until >= KEPT_MESSAGES) least = Math.min(least, texts.length)
    most = Math.max(most, texts.length)
  }
  expect(state.chat.count).toBe(said.length)
  expect(most).toBe(KEPT_MESSAGES)
  expect(least).toBeGreaterThan(KEPT_MESSAGES - 30)
})
