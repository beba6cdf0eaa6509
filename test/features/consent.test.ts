// Consent as the hub judges it: the customer's machine decides, the hub keeps what it decided and lets nobody else.
import { describe, expect, test } from 'vitest'
import { MAX_PENDING_ASKS } from '../../src/hub/ask.ts'
import { KIND_NAMES, kindSpec } from '../../src/session/kinds.ts'
import { asked, busy, granted, KIM, LEE, REP, running, started, when } from '../support/given.ts'
import { authorOf } from '../support/story.ts'

describe('asking', () => {
  test('[PRM-01] a request for an activity starts nothing: it asks the customer in focus, with their time to answer', () => {
    const asking = when(busy(), REP, 'desktop.view', { monitor: 1 })
    expect(asking.events).toEqual([
      [
        'consent.requested',
        {
          ask: 'k_new1',
          kind: 'desktop.view',
          customer: KIM.id,
          action: { name: 'desktop.view', data: { monitor: 1 } },
          timeoutMs: 30_000,
        },
      ],
    ])
    expect(asking.reply).toEqual({ ask: 'k_new1' })
    expect(when(busy(), REP, 'sysinfo.collect', {}).events[0]?.[1]).toMatchObject({ kind: 'system.info' })
  })

  test('[SES-17] without a customer there is nobody to ask, and who is away cannot be asked', () => {
    for (const name of ['desktop.view', 'sysinfo.collect'] as const) {
      expect(when(started(), REP, name, {}).refused).toBe('customer.not-joined')
      expect(when(busy(), REP, name, {}, { connected: [LEE.id] }).refused).toBe('customer.away')
    }
  })

  test('what the site has switched off is not asked for', () => {
    const settings = { 'consent.off': ['desktop.view' as const] }
    expect(when(busy(), REP, 'desktop.view', {}, { settings }).refused).toBe('feature.off')
    expect(when(busy(), REP, 'sysinfo.collect', {}, { settings }).refused).toBe(null)
  })

  test('a machine without a display is not asked for it, and one view serves everyone', () => {
    const machine = {
      program: 'agent' as const,
      build: '1',
      platform: 'linux',
      hostname: 'server',
      display: 'none' as const,
      interactive: false,
    }
    const headless = busy().tell('participant.described', { participant: KIM.id, email: null, machine }, authorOf(KIM))
    expect(when(headless, REP, 'desktop.view', {}).refused).toBe('screen.none')
    const twice = when(running(asked(busy(), 'k_1'), 'k_1'), REP, 'desktop.view', {})
    expect(twice).toMatchObject({ refused: 'activity.running', details: { ask: 'k_1' } })
  })

  test('a customer has so many open questions at most, and one past it is refused', () => {
    const told = busy()
    for (let index = 1; index < MAX_PENDING_ASKS; index++) asked(told, `k_${index}`, 'system.info')
    expect(when(told, REP, 'sysinfo.collect', {}).refused).toBe(null)
    expect(when(told, REP, 'sysinfo.collect', {}).refused).toBe('request.too-many')
    told.tell('consent.denied', { ask: 'k_3', by: 'customer' }, authorOf(KIM))
    expect(when(told, REP, 'sysinfo.collect', {}).refused).toBe(null)
  })
})

