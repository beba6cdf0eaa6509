// What went wrong: a hub that was stopped as it should be exited with 130, and an agent died of an unhandled EPIPE when
// the program that read its output went away.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { joinSession, newMachine, type Shape, startHub } from '../scenarios/whole-actors.ts'
import { built, cleanEnvironment } from '../support/programs.ts'
import { until } from '../support/wait.ts'

vi.setConfig({ testTimeout: 90_000 })

test.each(['SIGTERM', 'SIGINT'] as const)('a hub stopped by %s says nothing and exits with 0', async (signal) => {
  const hub = await startHub()
  const session = await hub.lead.session()
  await joinSession(session, 'Jamie')
  hub.program.kill(signal)
  const { code, stderr } = await hub.program.finished
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('a command that is interrupted still says so with 130', async () => {
  const hub = await startHub()
  await hub.lead.session()
  const tail = await hub.lead.start(['session', 'journal', '--follow', '--json'])
  await tail.waitForLine('session.started')
  tail.kill('SIGINT')
  expect((await tail.finished).code).toBe(130)
})

test.each([[['--json']], [[]]])('an agent with %j whose reader goes away leaves the session quietly', async (more) => {
  const hub = await startHub()
  const session = await hub.lead.session()
  const { env } = await newMachine()
  const agent = spawn(
    process.execPath,
    [built('agent/deskhand-agent.js'), session.joinUrl, '--name', 'Jamie', '--platform', 'fake', ...more],
    { env: await cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let stderr = ''
  agent.stderr.on('data', (text) => {
    stderr += String(text)
  })
  const ended = once(agent, 'close')
  await until('the customer to be there', async () => {
    const { participants } = await hub.lead.json<{ participants: Shape[] }>(['session', 'show'])
    return participants[1]?.connected
  })
  agent.stdout.destroy()
  await hub.lead.done(['chat', 'send', 'are you there?'])
  expect((await ended)[0]).toBe(0)
  expect(stderr).toBe('')
  const left = (await hub.lead.journal(session)).find(({ type }) => type === 'participant.left')
  expect(left?.data).toMatchObject({ reason: 'left' })
})
