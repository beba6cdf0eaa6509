// The customer's machine decides alone: without a terminal, with the hub killed, after its own crash, without a display.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { CATEGORIES, type Categories } from '../../src/features/sysinfo/protocol.ts'
import { startDisplay } from '../support/display.ts'
import { type ProgramOptions, runProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { AGENT, agentProgram, happenings, startHub, startRep } from './agent-actors.ts'

/** One person's machine: several commands with the same home. */
async function machine(): Promise<{ readonly env: Record<string, string> }> {
  const home = await temporaryFolder('home')
  return { env: { HOME: home, XDG_STATE_HOME: `${home}/state`, XDG_RUNTIME_DIR: home } }
}
const agent = (args: readonly string[], options: ProgramOptions) => runProgram([...AGENT, ...args], options)

test('[SHP-04] without a terminal the flags answer, as policy, and a kind not named is refused', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const program = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json', '--allow', 'all'])
  await rep.customer()
  const view = await rep.ask('desktop.view', {})
  const granted = await rep.event('consent.granted')
  expect(granted.data).toEqual({ ask: view.ask, kind: 'desktop.view', scope: 'once', by: 'policy' })
  await rep.event('activity.started')
  // "all" does not cover reading the machine: it has to be named (PRM-05).
  const info = await rep.ask('sysinfo.collect', {})
  expect((await rep.event('consent.denied')).data).toEqual({ ask: info.ask, by: 'policy' })
  expect(happenings(program).find(({ why }) => why === 'not-named')).toMatchObject({
    kind: 'system.info',
    answer: 'no',
  })
})

test('a --deny wins over an --allow', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--allow', 'all', '--deny', 'desktop.view'])
  await rep.customer()
  await rep.ask('desktop.view', {})
  expect((await rep.event('consent.denied')).data).toMatchObject({ by: 'policy' })
})

test('revoke stops what runs with the hub killed, and the hub hears of it when it is back', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const { env } = await machine()
  const program = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view'], {
    env,
  })
  await rep.customer()
  await rep.ask('desktop.view', {})
  const { data } = await rep.event('activity.started')
  rep.link.watch((data as { channel: number }).channel, () => undefined)
  await program.waitForLine(/"watched".*"count":1/)
  await hub.kill()
  await program.waitForLine('"hub-away"')
  const revoked = await agent(['revoke', '--json'], { env })
  expect(revoked.json()).toEqual({ revoked: 'all', stopped: ['desktop.view'] })
  const status = await agent(['status', '--json'], { env })
  expect(status.json()).toMatchObject({ agents: [{ link: 'away', activities: [], number: rep.session.number }] })
  expect((await agent(['status'], { env })).stdout).toMatch(/server away/)
  await hub.start()
  await program.waitForLine('"hub-back"')
  await rep.event('consent.revoked')
  expect((await rep.event('activity.stopped')).data).toMatchObject({ reason: 'customer' })
  // The flag was taken back with it: the next request is not allowed by it any more.
  await rep.customer()
  await rep.ask('desktop.view', {})
  expect((await rep.event('consent.denied')).data).toMatchObject({ by: 'policy' })
})

test('[SHP-06] a session and its picture go on after the hub was killed, without asking again', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const program = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view'])
  await rep.customer()
  await rep.ask('desktop.view', {})
  const { data } = await rep.event('activity.started')
  let frames = 0
  rep.link.watch((data as { channel: number }).channel, () => {
    frames += 1
  })
  await until('frames', () => frames > 2)
  await hub.kill()
  await program.waitForLine('"hub-away"')
  await program.waitForLine(/"watched".*"count":0/)
  await hub.start()
  await program.waitForLine('"hub-back"')
  const before = frames
  await until('frames again', () => frames > before + 2, 20_000)
  expect(happenings(program).filter(({ type }) => type === 'answered')).toHaveLength(1)
})

test('an agent that was killed comes back to its seat with what was allowed, and says that its activity ended', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const { env } = await machine()
  const args = [rep.session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view']
  const first = await agentProgram(args, { env })
  await rep.customer()
  const { ask } = await rep.ask('desktop.view', {})
  await rep.event('activity.started')
  await agent(['revoke', 'record', '--json'], { env })
  first.kill('SIGKILL')
  await first.finished
  const again = await agentProgram(args, { env })
  await again.waitForLine('"present"')
  expect(happenings(again)[0]).toMatchObject({ type: 'joined', resumed: true, number: rep.session.number })
  expect((await rep.event('activity.finished')).data).toMatchObject({ ask, outcome: 'failed' })
  expect(rep.events.filter(({ type }) => type === 'participant.joined')).toHaveLength(1)
  const second = await agent([rep.session.joinUrl, '--platform', 'fake'], { env })
  expect(second.code).toBe(9)
  expect(second.stderr).toMatch(/served by an agent on this machine already/)
})

