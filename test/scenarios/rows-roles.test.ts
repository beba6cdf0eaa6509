// Who may do what in a session of several people: assisting, passing control, several customers, several sessions.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { post } from '../../src/client/post.ts'
import { temporaryFolder } from '../support/temp.ts'
import {
  eventOf,
  happenings,
  joinSession,
  type Machine,
  newMachine,
  PASSWORD,
  type Rep,
  repAt,
  type Shape,
  startHub,
  type WholeHub,
} from './whole-actors.ts'

let hub: WholeHub
let lead: Rep
let min: Rep
let sam: Rep
let folder: string

beforeAll(async () => {
  hub = await startHub()
  lead = hub.lead
  min = await hub.rep('Min Park')
  sam = await hub.rep('Sam Kim')
  folder = await temporaryFolder('out')
})

afterEach(async () => {
  await lead.done(['admin', 'site', 'set', 'session.mode', 'multi'])
  for (const { id } of await lead.json<{ id: string }[]>(['session', 'list', '--everyone']))
    await lead.done(['session', 'end', id, '--yes'])
})

/** The exit code and the error's code of a command that must fail. */
async function failure(rep: Rep, args: readonly string[]): Promise<readonly [number, string]> {
  const { code, stderr } = await rep.run([...args, '--json'])
  return [code, (JSON.parse(stderr || '{}') as { error?: { code: string } }).error?.code ?? '']
}
const shot = (rep: Rep, name: string) =>
  rep.run(['desktop', 'screenshot', '--out', join(folder, `${name}.png`), '--json'])
const namesOf = (detail: Shape) =>
  (detail.participants as Shape[]).map(({ name, role, state }) => `${name} ${role} ${state}`)

