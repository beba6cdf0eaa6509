// A customer's screen goes from the real agent to the real command line without the hub, and a stop needs no hub either.
import { expect, test, vi } from 'vitest'
import { until } from '../support/wait.ts'
import { newMachine, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

test('[SHP-07] a view moves to the direct path, says so, leaves it where the customer revokes it with the hub out of reach, and ends', async () => {
  const hub = await startHub()
  const session = await hub.lead.session()
  const machine = await newMachine()
  const agent = await machine.agent([session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  const view = await hub.lead.start(['desktop', 'view', '--no-open', '--json'])
  expect(JSON.parse(await view.waitForLine('viewerUrl'))).toMatchObject({ path: 'relay' })
  await view.waitForLine('"path":"direct"')
  // The hub stands still: neither side hears anything from it, and neither knows.
  hub.program.kill('SIGSTOP')
  try {
    const revoked = (await machine.command(['revoke', 'desktop.view', '--json'])).json()
    expect(revoked).toMatchObject({ stopped: ['desktop.view'] })
    await until('the view to lose the direct path', () => view.lines().at(-1)?.includes('"path":"relay"'))
  } finally {
    hub.program.kill('SIGCONT')
  }
  expect(JSON.parse((await view.finished).stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    status: 'ended',
    reason: 'customer',
  })
})

test('where the site wants no direct paths, the view stays on the relay', async () => {
  const hub = await startHub()
  await hub.lead.done(['admin', 'site', 'set', 'direct.mode', 'off'])
  const session = await hub.lead.session()
  const machine = await newMachine()
  const agent = await machine.agent([session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  const view = await hub.lead.start(['desktop', 'view', '--no-open', '--json'])
  await view.waitForLine('viewerUrl')
  await hub.lead.done(['desktop', 'screenshot', '--out', `${machine.env.HOME}/screen.png`])
  view.kill('SIGINT')
  const { stdout, code } = await view.finished
  expect(code).toBe(130)
  expect(stdout).not.toContain('direct')
})
