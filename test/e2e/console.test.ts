// The console in a real terminal, with a real hub and real agents: a whole session, as a rep lives it.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  answer,
  joinSession,
  newMachine,
  type Rep,
  type Shape,
  type StartedSession,
  startHub,
  type WholeHub,
} from '../scenarios/whole-actors.ts'
import { built } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux, type Terminal } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

const SIZE = { columns: 100, rows: 30 }

describe('a terminal', () => {
  /** The console with a hub that is not there. */
  async function startAlone(around: readonly string[] = []): Promise<Terminal> {
    const home = await temporaryFolder('rep')
    const env = { HOME: home, DESKHAND_CONFIG_DIR: home, DESKHAND_HUB: 'http://127.0.0.1:9', DESKHAND_TOKEN: 'none' }
    const command = [...around, process.execPath, built('deskhand/deskhand.js'), 'console']
    const terminal = await startInTmux(command, { ...SIZE, env })
    await terminal.waitFor(/away · again in \d+ s/)
    expect(await terminal.isAlternate()).toBe(true)
    return terminal
  }

  test('shows the console before there is a hub, follows a resize, and is given back as it was', async () => {
    const terminal = await startAlone(['sh', '-c', 'echo before; "$@"; echo "after $?"; exec cat', 'sh'])
    await terminal.resize({ columns: 80, rows: 24 })
    await until('the keys to stand on the new last row', async () => (await terminal.rows())[23]?.includes('? more'))
    await terminal.press('q')
    expect(await terminal.waitFor('after 0')).toMatch(/^before\nafter 0/)
    expect(await terminal.isAlternate()).toBe(false)
    expect((await terminal.cursor()).isVisible).toBe(true)
  })

  test.each(['SIGTERM', 'SIGHUP'] as const)('is given back when the program is ended by %s', async (signal) => {
    const terminal = await startAlone()
    process.kill(terminal.pid, signal)
    await terminal.waitForExit()
    expect(await terminal.isAlternate()).toBe(false)
  })
})