describe('a rep who assists', () => {
  test('[AST-01] [AST-04] [AST-05] [AST-06] needs an account and the number or link that the rep in control sees', async () => {
    const session = await min.session()
    const { number, joinUrl } = await min.json<{ number: string; joinUrl: string }>(['session', 'show'])
    expect([number, joinUrl]).toEqual([session.number, session.joinUrl])
    const stranger = repAt({ DESKHAND_HUB: hub.url, DESKHAND_CONFIG_DIR: folder }, 'Stranger')
    expect(await failure(stranger, ['session', 'assist', number])).toEqual([4, 'auth.required'])
    const { machine } = await joinSession(session, 'Jamie')
    const asCustomer = { ...stranger.env, DESKHAND_TOKEN: await tokenOf(machine) }
    expect(await failure(repAt(asCustomer, 'Jamie'), ['session', 'assist', number])).toEqual([5, 'access.denied'])
    expect(await failure(sam, ['session', 'show', session.id])).toEqual([3, 'session.not-found'])
    expect(await sam.json(['session', 'assist', joinUrl])).toMatchObject({ session: session.id, number })
    await sam.done(['session', 'leave'])
    expect(await sam.json(['session', 'assist', `${number.slice(0, 3)} ${number.slice(3)}`])).toMatchObject({ number })
    expect(namesOf(await min.json(['session', 'show']))).toEqual([
      'Min Park primary present',
      'Jamie customer present',
      'Sam Kim assistant left',
      'Sam Kim assistant present',
    ])
  })

  test('[AST-02] [AST-07] sees the same pictures without a new question, chats, and controls nothing', async () => {
    const session = await min.session()
    const { agent } = await joinSession(session, 'Jamie')
    await sam.done(['session', 'assist', session.number])
    expect(await failure(sam, ['desktop', 'screenshot', '--out', join(folder, 'no.png')])).toEqual([
      5,
      'control.not-primary',
    ])
    const view = await min.start(['desktop', 'view', '--no-open', '--json'])
    await view.waitForLine('viewerUrl')
    expect((await shot(sam, 'sam')).json()).toMatchObject({ widthPx: 1280, heightPx: 800 })
    expect(happenings(agent).filter(({ type }) => type === 'asked')).toHaveLength(1)
    await sam.done(['chat', 'send', 'I am Sam'])
    await agent.waitForLine('I am Sam')
    const refused: readonly (readonly string[])[] = [
      ['desktop', 'stop'],
      ['sysinfo', 'show', '--refresh'],
      ['session', 'focus', 'Jamie'],
      ['session', 'pass', 'Sam Kim'],
      ['session', 'admit', 'Jamie'],
      ['session', 'turn-away', 'Jamie'],
    ]
    for (const args of refused) expect(await failure(sam, args), args.join(' ')).toEqual([5, 'control.not-primary'])
    expect(await min.json(['desktop', 'status'])).toMatchObject({ state: 'running' })
    view.kill('SIGINT')
    await view.finished
  })

  test('[AST-03] [AST-08] [AST-09] [AST-10] [AST-12] [AST-13] [AST-14] gets control when it is passed: what was shown stops, the chat stays, and the former primary only watches', async () => {
    const session = await min.session()
    const { agent } = await joinSession(session, 'Jamie')
    await min.done(['chat', 'send', 'before'])
    const view = await min.start(['desktop', 'view', '--no-open', '--json'])
    await view.waitForLine('viewerUrl')
    expect(await failure(min, ['session', 'pass', 'Sam Kim'])).toEqual([3, 'participant.not-found'])
    expect(await failure(min, ['session', 'pass', 'Jamie'])).toEqual([3, 'participant.not-found'])
    await sam.done(['session', 'assist', session.number])
    await min.done(['session', 'pass', 'Sam Kim'])
    expect(JSON.parse((await view.finished).stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      status: 'ended',
      reason: 'control-passed',
    })
    await agent.waitForLine('"control-passed"')
    expect(namesOf(await min.json(['session', 'show']))).toEqual([
      'Min Park assistant present',
      'Jamie customer present',
      'Sam Kim primary present',
    ])
    expect(await failure(min, ['desktop', 'screenshot', '--out', join(folder, 'no.png')])).toEqual([
      5,
      'control.not-primary',
    ])
    const second = await sam.start(['desktop', 'view', '--no-open', '--json'])
    await second.waitForLine('viewerUrl')
    expect((await shot(min, 'former')).code).toBe(0)
    await min.done(['chat', 'send', 'still here'])
    await agent.waitForLine('still here')
    const chat = (await sam.done(['chat', 'tail', '--json'])).jsonLines<{ text: string }>()
    expect(chat.map(({ text }) => text)).toEqual(['before', 'still here'])
    expect(await min.json(['session', 'end', '--yes'])).toMatchObject({ ended: false })
    expect(await sam.json(['session', 'show'])).toMatchObject({ state: 'active' })
    expect(await sam.json(['desktop', 'status'])).toMatchObject({ state: 'running' })
    second.kill('SIGINT')
    await second.finished
  })

  test('[AST-11] [SES-24] gives control back at any time, and then the first rep may end the session again', async () => {
    const session = await min.session()
    await joinSession(session, 'Jamie')
    await sam.done(['session', 'assist', session.number])
    await min.done(['session', 'pass', 'Sam Kim'])
    await sam.done(['session', 'pass', 'Min Park'])
    expect((await shot(min, 'again')).code).toBe(0)
    expect(await failure(sam, ['desktop', 'screenshot', '--out', join(folder, 'no.png')])).toEqual([
      5,
      'control.not-primary',
    ])
    expect(await min.json(['session', 'end', '--yes'])).toMatchObject({ ended: true })
  })
})