test('say, leave and status reach the running agent of the same user, and nobody else', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const { env } = await machine()
  const program = await agentProgram([rep.session.joinUrl, '--name', 'Jamie', '--platform', 'fake', '--json'], { env })
  await rep.customer()
  expect((await agent(['say', 'hello', 'there', '--json'], { env })).json()).toEqual({ sent: true })
  expect((await rep.event('chat.sent')).data).toEqual({ to: 'all', text: 'hello there' })
  const status = await agent(['status', '--lang', 'ko'], { env })
  expect(status.stdout).toContain('이 컴퓨터에서 보이거나 읽히는 것이 없습니다')
  const other = await machine()
  expect((await agent(['leave'], other)).code).toBe(3)
  expect((await agent(['leave', '--json'], { env })).json()).toEqual({ left: true, stopped: [] })
  expect((await program.finished).code).toBe(0)
  await rep.event('participant.left')
  expect((await agent(['status', '--json'], { env })).json()).toEqual({ agents: [] })
})

test('[DSK-19] a machine without a display is refused with the reason', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  await agentProgram([rep.session.joinUrl, '--allow', 'all'])
  await rep.customer()
  await expect(rep.ask('desktop.view', {})).rejects.toMatchObject({ code: 'screen.none' })
})

test('[DSK-13] a real display carries a notice that names who sees it, for exactly as long; losing it is told', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const display = await startDisplay({ hasWindowManager: true })
  const program = await agentProgram([rep.session.joinUrl, '--json', '--allow', 'all'], {
    env: { DISPLAY: display.name },
  })
  await rep.customer()
  const windows = async (): Promise<string> => String(await display.run('xwininfo', '-root', '-tree'))
  const before = await windows()
  const { ask } = await rep.ask('desktop.view', {})
  const started = await rep.event('activity.started')
  expect(started.data).toMatchObject({ info: { platform: 'x11', width: 1280, height: 800 } })
  expect(await windows()).not.toBe(before)
  await rep.ask('activity.stop', { ask })
  await program.waitForLine('"stopped"')
  await until(
    'the notice to go',
    async () => (await windows()).match(/children?:/)?.length === 1 && (await windows()).length <= before.length,
  )
  const again = await rep.ask('desktop.view', {})
  const channel = (await rep.event('activity.started', ({ data }) => (data as { ask: string }).ask === again.ask))
    .data as { channel: number }
  rep.link.watch(channel.channel, () => undefined)
  await program.waitForLine(/"watched".*"count":1/)
  await display.kill()
  expect((await rep.event('activity.finished')).data).toMatchObject({
    ask: again.ask,
    outcome: 'failed',
    error: { code: 'screen.lost' },
  })
})

test('[SYS-01] [SYS-10] system information comes within three seconds, in ten categories, with secrets masked', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const env = { MY_API_TOKEN: 'hunter2hunter2', GREETING: 'hello' }
  await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json', '--allow', 'system.info'], { env })
  await rep.customer()
  const { ask } = await rep.ask('sysinfo.collect', {})
  const granted = await rep.event('consent.granted')
  const collected = await rep.event('sysinfo.collected')
  expect(collected.at - granted.at).toBeLessThan(3_000)
  const { categories } = collected.data as { categories: Categories }
  for (const category of CATEGORIES) expect(Object.keys(categories[category]), category).not.toHaveLength(0)
  expect(JSON.stringify(categories)).not.toContain('unavailable')
  expect(categories.environment).toMatchObject({ MY_API_TOKEN: '•••', GREETING: 'hello' })
  expect(JSON.stringify(categories)).not.toContain('hunter2hunter2')
  expect((await rep.event('activity.finished')).data).toEqual({ ask, outcome: 'done', error: null })
})

test('while nothing happens the agent costs next to nothing, and with the hub away it stays as small as it was', async () => {
  const hub = await startHub()
  const rep = await startRep(hub.url)
  const program = await agentProgram([rep.session.joinUrl, '--platform', 'fake', '--json'])
  await rep.customer()
  const stat = async (): Promise<{ cpuMs: number; rssKb: number }> => {
    const [text, status] = await Promise.all([
      readFile(`/proc/${program.pid}/stat`, 'utf8'),
      readFile(`/proc/${program.pid}/status`, 'utf8'),
    ])
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, rssKb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) }
  }
  await program.waitForLine('"present"')
  await hub.kill()
  await program.waitForLine('"hub-away"')
  const start = performance.now()
  const before = await stat()
  await until('ten seconds to pass', () => performance.now() - start > 10_000, 15_000)
  const after = await stat()
  expect((after.cpuMs - before.cpuMs) / (performance.now() - start)).toBeLessThan(0.03)
  expect(after.rssKb - before.rssKb).toBeLessThan(5_000)
})