describe('a session in the console', () => {
  let hub: WholeHub
  let rep: Rep
  let other: Rep
  let terminal: Terminal
  let customer: Terminal
  let session: StartedSession
  let folder: string

  beforeAll(async () => {
    hub = await startHub()
    rep = await hub.rep('Min Park')
    other = await hub.rep('Sam Okafor')
    await hub.lead.done(['admin', 'site', 'set', 'site.company', 'Acme'])
    folder = await temporaryFolder('console')
    await mkdir(join(folder, 'bin'))
    // what a desktop would open a browser or a mail program with: it notes the address and nothing else
    const note = '#!/bin/sh\nfor address; do :; done\necho "$address" >> "$OPENED"\n'
    for (const name of ['xdg-open', 'open']) await writeFile(join(folder, 'bin', name), note, { mode: 0o755 })
    const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, OPENED: join(folder, 'opened') }
    terminal = await rep.terminal(['console'], { ...SIZE, env, cwd: folder })
    await terminal.waitFor('No session is running')
    started = await startByForm()
    session = { ...started.line, joinUrl: `${hub.url}/j/${started.line.number}` }
    const machine = await newMachine()
    const args = [session.number, '--hub', hub.url, '--name', '김민지', '--platform', 'fake']
    customer = await machine.terminal(args, { columns: 76, rows: 44 })
    joined = await terminal.waitFor('김민지 has joined')
  })

  /** What anything started here lives as long as the whole story: it is started before the first test. */
  let started: { readonly line: StartedSession; readonly text: string }
  let joined = ''

  async function startByForm() {
    await terminal.press('s')
    await terminal.waitFor('Start a session')
    await terminal.type('프린터가 안 돼요')
    await terminal.press('Enter')
    const text = await terminal.waitFor('Waiting for a customer')
    const [line] = await rep.json<StartedSession[]>(['session', 'list'])
    return { line: line as StartedSession, text } // the session that the screen shows
  }

  const show = () => rep.json<Record<string, unknown> & { participants: Shape[] }>(['session', 'show', session.number])
  const spelled = () => session.number.replace(/(\d{3})(?=\d)/g, '$1 ')

  test('[SES-11] [SES-29] [AST-06] starts with one form and shows its number at once', () => {
    expect(started.line).toMatchObject({ topic: '프린터가 안 돼요', state: 'waiting' })
    expect(started.text.split('\n')[0]).toContain(spelled())
  })

  test('[INV-12] [INV-13] invites at any time with words to read out', async () => {
    await terminal.press('i')
    await terminal.waitFor('Bring a customer or another rep')
    // a customer is here already, so the form starts with a rep
    await terminal.press('Left')
    await terminal.waitFor('‹ a customer ›')
    await terminal.press('Enter')
    const text = await terminal.waitFor('Please open a terminal')
    expect(text).toContain(session.number)
    expect(text).toContain(hub.url)
    await terminal.press('Escape')
    await until('the page to close', async () => !(await terminal.text()).includes('Please open a terminal'))
  })

  test('the customer who joins is shown with name and machine', async () => {
    expect(joined).toContain('김민지 has joined')
    await terminal.waitFor(/● Active.*김민지 ● here/)
    await terminal.waitFor('drawn')
  })

  test('[CHT-05] [CHT-06] chat goes both ways', async () => {
    await terminal.press('c', 'Enter')
    await terminal.type('안녕하세요, 민 팍입니다')
    await terminal.press('Enter')
    await customer.waitFor('안녕하세요, 민 팍입니다')
    await customer.type('프린터가 멈췄어요')
    await customer.press('Enter')
    await terminal.waitFor(/김민지 +프린터가 멈췄어요/)
    await terminal.press('Escape')
    await terminal.waitFor('To everyone › Enter to write')
  })

  test('[PRM-03] a request says that the customer has received it until that is dismissed, then what became of it', async () => {
    await terminal.press('v')
    await terminal.waitFor(/김민지 has received your request: See the desktop.*\[space OK\]/)
    await terminal.waitFor('✓ asked ── ✓ received ── ◌ allowed')
    await terminal.press('Space')
    await until('it to be dismissed', async () => !(await terminal.text()).includes('has received your request'))
    await answer(customer, 'y')
    await terminal.waitFor('✓ allowed ── ✓ running')
    await terminal.waitFor(/Window +(opening|live)/)
    const opened = await until('the viewer to be opened', () => readFile(join(folder, 'opened'), 'utf8'))
    expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#/)
    await terminal.press('x')
    await terminal.waitFor('stopped by a rep')
    await customer.waitFor('Nothing of this computer is being shown')
  })

  test('[SYS-02] [SYS-04] system information is asked for, comes in its pane, and is asked for again on refresh', async () => {
    await terminal.press('s')
    await terminal.waitFor('Not collected yet')
    for (const round of [1, 2]) {
      await terminal.press('r')
      await terminal.waitFor('the customer is reading it')
      await answer(customer, 'y')
      await terminal.waitFor('Done: System information')
      await terminal.waitFor(/▸ Operating system/)
      const collected = (await rep.journal(session)).filter((event) => event.type === 'sysinfo.collected')
      expect(collected).toHaveLength(round)
      await until('the notice to go', async () => {
        await terminal.press('Space')
        return !(await terminal.text()).includes('Done: System information')
      })
    }
    await terminal.press('w')
    await terminal.waitFor('Saved as')
    const saved = await readFile(join(folder, `system-${session.number}.txt`), 'utf8')
    expect(saved).toContain('Processes')
    expect(saved).toContain('Environment')
  })

  test('[NOT-01] notes are written and saved beside the work', async () => {
    await terminal.press('n', 'Enter')
    await terminal.type('Queue was blocked.')
    await terminal.press('C-s')
    await terminal.waitFor('Notes saved')
    expect(await rep.json(['note', 'show'])).toMatchObject({ text: 'Queue was blocked.' })
  })

  test('[AST-08] control is passed to an assisting rep, chosen from those who assist and no one else', async () => {
    await other.done(['session', 'assist', session.number])
    await terminal.waitFor('Sam Okafor assists now')
    await terminal.press('t')
    const picker = await terminal.waitFor('Pass control to')
    expect(picker).toMatch(/▸ Sam Okafor/)
    expect(picker).not.toMatch(/^ *▸? *김민지 *$/m)
    await terminal.press('Enter')
    await terminal.waitFor('will be in control of this session')
    await terminal.press('Right', 'Enter')
    await terminal.waitFor('you assist Sam Okafor')
    await other.done(['session', 'pass', 'Min Park', '-s', session.number])
    await terminal.waitFor('Sam Okafor passed control to you')
    await terminal.waitFor('you are in control')
  })

  test('[MUL-04] the supported customer is picked by name', async () => {
    await joinSession(session, 'Ana García')
    await terminal.waitFor('Ana García has joined')
    await terminal.press('f')
    await terminal.waitFor('Support which customer?')
    await terminal.press('j', 'Enter')
    await terminal.waitFor(/● Active.*Ana García ● here/)
    const { focus, participants } = await show()
    expect(participants.find((one) => one.id === focus)).toMatchObject({ name: 'Ana García' })
  })

  test('[SES-19] [SES-20] [NOT-02] [NOT-03] ends after a confirmation and a last look at the notes, which are kept', async () => {
    await terminal.press('e')
    await terminal.waitFor('The session ends for everyone in it')
    expect((await show()).state).toBe('active')
    await terminal.press('Right', 'Enter')
    await terminal.waitFor('Look over the notes before the session ends')
    expect((await show()).state).toBe('active')
    await terminal.type(' Solved.')
    await terminal.press('C-s')
    await terminal.waitFor('■ Ended')
    expect(await show()).toMatchObject({ state: 'ended', notes: 'Queue was blocked. Solved.' })
    await customer.waitFor(/ended/i)
  })

  test('and the rep leaves the console with exit code 0', async () => {
    await terminal.press('q')
    expect(await terminal.waitForExit()).toBe(0)
    expect(await terminal.isAlternate()).toBe(false)
  })
})