describe('several customers', () => {
  test('[MUL-01] [MUL-04] [MUL-06] [INV-02] [INV-04] share a session: each is supported in turn, and turning to another stops what is seen', async () => {
    const session = await min.session()
    const { agent: first } = await joinSession(session, 'Jamie')
    const { agent: second } = await joinSession(session, 'Robin')
    await first.waitForLine('"person-joined"')
    expect(happenings(first).find(({ type }) => type === 'person-joined')).toMatchObject({ who: { name: 'Robin' } })
    const view = await min.start(['desktop', 'view', '--no-open', '--json'])
    await view.waitForLine('viewerUrl')
    await min.done(['session', 'focus', 'Robin'])
    expect(JSON.parse((await view.finished).stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      reason: 'focus-changed',
    })
    await first.waitForLine(/"stopped".*"focus-changed"/)
    expect((await shot(min, 'robin')).code).toBe(0)
    expect(happenings(second).filter(({ type }) => type === 'asked')).toHaveLength(1)
    const { participants, focus } = await min.json<{ participants: Shape[]; focus: string }>(['session', 'show'])
    expect(participants.find(({ id }) => id === focus)).toMatchObject({ name: 'Robin' })
  })

  test('[CHT-03] [CHT-04] a message to one of them reaches nobody else, by no way there is', async () => {
    const session = await min.session()
    const jamie = await joinSession(session, 'Jamie')
    const robin = await joinSession(session, 'Robin')
    await sam.done(['session', 'assist', session.number])
    await min.done(['chat', 'send', '--to', 'Jamie', 'for Jamie alone'])
    await min.done(['chat', 'send', '--to', 'Sam Kim', 'for Sam alone'])
    await min.done(['chat', 'send', 'for all'])
    await robin.agent.waitForLine('for all')
    await jamie.agent.waitForLine('for Jamie alone')
    expect(jamie.agent.output.stdout).not.toContain('for Sam alone')
    expect(robin.agent.output.stdout).not.toContain('alone')
    const texts = async (rep: Rep) =>
      (await rep.done(['chat', 'tail', '--json'])).jsonLines<{ text: string }>().map(({ text }) => text)
    expect(await texts(min)).toEqual(['for Jamie alone', 'for Sam alone', 'for all'])
    expect(await texts(sam)).toEqual(['for Sam alone', 'for all'])
    const asked = { name: 'journal.read', data: { session: session.id } } as const
    for (const [{ machine }, hidden] of [
      [jamie, 'for Sam alone'],
      [robin, 'for Jamie alone'],
    ] as const) {
      const read = await post({ url: hub.url, token: await tokenOf(machine) }, asked)
      expect(JSON.stringify(read.events)).toContain('for all')
      expect(JSON.stringify(read.events)).not.toContain(hidden)
    }
    expect((await sam.done(['events', '--json'])).stdout).not.toContain('for Jamie alone')
    expect((await lead.done(['session', 'journal', session.id, '--json'])).stdout).not.toContain('alone')
  })

  test('[MUL-03] [ADM-03] are as many at once as the administrator permits, and one more is refused until one leaves', async () => {
    await lead.done(['admin', 'site', 'set', 'session.maxCustomers', '1'])
    const session = await min.session()
    const { machine, agent } = await joinSession(session, 'Jamie')
    const full = await (await newMachine()).agent([session.joinUrl, '--name', 'Robin', '--json'])
    const refused = await full.finished
    expect([refused.code, JSON.parse(refused.stderr)]).toMatchObject([8, { error: { code: 'session.full' } }])
    await machine.command(['leave'])
    expect((await agent.finished).code).toBe(0)
    await joinSession(session, 'Robin')
    await lead.done(['admin', 'site', 'set', 'session.maxCustomers', '10'])
  })
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
    expect(await failure(min, ['admin', 'user', 'disable', sam.email, '--yes'])).toEqual([5, 'access.denied'])
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

/** The token by which a customer's machine is known, from the only file that has it. */
async function tokenOf({ env }: Machine): Promise<string> {
  const kept = join(env.XDG_STATE_HOME ?? '', 'deskhand/agent')
  const name = (await readdir(kept)).find((one) => one.endsWith('.session.json')) ?? ''
  return (JSON.parse(await readFile(join(kept, name), 'utf8')) as { token: string }).token
}
