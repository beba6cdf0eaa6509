// Who comes, goes and controls, as the hub judges it.
import { describe, expect, test } from 'vitest'
import { chatMessages } from '../../src/features/chat/state.ts'
import { KIND_NAMES } from '../../src/session/kinds.ts'
import { asked, busy, granted, KIM, LEAD, LEE, person, REP, running, started, when } from '../support/given.ts'
import { authorOf } from '../support/story.ts'

const NORA = person('nora', 'customer')
const OTTO = person('otto', 'assistant')

describe('knocking', () => {
  const waiting = (maxCustomers = 3) =>
    started({ needsApproval: true, maxCustomers }).tell('participant.knocked', { participant: NORA }, authorOf(NORA))

  test('[JOI-05] a customer who knocks is in only once the rep who controls lets them in', () => {
    const told = waiting()
    expect(when(told, NORA, 'chat.send', { text: 'hello?' }).refused).toBe('access.denied')
    const admitted = when(told, REP, 'session.admit', { participant: 'nora' })
    expect(admitted.events).toEqual([['participant.joined', { participant: NORA }]])
    expect(admitted.state.core).toMatchObject({ phase: 'active', focus: NORA.id })
    expect(when(told, NORA, 'chat.send', { text: 'hello!' }).refused).toBe(null)
  })

  test('who is turned away stays out', () => {
    const told = waiting()
    expect(when(told, REP, 'session.admit', { participant: NORA.id, admit: false }).events).toEqual([
      ['participant.turned-away', { participant: NORA.id }],
    ])
    expect(when(told, NORA, 'chat.send', { text: 'x' }).refused).toBe('session.state')
    expect(when(told, REP, 'session.admit', { participant: NORA.id }).refused).toBe('participant.not-found')
  })

  test('[MUL-03] nobody is let in beyond the most customers; as soon as one leaves there is room', () => {
    const told = waiting(1).tell('participant.joined', { participant: KIM }, authorOf(KIM))
    const full = when(told, REP, 'session.admit', { participant: NORA.id })
    expect(full).toMatchObject({ refused: 'session.full', details: { limit: 1 } })
    when(told, KIM, 'session.leave', {})
    expect(when(told, REP, 'session.admit', { participant: NORA.id }).refused).toBe(null)
  })

  test('who waits may go again', () => {
    const told = waiting()
    expect(when(told, NORA, 'session.leave', {}).events).toEqual([
      ['participant.left', { participant: NORA.id, reason: 'left' }],
    ])
    expect(when(told, REP, 'session.admit', { participant: NORA.id }).refused).toBe('participant.not-found')
  })
})

describe('passing control', () => {
  test('[AST-08] only a rep who assists in the session can be given it', () => {
    const told = busy().tell('participant.joined', { participant: OTTO }, authorOf(OTTO))
    when(told, OTTO, 'session.leave', {})
    expect(when(told, REP, 'session.pass', { to: OTTO.id }).refused).toBe('participant.not-found')
    expect(when(told, REP, 'session.pass', { to: KIM.id }).refused).toBe('participant.not-found')
    expect(when(told, REP, 'session.pass', { to: REP.id }).refused).toBe('control.not-assisting')
    expect(when(told, REP, 'session.pass', { to: 'nobody' }).refused).toBe('participant.not-found')
    expect(when(told, REP, 'session.pass', { to: LEAD.id }).reply).toEqual({ primary: LEAD.id })
  })

  test('[AST-03] [AST-07] an assistant controls nothing until control is passed to them', () => {
    const controls = [
      ['desktop.view', {}],
      ['sysinfo.collect', {}],
      ['session.pass', { to: LEAD.id }],
      ['session.focus', { customer: LEE.id }],
      ['session.admit', { participant: LEE.id }],
      ['activity.stop', { ask: 'k_1' }],
      ['consent.withdraw', { ask: 'k_1' }],
    ] as const
    for (const [name, data] of controls) expect(when(busy(), LEAD, name, data).refused).toBe('control.not-primary')
    const told = busy()
    when(told, REP, 'session.pass', { to: LEAD.id })
    expect(when(told, LEAD, 'desktop.view', {}).refused).toBe(null)
  })

  test('[AST-09] [AST-12] the chosen rep controls, the former one stays, chats, and controls nothing', () => {
    const told = busy()
    const passed = when(told, REP, 'session.pass', { to: 'lead' })
    expect(passed.events).toEqual([['control.passed', { from: REP.id, to: LEAD.id }]])
    expect(passed.state.core.primary).toBe(LEAD.id)
    expect(passed.state.core.participants.get(LEAD.id)).toMatchObject({ role: 'primary', state: 'present' })
    expect(passed.state.core.participants.get(REP.id)).toMatchObject({ role: 'assistant', state: 'present' })
    expect(when(told, REP, 'chat.send', { text: 'I stay' }).refused).toBe(null)
    expect(when(told, REP, 'desktop.view', {}).refused).toBe('control.not-primary')
    expect(when(told, REP, 'session.pass', { to: LEAD.id }).refused).toBe('control.not-primary')
  })

  test('[AST-11] the new one can give it back', () => {
    const told = busy()
    when(told, REP, 'session.pass', { to: LEAD.id })
    const back = when(told, LEAD, 'session.pass', { to: REP.id })
    expect(back.state.core.primary).toBe(REP.id)
    expect(when(told, REP, 'desktop.view', {}).refused).toBe(null)
  })

  test('[AST-13] [SES-24] the former one can leave, and `end` of theirs only makes them leave', () => {
    const told = busy()
    when(told, REP, 'session.pass', { to: LEAD.id })
    const ended = when(told, REP, 'session.end', { notes: 'not theirs any more' })
    expect(ended.events).toEqual([['participant.left', { participant: REP.id, reason: 'left' }]])
    expect(ended).toMatchObject({ reply: { ended: false }, state: { core: { phase: 'active' } } })
    const other = busy()
    when(other, REP, 'session.pass', { to: LEAD.id })
    expect(when(other, REP, 'session.leave', {}).refused).toBe(null)
  })

  test('every activity and open question ends with it; the chat and its history stay', () => {
    const told = asked(running(asked(busy(), 'k_1'), 'k_1'), 'k_2', 'system.info')
    granted(asked(told, 'k_3', 'system.info'), 'k_3')
    told.tell('chat.sent', { to: 'all', text: 'before' }, authorOf(KIM))
    const passed = when(told, REP, 'session.pass', { to: LEAD.id })
    expect(passed.events).toEqual([
      ['activity.stopped', { ask: 'k_1', reason: 'control-passed' }],
      ['consent.withdrawn', { ask: 'k_2', reason: 'control-passed' }],
      ['activity.stopped', { ask: 'k_3', reason: 'control-passed' }],
      ['control.passed', { from: REP.id, to: LEAD.id }],
    ])
    expect([...passed.state.core.asks.values()].map((ask) => ask.state)).toEqual(['stopped', 'withdrawn', 'stopped'])
    expect(chatMessages(passed.state.chat).map((one) => one.text)).toEqual(['before'])
    expect(when(told, KIM, 'activity.start', { ask: 'k_3' }).refused).toBe('consent.not-granted')
  })
})

