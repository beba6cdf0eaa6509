// What went wrong: what had been done was told to the customer as stopped when the journal was faster than the reply.
import { expect, test } from 'vitest'
import { pretendHub } from '../agent/pretend-hub.ts'
import { built, startProgram } from '../support/programs.ts'

test('what the journal says is finished is shown as finished, not as stopped', async () => {
  const hub = await pretendHub()
  const agent = await startProgram([
    ...[process.execPath, built('agent/deskhand-agent.js'), '123456789', '--hub', hub.url, '--platform', 'fake'],
    ...['--json', '--allow', 'desktop.view'],
  ])
  await agent.waitForLine('"present"')
  const ask = hub.ask()
  await agent.waitForLine('"started"')
  hub.event('activity.finished', { ask, outcome: 'done', error: null })
  await agent.waitForLine('"finished"')
  hub.event('chat.sent', { to: 'all', text: 'the last word' })
  await agent.waitForLine('the last word')
  expect(agent.lines().filter((line) => line.includes('"type":"stopped"'))).toEqual([])
})
