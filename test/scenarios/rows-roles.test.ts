// Who may do what in a session of several people: assisting, passing control, several customers.
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { post } from '../../src/client/post.ts'
import { temporaryFolder } from '../support/temp.ts'
import {
  failure,
  happenings,
  joinSession,
  newMachine,
  type Rep,
  repAt,
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

  test('[AST-07] sees the same pictures without a new question, chats, and controls nothing', async () => {
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

  test('[AST-03] [AST-08] [AST-09] [AST-12] [AST-13] gets control when it is passed: what was shown stops, the chat stays, and the former primary only watches', async () => {
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
