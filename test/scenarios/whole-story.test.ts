// The whole story of a support session with the built programs, on both databases: from its start to a proven journal.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temp.ts'
import type { Terminal } from '../support/tmux.ts'
import { until } from '../support/wait.ts'
import {
  answer,
  eventOf,
  type Machine,
  newMachine,
  type Rep,
  repAt,
  type Shape,
  type StartedSession,
  startHub,
  type WholeHub,
} from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const TRACKING = [{ name: 'product', required: true, values: ['printer', 'network'] }]
const START = ['session', 'start', '--no-email', '--topic', '프린터', '--tracking', 'product=printer']

describe.each(['SQLite', 'PostgreSQL'])('a support session on %s', (engine) => {
  let hub: WholeHub
  let rep: Rep
  let session: StartedSession
  let machine: Machine
  let customer: Terminal
  let folder: string

  beforeAll(async () => {
    hub = await startHub(engine === 'PostgreSQL' ? await freshDatabase() : undefined)
    folder = await temporaryFolder('out')
    rep = await hub.rep('Min Park')
    await hub.lead.done(['admin', 'site', 'set', 'session.tracking', JSON.stringify(TRACKING)])
    await hub.lead.done(['admin', 'site', 'set', 'site.company', 'Acme'])
    await hub.lead.done(['admin', 'site', 'set', 'consent.timeoutMs', '5000'])
    session = await rep.json<StartedSession>(START)
    machine = await newMachine()
    const args = [session.number, '--hub', hub.url, '--name', 'Jamie Lee', '--platform', 'fake']
    customer = await machine.terminal(args, { columns: 76, rows: 44 })
    await customer.waitFor('Here now: Min Park')
  })

  const show = () => rep.json<{ participants: Shape[]; grants: Shape[]; asks: Shape[] }>(['session', 'show'])
  const file = (name: string) => join(folder, name)

  test('[SES-06] [SES-07] [SES-11] [SES-15] [SES-25] [ADM-27] it was started in one step, with the tracking codes the site asks for', async () => {
    expect(session).toEqual({
      id: expect.stringMatching(/^s_[0-9a-z]{16}$/),
      number: expect.stringMatching(/^\d{9}$/),
      state: 'waiting',
      joinUrl: `${hub.url}/j/${session.number}`,
      joinCommand: `curl -fsSL ${hub.url}/j/${session.number} | sh`,
    })
    expect(await rep.json(['session', 'show'])).toMatchObject({
      type: 'outbound',
      state: 'active',
      tracking: { product: 'printer' },
      topic: '프린터',
    })
    const missing = await rep.run(['session', 'start', '--no-email', '--json'])
    expect([missing.code, JSON.parse(missing.stderr)]).toMatchObject([
      2,
      { error: { code: 'session.tracking-missing' } },
    ])
    const wrong = await rep.run(['session', 'start', '--no-email', '--tracking', 'product=boat'])
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('printer, network')])
    const stranger = repAt({ DESKHAND_HUB: hub.url, DESKHAND_CONFIG_DIR: folder }, 'Nobody')
    expect((await stranger.run(START)).code).toBe(4)
    expect(await rep.json<Shape[]>(['session', 'list'])).toHaveLength(1)
  })

  test('[SES-18] [SES-26] [SES-28] [JOI-02] [JOI-03] one plain command with the number put the customer in, and told them who helps and how to stop', async () => {
    const banner = await customer.text()
    expect(banner).toContain('Min Park of Acme is supporting you')
    expect(banner).toContain('Ctrl-C')
    expect(banner).toContain('Nothing is installed')
    expect((await show()).participants).toMatchObject([
      { name: 'Min Park', role: 'primary', state: 'present' },
      { name: 'Jamie Lee', role: 'customer', state: 'present', connected: true },
    ])
  })

  test('[CHT-01] [CHT-02] [CHT-05] [CHT-06] either side writes first, and both read it', async () => {
    const tail = await rep.start(['chat', 'tail', '--follow', '--json'])
    await customer.type('프린터가 안 돼요 🖨️')
    await customer.press('Enter')
    const line = JSON.parse(await tail.waitForLine('프린터가')) as Shape
    expect(line).toMatchObject({ from: { name: 'Jamie Lee', role: 'customer' }, to: 'all', attachments: [] })
    await rep.done(['chat', 'send', '안녕하세요, 곧 보겠습니다'])
    await customer.waitFor('안녕하세요, 곧 보겠습니다')
    const told = await machine.command(['say', 'from', 'the', 'shell'])
    expect(told.code).toBe(0)
    await tail.waitForLine('from the shell')
  })

  test('[PRM-12] a refusal starts nothing and is exit code 6', async () => {
    const asking = await rep.start(['desktop', 'screenshot', '--out', file('no.png'), '--json'])
    await answer(customer, 'n')
    const { code, stderr } = await asking.finished
    expect([code, JSON.parse(stderr)]).toMatchObject([6, { error: { code: 'consent.refused' } }])
    expect((await rep.journal(session)).some(({ type }) => type === 'activity.started')).toBe(false)
    await expect(readFile(file('no.png'))).rejects.toThrow()
  })

  test('[PRM-14] no answer is a refusal too, with exit code 7', async () => {
    const { code, stderr } = await rep.run(['desktop', 'screenshot', '--out', file('no.png'), '--json'])
    expect([code, JSON.parse(stderr)]).toMatchObject([7, { error: { code: 'consent.expired' } }])
    expect((await rep.journal(session)).some(({ type }) => type === 'activity.started')).toBe(false)
  })

  test('a question that was taken back is gone from the customer’s screen, and the one who asked is told', async () => {
    const asking = await rep.start(['desktop', 'screenshot', '--out', file('no.png')])
    await customer.waitFor('If you say yes')
    await rep.done(['desktop', 'stop'])
    expect((await asking.finished).code).toBe(1)
    await customer.waitFor(/The request was taken back/)
    await until('the question to go', async () => !(await customer.text()).includes('If you say yes'))
  })

  test('[PRM-01] [PRM-03] [PRM-13] a yes by one key is journaled with who, what and when, and then the picture comes', async () => {
    const asking = await rep.start(['desktop', 'screenshot', '--out', file('desk.png'), '--json'])
    await answer(customer, 'y')
    expect((await asking.finished).json()).toMatchObject({ widthPx: 1280, heightPx: 800 })
    expect((await readFile(file('desk.png'))).subarray(1, 4).toString()).toBe('PNG')
    const journal = await rep.journal(session)
    const asked = journal.findLast(({ type }) => type === 'consent.requested')
    const ask = asked?.data.ask
    const steps = journal.filter(({ data }) => data.ask === ask).map(({ type, by }) => `${type} ${by.name}`)
    expect(steps).toEqual([
      'consent.requested Min Park',
      'consent.delivered Jamie Lee',
      'consent.granted Jamie Lee',
      'activity.started Jamie Lee',
      'activity.stopped Min Park',
    ])
    const granted = journal.find(({ type }) => type === 'consent.granted')
    expect(granted).toMatchObject({ data: { kind: 'desktop.view', scope: 'once', by: 'customer' } })
    expect(granted?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('what was allowed can be taken back on the customer’s machine, and the view ends', async () => {
    const view = await rep.start(['desktop', 'view', '--no-open', '--json'])
    await answer(customer, 's')
    await view.waitForLine('viewerUrl')
    expect((await show()).grants).toMatchObject([{ kind: 'desktop.view', scope: 'session', by: 'customer' }])
    expect((await machine.command(['revoke', '--json'])).json()).toMatchObject({ stopped: ['desktop.view'] })
    const { stdout } = await view.finished
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ status: 'ended', reason: 'customer' })
    expect((await show()).grants).toEqual([])
    await customer.waitFor('Everything you allowed was taken back')
  })

  test('[SYS-01] [SYS-04] [SYS-06] [SYS-08] system information is asked for, saved with all categories, and asked anew with --refresh', async () => {
    const asking = await rep.start(['sysinfo', 'show', '--category', 'os', '--json'])
    await answer(customer, 'y')
    const first = (await asking.finished).json<{ collectedAt: string; categories: Shape }>()
    expect(Object.keys(first.categories)).toEqual(['os'])
    const saved = await rep.json(['sysinfo', 'save', '--out', file('machine.txt')])
    expect(saved).toMatchObject({ collectedAt: first.collectedAt, file: file('machine.txt') })
    const text = await readFile(file('machine.txt'), 'utf8')
    const titles = [
      'os',
      'cpu',
      'memory',
      'disks',
      'network',
      'processes',
      'software',
      'services',
      'environment',
      'devices',
    ]
    for (const name of titles) expect(text.toLowerCase(), name).toContain(name)
    const again = await rep.start(['sysinfo', 'show', '--refresh', '--json'])
    await answer(customer, 'y')
    const second = (await again.finished).json<{ collectedAt: string; categories: Shape }>()
    expect(second.collectedAt > first.collectedAt).toBe(true)
    expect(Object.keys(second.categories)).toEqual(titles)
  })

  test('[NOT-01] notes are added from the command line and edited in the rep’s own editor', async () => {
    await rep.done(['note', 'add', '토너 교체'])
    const editor = await rep.terminal(['note', 'edit'], { env: { EDITOR: 'sh -c \'echo 카트리지도 >> "$1"\' sh' } })
    expect(await editor.waitForExit()).toBe(0)
    expect(await rep.json(['note', 'show'])).toEqual({
      session: session.id,
      number: session.number,
      text: '토너 교체\n카트리지도',
    })
  })

  test('[SES-19] [SES-20] [NOT-02] [NOT-03] the rep ends it: asked first, with a look at the notes, which stay in its detail', async () => {
    const pipe = await rep.run(['session', 'end', '--json'])
    expect([pipe.code, JSON.parse(pipe.stderr)]).toMatchObject([2, { error: { code: 'input.required' } }])
    expect(pipe.stderr).toContain('--yes')
    const ending = await rep.terminal(['session', 'end'], { env: { EDITOR: 'sh -c \'echo 끝 >> "$1"\' sh' } })
    await ending.waitFor('Review the notes first?')
    await ending.type('y')
    await ending.press('Enter')
    await ending.waitFor(`End session ${session.number}?`)
    expect((await rep.json(['session', 'show', session.id])).state).toBe('active')
    await ending.type('y')
    await ending.press('Enter')
    expect(await ending.waitForExit()).toBe(0)
    await customer.waitFor('The session has ended')
    expect(await customer.waitForExit()).toBe(0)
    expect(await rep.json(['session', 'show', session.id])).toMatchObject({
      state: 'ended',
      notes: '토너 교체\n카트리지도\n끝',
      grants: [],
    })
    await eventOf(rep, session, 'session.sealed')
  })

  test('its journal leaves the hub as one file that proves itself and can be played back without the hub', async () => {
    const exported = await rep.json(['session', 'export', session.id, '--out', file('case.dhs')])
    const offline = repAt({ DESKHAND_CONFIG_DIR: folder }, 'Nobody')
    expect(await offline.json(['verify', file('case.dhs'), '--key', String(exported.key)])).toMatchObject({
      verified: true,
      sealed: true,
      events: exported.events,
      findings: [],
    })
    const replay = await offline.done(['session', 'replay', file('case.dhs'), '--only', 'chat,note'])
    expect(replay.stdout).toMatch(/Jamie Lee: 프린터가 안 돼요 🖨️\n[\s\S]*Min Park: 안녕하세요/)
    const all = await offline.done(['session', 'replay', file('case.dhs')])
    expect(all.stdout).toContain('Jamie Lee took permission back')
    expect(all.stdout).not.toMatch(/: [a-z]+\.[a-z-]+$/m)
  })
})