describe('a console whose layout the administrator has fixed', () => {
  let hub: WholeHub
  let rep: Rep
  let terminal: Terminal
  let session: StartedSession

  beforeAll(async () => {
    hub = await startHub()
    rep = await hub.rep('Min Park')
    await hub.lead.done(['admin', 'site', 'set', 'console.layout', 'multi'])
    await hub.lead.done(['admin', 'site', 'set', 'console.locked', 'true'])
    session = await rep.session(['--approval', '--password-stdin'], { input: 'sesame' })
    terminal = await rep.terminal(['console', '--layout', 'tray', '-s', session.number], SIZE)
    await terminal.waitFor('Waiting for a customer')
  })

  test('[CON-06] has that layout, whatever was asked for, and keeps it', async () => {
    await terminal.waitFor(/\[1 \d{3} \d{3} \d{3}\]/)
    await terminal.press('L')
    await terminal.waitFor('The administrator has fixed the layout')
  })

  test('[JOI-05] tells of a wrong password, and of a customer at the door, who is let in from the people pane', async () => {
    const machine = await newMachine()
    const args = [session.joinUrl, '--name', '최유나', '--platform', 'fake', '--json', '--password-stdin']
    const wrong = await machine.agent(args, { input: 'wrong' })
    await wrong.finished
    await terminal.waitFor(/A wrong password was tried from \S+ \(1\)/)
    await machine.agent(args, { input: 'sesame' })
    await terminal.waitFor('최유나 is at the door')
    expect((await rep.json<{ state: string }>(['session', 'show'])).state).toBe('waiting')
    await terminal.press('p')
    await terminal.waitFor(/최유나.*◆ at the door/)
    await terminal.press('a')
    await terminal.waitFor(/● Active.*최유나 ● here/)
  })

  test('keeps what is sent while the hub is away, says so, and delivers it once when the hub is back', async () => {
    await hub.kill()
    await terminal.waitFor(/away · again in \d+ s/)
    await terminal.press('c', 'Enter')
    await terminal.type('still here?')
    await terminal.press('Enter')
    await terminal.waitFor('1 kept until it is back')
    await terminal.waitFor(/sending … +still here\?/)
    await hub.restart()
    await terminal.waitFor('● connected', 30_000)
    await terminal.waitFor(/you +still here\?/)
    const sent = (await rep.journal(session)).filter((event) => event.type === 'chat.sent')
    expect(sent.map((event) => event.data.text)).toEqual(['still here?'])
  })
})
