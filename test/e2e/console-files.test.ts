// Files from the console in a real terminal: published by path, seen to arrive, taken back; not offered where they are off.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { blobsOf, customerOf, hashOfFile, newFile } from '../scenarios/files-actors.ts'
import { eventOf, failure, startHub } from '../scenarios/whole-actors.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'

// Each step waits for a frame of a real terminal.
vi.setConfig({ testTimeout: 120_000 })

const SIZE = { columns: 120, rows: 40 } as const

test('[FTB-03] a rep publishes a file from the Tools tab, sees it arrive, and takes it back', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const session = await rep.session()
  const { machine } = await customerOf(session)
  const file = await newFile('patch 2.bin', 40_000)
  const desk = await rep.terminal(['console', '-s', session.number], SIZE)
  await desk.waitFor(/F Files/)
  await desk.press('F')
  await desk.waitFor('No file is published')
  await desk.press('Enter')
  await desk.waitFor('Path on this computer')
  await desk.type(join(file.path, 'nowhere'))
  await desk.press('Enter')
  await desk.waitFor('cannot be read')
  await desk.press('C-u')
  await desk.type(file.path)
  await desk.press('Enter')
  await desk.waitFor(/patch 2\.bin +40 kB +Jamie +not yet/)
  await desk.waitFor('The customer can download patch 2.bin (40 kB)')
  const folder = join(await temporaryFolder('chosen'), 'here')
  await mkdir(folder)
  await machine.command(['download', '1', '--to', folder])
  expect(await hashOfFile(join(folder, 'patch 2.bin'))).toBe(file.sha256)
  await desk.waitFor(/patch 2\.bin +40 kB +Jamie +✓ 1 ×/)
  await desk.press('w')
  await desk.waitFor('No file is published')
  await until('its blob to be deleted', async () => (await blobsOf(hub.dataDir, session.id)).length === 0)
  await desk.press('W')
  await eventOf(rep, session, 'activity.stopped')
})

test('[FTB-01] where the site has switched files off, the console does not offer them and the hub refuses them', async () => {
  const hub = await startHub()
  await hub.lead.done(['admin', 'site', 'set', 'file.enabled', 'false'])
  const session = await hub.lead.session()
  await customerOf(session)
  const desk = await hub.lead.terminal(['console', '-s', session.number], SIZE)
  await desk.waitFor(/n Notes/)
  expect(await desk.text()).not.toMatch(/F Files/)
  await desk.press('?')
  await desk.type('Publish')
  await desk.waitFor(/Publish/)
  expect(await desk.text()).not.toContain('Publish a file')
  const file = await newFile('a.bin', 10)
  expect(await failure(hub.lead, ['file', 'publish', file.path])).toEqual([5, 'feature.off'])
})