describe('answering', () => {
  const open = () => asked(busy(), 'k_1')

  test('[PRM-03] that the prompt is on the screen is told once', () => {
    const told = open()
    expect(when(told, KIM, 'consent.deliver', { ask: 'k_1' }).events).toEqual([['consent.delivered', { ask: 'k_1' }]])
    expect(when(told, KIM, 'consent.deliver', { ask: 'k_1' }).events).toEqual([])
    when(told, KIM, 'consent.answer', { ask: 'k_1', answer: 'no', by: 'customer' })
    expect(when(told, KIM, 'consent.deliver', { ask: 'k_1' }).refused).toBe('consent.not-pending')
  })

  test('[PRM-13] every answer is kept with who gave it, to what, and when', () => {
    const answers = [
      ['yes', 'customer', ['consent.granted', { ask: 'k_1', kind: 'desktop.view', scope: 'once', by: 'customer' }]],
      ['session', 'policy', ['consent.granted', { ask: 'k_1', kind: 'desktop.view', scope: 'session', by: 'policy' }]],
      ['all', 'customer', ['consent.granted', { ask: 'k_1', kind: 'desktop.view', scope: 'all', by: 'customer' }]],
      ['no', 'customer', ['consent.denied', { ask: 'k_1', by: 'customer' }]],
      ['no', 'policy', ['consent.denied', { ask: 'k_1', by: 'policy' }]],
      ['expired', 'customer', ['consent.expired', { ask: 'k_1' }]],
    ] as const
    for (const [answer, by, event] of answers) {
      const told = open()
      expect(when(told, KIM, 'consent.answer', { ask: 'k_1', answer, by })).toMatchObject({
        by: KIM.id,
        events: [event],
      })
      expect(told.events.at(-1)).toMatchObject({ by: authorOf(KIM), at: expect.any(Number) })
      expect(when(told, KIM, 'consent.answer', { ask: 'k_1', answer: 'yes', by }).refused).toBe('consent.not-pending')
    }
  })

  test('[PRM-12] [PRM-14] what was refused or not answered in time starts nothing', () => {
    for (const answer of ['no', 'expired'] as const) {
      const told = open()
      const state = when(told, KIM, 'consent.answer', { ask: 'k_1', answer, by: 'customer' }).state.core.asks.get('k_1')
      expect(state?.state).toBe(answer === 'no' ? 'denied' : 'expired')
      expect(when(told, KIM, 'activity.start', { ask: 'k_1' }).refused).toBe('consent.not-granted')
    }
  })

  test('nobody answers for another: not another customer, not the rep', () => {
    const data = { ask: 'k_1', answer: 'yes', by: 'customer' } as const
    expect(when(open(), LEE, 'consent.answer', data).refused).toBe('activity.not-found')
    expect(when(open(), LEE, 'consent.deliver', { ask: 'k_1' }).refused).toBe('activity.not-found')
    expect(when(open(), REP, 'consent.answer', data).refused).toBe('access.denied')
    expect(when(open(), KIM, 'consent.answer', { ...data, ask: 'k_9' }).refused).toBe('activity.not-found')
    expect(when(open(), KIM, 'consent.answer', { ...data, ask: '__proto__' }).refused).toBe('activity.not-found')
  })

  test('“earlier” needs an earlier yes on record', () => {
    const data = { ask: 'k_2', answer: 'yes', by: 'earlier' } as const
    expect(when(asked(open(), 'k_2'), KIM, 'consent.answer', data).refused).toBe('consent.not-granted')
    expect(when(asked(granted(open(), 'k_1'), 'k_2'), KIM, 'consent.answer', data).refused).toBe('consent.not-granted')
    for (const scope of ['session', 'all'] as const)
      expect(when(asked(granted(open(), 'k_1', scope), 'k_2'), KIM, 'consent.answer', data).refused).toBe(null)
  })
})

describe('a yes to all', () => {
  test.each(KIND_NAMES)('[PRM-05] [PRM-07] covers %s exactly as the table of kinds says', (kind) => {
    const told = granted(asked(busy(), 'k_1', 'desktop.view'), 'k_1', 'all')
    asked(told, 'k_2', kind)
    const again = when(told, KIM, 'consent.answer', { ask: 'k_2', answer: 'yes', by: 'earlier' })
    const { coveredByAll, alwaysAsks = false } = kindSpec(kind)
    expect(again.refused).toBe(coveredByAll && !alwaysAsks ? null : 'consent.not-granted')
  })

  test('[PRM-05] never reaches a reboot, another login, scripts, system information or co-browsing', () => {
    const never = KIND_NAMES.filter((kind) => !kindSpec(kind).coveredByAll)
    expect([...never].sort()).toEqual(
      ['cobrowse.control', 'cobrowse.view', 'login-as', 'reboot', 'script', 'system.info'].sort(),
    )
    expect(kindSpec('record').coveredByAll).toBe(true)
  })

  test('what is asked every time is not granted for the session', () => {
    const told = asked(busy(), 'k_1', 'cobrowse.view')
    const answer = (given: 'session' | 'yes') =>
      when(told, KIM, 'consent.answer', { ask: 'k_1', answer: given, by: 'customer' }).refused
    expect(answer('session')).toBe('access.denied')
    expect(answer('yes')).toBe(null)
  })

  test('[PRM-06] it ends with the session', () => {
    const told = granted(asked(busy(), 'k_1'), 'k_1', 'all')
    expect(when(told, REP, 'session.end', {}).state.core.grants).toEqual([])
  })

  test('it is the customer’s who gave it, no other’s', () => {
    const told = granted(asked(busy(), 'k_1'), 'k_1', 'all')
    const other = { ask: 'k_2', kind: 'desktop.view', customer: LEE.id, action: { name: 'desktop.view', data: {} } }
    told.tell('consent.requested', { ...other, kind: 'desktop.view', timeoutMs: 30_000 }, authorOf(REP))
    expect(when(told, LEE, 'consent.answer', { ask: 'k_2', answer: 'yes', by: 'earlier' }).refused).toBe(
      'consent.not-granted',
    )
  })
})

