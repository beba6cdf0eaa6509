// A customer's machine in a session with the real hub: joining, consent on a terminal, chat, and leaving.
import { expect, test } from 'vitest'
import { cells } from '../../src/terminal/text/cells.ts'
import { startInTmux, type Terminal } from '../support/tmux.ts'
import { until } from '../support/wait.ts'
import { AGENT, addRep, agentInTerminal, agentProgram, happenings, startHub, startRep } from './agent-actors.ts'

const SIZE = { columns: 60, rows: 45 }

/** Presses a key until the question is gone: keys right after it appeared are not taken as an answer. */
async function answer(customer: Terminal, key: string): Promise<void> {
  const isOpen = async (): Promise<boolean> => (await customer.text()).includes('If you say yes')
  await until('the question to be answered', async () => {
    if (!(await isOpen())) return true
    await customer.press(key)
    return until('the key to be taken', async () => !(await isOpen()), 700).catch(() => false)
  })
  await customer.press('C-u')
}

test('[PRM-01] [PRM-03] [PRM-13] [JOI-02] one command with the link joins; the request is shown, delivered, and starts only after a key', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const customer = await agentInTerminal([rep.session.joinUrl, '--name', 'Jamie Lee', '--platform', 'fake'], SIZE)
  const banner = await customer.waitFor('Here now: Min Park')
  expect(banner).toMatch(/Min Park of Deskhand/)
  expect(banner).toMatch(/Ctrl-C/)
  const { ask } = await rep.ask('desktop.view', {})
  await customer.waitFor('If you say yes')
  await rep.event('consent.delivered')
  expect(rep.events.some(({ type }) => type === 'activity.started' || type === 'consent.granted')).toBe(false)
  await answer(customer, 'y')
  const granted = await rep.event('consent.granted')
  expect(granted.by.name).toBe('Jamie Lee')
  expect(granted.data).toEqual({ ask, kind: 'desktop.view', scope: 'once', by: 'customer' })
  const started = await rep.event('activity.started')
  expect(started.data).toMatchObject({ info: { width: 1280, height: 800, platform: 'fake' } })
  await customer.waitFor('nobody is looking now')
})

test('the live line says in words who sees the screen, and frames flow only then', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const customer = await agentInTerminal([rep.session.joinUrl, '--platform', 'fake', '--allow', 'desktop.view'], SIZE)
  await rep.customer()
  await rep.ask('desktop.view', {})
  const { data } = await rep.event('activity.started')
  const frames: Uint8Array[] = []
  const stop = rep.link.watch((data as { channel: number }).channel, (frame) => void frames.push(frame))
  await customer.waitFor('Min Park sees your screen')
  await until('frames', () => frames.length > 2)
  stop()
  await customer.waitFor('nobody is looking now')
})

test('[PRM-12] a refusal starts nothing and reaches the rep', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const customer = await agentInTerminal([rep.session.joinUrl, '--platform', 'fake'], SIZE)
  await rep.customer()
  const { ask } = await rep.ask('desktop.view', {})
  await customer.waitFor('If you say yes')
  await answer(customer, 'n')
  expect((await rep.event('consent.denied')).data).toEqual({ ask, by: 'customer' })
  await customer.waitFor('You refused')
  expect(rep.events.some(({ type }) => type === 'activity.started')).toBe(false)
})

test('[PRM-04] [PRM-05] “all” covers seeing the desktop again and again, never reading the machine', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const customer = await agentInTerminal([rep.session.joinUrl, '--platform', 'fake'], SIZE)
  await rep.customer()
  const first = await rep.ask('desktop.view', {})
  await customer.waitFor('yes to all in this session')
  await answer(customer, 'a')
  await rep.event('activity.started')
  await rep.ask('activity.stop', { ask: first.ask })
  await customer.waitFor('Stopped by support')
  const second = await rep.ask('desktop.view', {})
  const granted = await rep.event('consent.granted', (one) => (one.data as { ask: string }).ask === second.ask)
  expect(granted.data).toMatchObject({ by: 'earlier', scope: 'once' })
  await rep.ask('sysinfo.collect', {})
  const asked = await customer.waitFor(/Read information[\s\S]*If you say yes/)
  expect(asked).not.toContain('yes to all')
  expect(asked).toContain('[y]')
})

test('typing a message when a question appears answers nothing, and the message stays', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const customer = await agentInTerminal([rep.session.joinUrl, '--platform', 'fake'], SIZE)
  await rep.customer()
  await customer.waitFor('Here now')
  await customer.type('any')
  await rep.ask('desktop.view', {})
  await customer.waitFor('If you say yes')
  await customer.type('yes always yy')
  await customer.waitFor(/message> any.*yes always yy/)
  expect(rep.events.some(({ type }) => type === 'consent.granted' || type === 'consent.denied')).toBe(false)
  await customer.paste('y')
  expect(await customer.text()).toContain('If you say yes')
  await answer(customer, 'n')
  await rep.event('consent.denied')
})

test('[PRM-14] no answer in time is a refusal, told as expired', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  await rep.link.request('site.set', { name: 'consent.timeoutMs', value: 5_000 })
  const quick = await startRep(hub.url)
  const customer = await agentInTerminal([quick.session.joinUrl, '--platform', 'fake'], SIZE)
  await quick.customer()
  await quick.ask('desktop.view', {})
  await customer.waitFor('If you say yes')
  await quick.event('consent.expired')
  await customer.waitFor('No answer in time')
  expect(quick.events.some(({ type }) => type === 'activity.started')).toBe(false)
})

