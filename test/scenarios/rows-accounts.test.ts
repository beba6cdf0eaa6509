// What an account may do: as many sessions as it is allowed, the end of a session, signing in.
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { post } from '../../src/client/post.ts'
import {
  eventOf,
  failure,
  joinSession,
  PASSWORD,
  type Rep,
  type Shape,
  startHub,
  tokenOf,
  type WholeHub,
} from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let hub: WholeHub
let lead: Rep
let min: Rep

beforeAll(async () => {
  hub = await startHub()
  lead = hub.lead
  min = await hub.rep('Min Park')
})

afterEach(async () => {
  await lead.done(['admin', 'site', 'set', 'session.mode', 'multi'])
  for (const { id } of await lead.json<{ id: string }[]>(['session', 'list', '--everyone']))
    await lead.done(['session', 'end', id, '--yes'])
})

describe('several sessions', () => {
  test('[SES-10] [SES-23] [MUL-07] go on side by side; a command names the one it is for, and ending one leaves the other', async () => {
    const one = await min.session(['--topic', 'one'])
    const two = await min.session(['--topic', 'two'])
    const { agent } = await joinSession(one, 'Jamie')
    const other = await joinSession(two, 'Robin')
    expect(await failure(min, ['chat', 'send', 'to whom?'])).toEqual([2, 'session.several'])
    expect((await min.run(['chat', 'send', 'to whom?'])).stderr).toContain(one.number)
    await min.done(['chat', 'send', '-s', one.number, 'to one'])
    await min.done(['chat', 'send', '--session', two.id, 'to two'])
    await agent.waitForLine('to one')
    await other.agent.waitForLine('to two')
    await min.done(['session', 'end', one.number, '--yes'])
    expect((await agent.finished).code).toBe(0)
    await min.done(['chat', 'send', 'still here'])
    await other.agent.waitForLine('still here')
    expect(await min.json<Shape[]>(['session', 'list'])).toMatchObject([{ number: two.number, topic: 'two' }])
  })

  test('[SES-08] [SES-09] [MUL-02] [ADM-01] [ADM-02] need the leave of the site and of the rep’s own account', async () => {
    const mode = (value: string) => lead.done(['admin', 'user', 'edit', min.email, '--session-mode', value])
    const first = await min.session()
    const again = ['session', 'start', '--no-email']
    await mode('single')
    expect(await failure(min, again)).toEqual([9, 'session.mode'])
    await mode('site')
    await lead.done(['admin', 'site', 'set', 'session.mode', 'single'])
    expect(await failure(min, again)).toEqual([9, 'session.mode'])
    await mode('multi')
    expect(await failure(min, again)).toEqual([9, 'session.mode'])
    await min.done(['session', 'end', first.id, '--yes'])
    const next = await min.session()
    await lead.done(['admin', 'site', 'set', 'session.mode', 'multi'])
    expect((await min.session()).number).not.toBe(next.number)
  })
})

describe('the end of a session', () => {
  test('[SES-21] [SES-22] is not the customer’s to make, who may leave at any time without asking', async () => {
    const session = await min.session()
    const { machine, agent } = await joinSession(session, 'Jamie')
    const account = { url: hub.url, token: await tokenOf(machine) }
    const end = post(account, { name: 'session.end', data: {} }, { session: session.id })
    await expect(end).rejects.toMatchObject({ code: 'access.denied' })
    expect((await machine.command(['leave', '--json'])).json()).toEqual({ left: true, stopped: [] })
    expect((await agent.finished).code).toBe(0)
    expect(await min.json(['session', 'show'])).toMatchObject({ state: 'waiting', endedAt: null })
  })

  test('[SES-16] does not come with a lost terminal, unless the site ends what nobody attends', async () => {
    const session = await min.session()
    const lost = await min.terminal(['chat', 'tail', '--follow'])
    await lost.waitFor(/^/)
    await lost.close()
    expect(await min.json(['session', 'show'])).toMatchObject({ state: 'waiting' })
    await lead.done(['admin', 'site', 'set', 'session.unattendedMs', '300'])
    const attended = await min.start(['chat', 'tail', '--follow', '--json'])
    for (const text of ['here', 'and live']) {
      await min.done(['chat', 'send', text])
      await attended.waitForLine(text)
    }
    attended.kill('SIGKILL')
    await attended.finished
    expect(await eventOf(min, session, 'session.ended')).toMatchObject({
      data: { reason: 'unattended' },
      by: { role: 'system' },
    })
    await lead.done(['admin', 'site', 'set', 'session.unattendedMs', '0'])
  })
})

describe('accounts', () => {
  test('[ACC-01] [ACC-07] [ACC-08] [ADM-35] are made by an administrator with a role, and signed in to with exactly their password', async () => {
    expect(await failure(min, ['admin', 'user', 'disable', lead.email, '--yes'])).toEqual([5, 'access.denied'])
    const eve = await hub.rep('Eve Moon', 'admin')
    const users = await eve.json<Shape[]>(['admin', 'user', 'list'])
    expect(users.map(({ email, role, state }) => `${email} ${role} ${state}`)).toEqual(
      expect.arrayContaining([`${min.email} rep active`, `${eve.email} admin active`]),
    )
    const login = (password: string) =>
      eve.run(['login', hub.url, '--user', eve.email, '--password-stdin', '--json'], { input: password })
    for (const wrong of [PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(1), '']) {
      const { code, stderr } = await login(wrong)
      expect([code, stderr], wrong).toEqual([wrong === '' ? 2 : 4, expect.not.stringContaining(PASSWORD)])
    }
    expect((await login(`${PASSWORD}\n`)).code).toBe(0)
    await lead.done(['admin', 'user', 'edit', eve.email, '--role', 'rep'])
    expect(await failure(eve, ['admin', 'user', 'list'])).toEqual([5, 'access.denied'])
    await lead.done(['admin', 'user', 'disable', eve.email, '--yes'])
    expect((await eve.run(['session', 'list'])).code).toBe(4)
    expect((await login(PASSWORD)).code).toBe(4)
    await lead.done(['admin', 'user', 'enable', eve.email])
    expect((await login(PASSWORD)).code).toBe(0)
  })
})