describe('taking back', () => {
  test('revoking stops what runs and what is asked, of the kinds named or of all', () => {
    const told = () => asked(running(asked(busy(), 'k_1'), 'k_1'), 'k_2', 'system.info')
    expect(when(told(), KIM, 'consent.revoke', { kinds: ['desktop.view'] }).events).toEqual([
      ['consent.revoked', { customer: KIM.id, kinds: ['desktop.view'] }],
      ['activity.stopped', { ask: 'k_1', reason: 'customer' }],
    ])
    expect(when(told(), KIM, 'consent.revoke', {}).events).toEqual([
      ['consent.revoked', { customer: KIM.id, kinds: null }],
      ['activity.stopped', { ask: 'k_1', reason: 'customer' }],
      ['consent.withdrawn', { ask: 'k_2', reason: 'customer' }],
    ])
    expect(when(told(), LEE, 'consent.revoke', {}).events).toHaveLength(1)
  })

  test('a kind taken back takes “all” with it, so that it is asked again', () => {
    const told = granted(asked(busy(), 'k_1'), 'k_1', 'all')
    expect(when(told, KIM, 'consent.revoke', { kinds: ['desktop.view'] }).state.core.grants).toEqual([])
  })

  test('the rep withdraws what nobody has answered, and nothing else', () => {
    const told = asked(busy(), 'k_1')
    expect(when(told, REP, 'consent.withdraw', { ask: 'k_1' }).events).toEqual([
      ['consent.withdrawn', { ask: 'k_1', reason: 'rep' }],
    ])
    expect(when(told, REP, 'consent.withdraw', { ask: 'k_1' }).refused).toBe('consent.not-pending')
    expect(when(told, REP, 'consent.withdraw', { ask: 'k_9' }).refused).toBe('activity.not-found')
  })
})

describe('an activity', () => {
  test('starts once, after a yes, on a channel of its own', () => {
    const told = asked(busy(), 'k_1')
    expect(when(told, KIM, 'activity.start', { ask: 'k_1' }).refused).toBe('consent.not-granted')
    granted(told, 'k_1')
    const first = when(told, KIM, 'activity.start', { ask: 'k_1', info: { width: 1280 } })
    expect(first.events).toEqual([['activity.started', { ask: 'k_1', channel: 71, info: { width: 1280 } }]])
    expect(when(told, KIM, 'activity.start', { ask: 'k_1' })).toMatchObject({ events: [], reply: { channel: 71 } })
    expect(when(told, LEE, 'activity.start', { ask: 'k_1' }).refused).toBe('activity.not-found')
  })

  test('ends by itself, by the rep who controls, or by the customer whose machine it is', () => {
    const told = () => running(asked(busy(), 'k_1'), 'k_1')
    const failure = { code: 'screen.lost', message: 'gone' }
    const finish = { ask: 'k_1', outcome: 'failed', error: failure } as const
    expect(when(told(), KIM, 'activity.finish', finish).events).toEqual([['activity.finished', finish]])
    expect(when(told(), LEE, 'activity.finish', finish).refused).toBe('activity.not-found')
    expect(when(told(), REP, 'activity.stop', { ask: 'k_1' }).events).toEqual([
      ['activity.stopped', { ask: 'k_1', reason: 'rep' }],
    ])
    expect(when(told(), KIM, 'activity.stop', { ask: 'k_1' }).events).toEqual([
      ['activity.stopped', { ask: 'k_1', reason: 'customer' }],
    ])
    expect(when(told(), LEE, 'activity.stop', { ask: 'k_1' }).refused).toBe('activity.not-found')
    const over = told()
    when(over, KIM, 'activity.stop', { ask: 'k_1' })
    for (const one of [KIM, REP])
      expect(when(over, one, 'activity.stop', { ask: 'k_1' }).refused).toBe('activity.not-found')
  })
})