test('[SES-22] Ctrl-C stops everything, leaves, and gives the terminal back', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const shell = ['sh', '-c', '"$@"; echo "code $?"; stty -a; exec cat', 'sh']
  const args = [rep.session.joinUrl, '--platform', 'fake', '--allow', 'desktop.view']
  const customer = await startInTmux([...shell, ...AGENT, ...args], SIZE)
  await rep.customer()
  await rep.ask('desktop.view', {})
  await rep.event('activity.started')
  await customer.press('C-c')
  expect(await customer.waitFor('code 0')).toContain('You have left the session')
  expect((await rep.event('participant.left')).data).toMatchObject({ reason: 'left' })
  expect(rep.mirror.state.core.asks.values().next().value).toMatchObject({ state: 'stopped' })
  expect(await customer.waitFor('icanon')).toMatch(/ icanon [\s\S]* echo /)
  expect((await customer.cursor()).isVisible).toBe(true)
})

test('[INV-04] the first customer is told when another joins, and when a rep does', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const first = await agentProgram([rep.session.joinUrl, '--name', 'First', '--platform', 'fake', '--json'])
  await first.waitForLine('"present"')
  const plain = await agentProgram([rep.session.joinUrl, '--name', 'Second', '--platform', 'fake'])
  await plain.waitForLine('Here now')
  await first.waitForLine('"person-joined"')
  expect(happenings(first).find(({ type }) => type === 'person-joined')).toMatchObject({
    who: { name: 'Second', role: 'customer' },
    note: 'customer',
  })
  const other = await addRep(hub.url, rep, 'Sam Kim')
  await plain.waitForLine('Sam Kim has joined from support')
  await rep.ask('session.pass', { to: other.participant })
  await plain.waitForLine('Sam Kim is now in control')
})

test('chat goes both ways, wraps at 60 columns, and Korean keeps the screen straight', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const customer = await agentInTerminal([rep.session.joinUrl, '--platform', 'fake', '--lang', 'ko'], SIZE)
  await customer.waitFor('현재 참여자')
  await rep.ask('chat.send', {
    text: '프린터가 어디에 연결되어 있나요? 사진을 보내 주시면 더 빨리 도와드릴 수 있습니다. 감사합니다! '.repeat(2),
  })
  await customer.waitFor('사진을')
  await customer.type('네 👩‍👩‍👧 여기요')
  await customer.press('BSpace', 'Enter')
  const sent = await rep.event('chat.sent', ({ data }) => (data as { text: string }).text.startsWith('네'))
  expect(sent.data).toMatchObject({ text: '네 👩‍👩‍👧 여기' })
  await rep.ask('desktop.view', {})
  await customer.waitFor('허용하면')
  const rows = await customer.rows()
  expect(rows.every((row) => cells(row) <= 60)).toBe(true)
  expect(rows.join('\n')).toMatch(/\[y\] 이번만 허용/)
  expect(rows.join('\n')).toContain('초 안에 답하지 않으면 거부됩니다')
})

test('[JOI-06] a session with a password asks for it without showing it, and takes it from standard input', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url, { password: 'open sesame' })
  const customer = await agentInTerminal([rep.session.joinUrl, '--platform', 'fake'], SIZE)
  await customer.waitFor('Session password:')
  await customer.type('wrong')
  await customer.press('Enter')
  await customer.waitFor('That was not the password')
  await customer.type('open sesame')
  await customer.press('Enter')
  const text = await customer.waitFor('Here now')
  expect(text).not.toContain('open sesame')
  const piped = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json', '--password-stdin'], {
    input: 'open sesame\n',
  })
  await piped.waitForLine('"present"')
  const without = await agentProgram([rep.session.joinUrl, '--platform', 'fake'])
  expect((await without.finished).code).toBe(4)
})

test('[JOI-05] a customer who has to be let in waits, and is told when that happens or not', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url, { approval: true })
  const customer = await agentInTerminal([rep.session.joinUrl, '--name', 'Jamie', '--platform', 'fake'], SIZE)
  await customer.waitFor('Please wait')
  await rep.event('participant.knocked')
  await rep.ask('session.admit', { participant: 'Jamie' })
  await customer.waitFor('You have been let in')
  await customer.waitFor('Here now: Min Park')
  await rep.ask('desktop.view', {})
  await customer.waitFor('If you say yes')
  const stranger = await agentProgram([rep.session.joinUrl, '--name', 'Stranger', '--platform', 'fake'])
  await rep.event('participant.knocked', ({ data }) => JSON.stringify(data).includes('Stranger'))
  await rep.ask('session.admit', { participant: 'Stranger', admit: false })
  const { code, stdout } = await stranger.finished
  expect(code).toBe(5)
  expect(stdout).toContain('Support did not let you in')
})

test('[JOI-11] a wrong number is refused with what to do, an ended session too', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const wrong = await agentProgram(['999999999', '--hub', hub.url])
  expect(await wrong.finished).toMatchObject({ code: 3 })
  expect(wrong.output.stderr).toMatch(/no session waits under this number/)
  expect(wrong.output.stderr).toMatch(/read the number again/)
  await rep.ask('session.end', {})
  const ended = await agentProgram([rep.session.joinUrl])
  const { code, stderr } = await ended.finished
  expect([3, 9]).toContain(code)
  expect(stderr).toMatch(/hint:/)
})

test('[PRM-06] the end of the session stops everything and takes every grant with it', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const agent = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json', '--allow', 'all'])
  await rep.customer()
  await rep.ask('desktop.view', {})
  await rep.event('activity.started')
  await rep.ask('session.end', {})
  const { code } = await agent.finished
  expect(code).toBe(0)
  expect(happenings(agent).map(({ type }) => type)).toEqual(expect.arrayContaining(['stopped', 'over']))
  expect(rep.mirror.state.core.grants).toEqual([])
})
