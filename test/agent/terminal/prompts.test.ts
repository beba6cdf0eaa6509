// Questions in a real terminal, asked by a hub that does what the test wants.
import { expect, test } from 'vitest'
import { built, startProgram } from '../../support/programs.ts'
import { startInTmux, type Terminal, type TerminalOptions } from '../../support/tmux.ts'
import { until } from '../../support/wait.ts'
import { type PretendHub, pretendHub } from '../pretend-hub.ts'

const SIZE = { columns: 60, rows: 40 }
const SHELL = ['sh', '-c', '"$@"; echo "code $?"; stty -a; exec cat', 'sh']

async function customer(hub: PretendHub, options: TerminalOptions = SIZE): Promise<Terminal> {
  const agent = [
    process.execPath,
    built('agent/deskhand-agent.js'),
    '123456789',
    '--hub',
    hub.url,
    '--platform',
    'fake',
  ]
  const terminal = await startInTmux([...SHELL, ...agent], options)
  await terminal.waitFor('Here now')
  return terminal
}
/** Presses a key until the answer has reached the hub: right after it appeared a question takes none. */
async function answer(terminal: Terminal, hub: PretendHub, key: string): Promise<unknown> {
  const answers = () => hub.requests.filter(({ name }) => name === 'consent.answer')
  const before = answers().length
  await until('the answer', async () => {
    await terminal.press(key)
    return until('the key to be taken', () => answers().length > before, 700).catch(() => false)
  })
  return answers().at(-1)?.data
}

test('two requests at once are asked one after the other, each delivered when it is shown', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub)
  const first = hub.ask()
  const second = hub.ask({ kind: 'system.info', action: { name: 'sysinfo.collect', data: {} } })
  await terminal.waitFor(/See your whole desktop[\s\S]*If you say yes/)
  await hub.heard('consent.deliver')
  expect(hub.requests.filter(({ name }) => name === 'consent.deliver').map(({ data }) => data)).toEqual([
    { ask: first },
  ])
  expect(await answer(terminal, hub, 'n')).toEqual({ ask: first, answer: 'no', by: 'customer' })
  await terminal.waitFor(/A list of hardware/)
  await hub.heard('consent.deliver', ({ data }) => JSON.stringify(data).includes(second))
  expect(await answer(terminal, hub, 'n')).toEqual({ ask: second, answer: 'no', by: 'customer' })
})

test('a question that is withdrawn goes away, and a late key answers nothing', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub)
  const ask = hub.ask()
  await terminal.waitFor('If you say yes')
  hub.event('consent.withdrawn', { ask, reason: 'rep' })
  await terminal.waitFor('The request was taken back')
  await terminal.press('y')
  await terminal.waitFor('message> y')
  expect(hub.requests.some(({ name }) => name === 'consent.answer')).toBe(false)
})

test('[PRM-14] the seconds left run down on the screen, and silence is a refusal', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub)
  const ask = hub.ask({ timeoutMs: 3_000 })
  await terminal.waitFor('3 s left')
  await terminal.waitFor('1 s left')
  const { data } = await hub.heard('consent.answer')
  expect(data).toEqual({ ask, answer: 'expired', by: 'policy' })
  await terminal.waitFor('No answer in time')
})

test('a message can be written before answering, with Tab', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub)
  hub.ask()
  await terminal.waitFor('If you say yes')
  await until('Tab to be taken', async () => {
    await terminal.press('Tab')
    return until('the hint', async () => (await terminal.text()).includes('back to the question'), 500).catch(
      () => false,
    )
  })
  await terminal.type('yes? why')
  await terminal.press('Enter')
  expect((await hub.heard('chat.send')).data).toEqual({ text: 'yes? why' })
  expect(hub.requests.some(({ name }) => name === 'consent.answer')).toBe(false)
  expect(await answer(terminal, hub, 'y')).toMatchObject({ answer: 'yes', by: 'customer' })
})

test('the screen stays straight when the window is made narrower and wider during a question', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub, { columns: 100, rows: 40 })
  hub.ask()
  await terminal.waitFor('If you say yes')
  for (const columns of [60, 45, 110]) {
    await terminal.resize({ columns, rows: 40 })
    await until(`one question in ${columns} columns`, async () => {
      const text = await terminal.text()
      return text.split('If you say yes').length === 2 && text.split('message>').length === 2 && text.includes('s left')
    })
  }
})

test('what is typed while a message scrolls past stays where it is', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub)
  await terminal.type('half a sent')
  for (let count = 0; count < 60; count += 1) hub.event('chat.sent', { to: 'all', text: `line ${count}` })
  await terminal.waitFor('line 59')
  await terminal.type('ence')
  const rows = (await terminal.waitFor('half a sentence')).trimEnd().split('\n')
  expect(rows.at(-1)).toBe('message> half a sentence')
  expect((await terminal.cursor()).column).toBe('message> half a sentence'.length)
})

test('a second Ctrl-C does not wait for the hub, and the terminal is given back', async () => {
  const hub = await pretendHub()
  hub.refuse('session.leave', '')
  const stubborn = await customer(hub)
  await stubborn.press('C-c')
  await stubborn.waitFor('Leaving the session')
  await stubborn.press('C-c')
  await stubborn.waitFor('code 130')
  expect(await stubborn.waitFor('icanon')).toMatch(/ icanon [\s\S]* echo /)
})

test('SIGTERM leaves like Ctrl-C', async () => {
  const hub = await pretendHub()
  const agent = [
    process.execPath,
    built('agent/deskhand-agent.js'),
    '123456789',
    '--hub',
    hub.url,
    '--platform',
    'fake',
  ]
  const plain = await startInTmux(agent, SIZE)
  await plain.waitFor('Here now')
  process.kill(plain.pid, 'SIGTERM')
  expect(await plain.waitForExit()).toBe(0)
  await hub.heard('session.leave')
  expect(await plain.text()).toContain('You have left the session')
})

test('a terminal that is closed ends the session, and so does a reader of the output that went away', async () => {
  const hub = await pretendHub()
  const terminal = await customer(hub)
  await terminal.close()
  await hub.heard('session.leave')
  const other = await pretendHub()
  const agent = [
    process.execPath,
    built('agent/deskhand-agent.js'),
    '123456789',
    '--hub',
    other.url,
    '--platform',
    'fake',
  ]
  const pipe = await startProgram(['sh', '-c', '"$@" | head -1', 'sh', ...agent, '--json'])
  await pipe.waitForLine('"joined"')
  await until('the agent to notice', async () => {
    other.event('chat.sent', { to: 'all', text: 'are you there?' })
    return other.requests.some(({ name }) => name === 'session.leave')
  })
})