test.each(KIND_NAMES)('what runs by a yes to %s ends when control passes', (kind) => {
  const told = running(asked(busy(), 'k_1', kind), 'k_1')
  const passed = when(told, REP, 'session.pass', { to: LEAD.id })
  expect(passed.events[0]).toEqual(['activity.stopped', { ask: 'k_1', reason: 'control-passed' }])
  expect(passed.state.core.asks.get('k_1')?.state).toBe('stopped')
})

describe('choosing whom to support', () => {
  test('[MUL-04] [SES-26] all customers are listed, and the one chosen is asked from now on', () => {
    const told = busy()
    const names = [...when(told, REP, 'session.focus', { customer: KIM.id }).state.core.participants.values()]
    expect(names.map((one) => [one.name, one.role])).toEqual([
      ['Rep', 'primary'],
      ['Lead', 'assistant'],
      ['Kim', 'customer'],
      ['Lee', 'customer'],
    ])
    expect(when(told, REP, 'session.focus', { customer: 'lee' }).events).toEqual([
      ['customer.focused', { customer: LEE.id }],
    ])
    expect(when(told, REP, 'desktop.view', {}).events[0]?.[1]).toMatchObject({ customer: LEE.id })
  })

  test('[MUL-06] what is shared stops when the customer changes, what is not shared goes on', () => {
    const told = granted(asked(running(asked(busy(), 'k_1'), 'k_1'), 'k_2', 'system.info'), 'k_2')
    const moved = when(told, REP, 'session.focus', { customer: LEE.id })
    expect(moved.events).toEqual([
      ['activity.stopped', { ask: 'k_1', reason: 'focus-changed' }],
      ['customer.focused', { customer: LEE.id }],
    ])
    expect(moved.state.core.asks.get('k_2')?.state).toBe('granted')
  })

  test('choosing the one who is chosen changes nothing, and only customers who are here can be chosen', () => {
    expect(when(running(asked(busy(), 'k_1'), 'k_1'), REP, 'session.focus', { customer: KIM.id }).events).toEqual([])
    expect(when(busy(), REP, 'session.focus', { customer: LEAD.id }).refused).toBe('participant.not-found')
  })
})

describe('leaving', () => {
  test('[SES-22] a customer leaves at any time without being asked, and what they showed stops', () => {
    const told = running(asked(busy(), 'k_1'), 'k_1')
    const left = when(told, KIM, 'session.leave', {})
    expect(left.events).toEqual([
      ['activity.stopped', { ask: 'k_1', reason: 'left' }],
      ['participant.left', { participant: KIM.id, reason: 'left' }],
    ])
    expect(left.state.core).toMatchObject({ phase: 'active', focus: LEE.id })
    expect(when(told, KIM, 'chat.send', { text: 'x' }).refused).toBe('session.state')
    expect(when(told, LEE, 'session.leave', {}).state.core).toMatchObject({ phase: 'waiting', focus: null })
  })

  test('the rep who controls passes control or ends it, but does not just go', () => {
    expect(when(busy(), REP, 'session.leave', {}).refused).toBe('session.state')
    expect(when(busy(), LEAD, 'session.leave', {}).refused).toBe(null)
  })
})

describe('ending', () => {
  test('[SES-19] [SES-21] the rep who controls ends it for everyone, a customer cannot', () => {
    const told = running(asked(busy(), 'k_1'), 'k_1')
    expect(when(told, KIM, 'session.end', {}).refused).toBe('access.denied')
    const ended = when(told, REP, 'session.end', {})
    expect(ended.events).toEqual([
      ['activity.stopped', { ask: 'k_1', reason: 'ended' }],
      ['session.ended', { reason: 'rep' }],
    ])
    expect(ended.state.core).toMatchObject({ phase: 'ended', grants: [] })
    expect(when(told, REP, 'session.end', {}).refused).toBe('session.ended')
  })
})
