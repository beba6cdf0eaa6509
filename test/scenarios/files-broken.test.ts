// Files on a bad day: a hub that is killed in the middle, a disk that is full, an agent of another session, a rep who stops.
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { runProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { blobsOf, customerOf, hashOfFile, newFile, publish } from './files-actors.ts'
import { eventOf, startHub, tokenOf } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const partIn = async (folder: string): Promise<string> =>
  (await readdir(folder)).find((name) => name.endsWith('.part')) ?? ''

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0

test('a download goes on at the byte when the hub was killed in the middle, and arrives as it was published', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const session = await rep.session()
  const { machine, agent } = await customerOf(session)
  const big = await newFile('big.iso', 140_000_000)
  const { files } = await publish(rep, [big.path])
  await agent.waitForLine('big.iso')
  const folder = await temporaryFolder('chosen')
  const downloading = machine.command(['download', '1', '--to', folder, '--json'])
  const part = await until('the first bytes', () => partIn(folder))
  await until('some of it', async () => (await sizeOf(join(folder, part))) > 1_000_000)
  await hub.kill()
  const reached = await sizeOf(join(folder, part))
  expect(reached).toBeGreaterThan(1_000_000)
  expect(reached).toBeLessThan(140_000_000)
  expect(await readdir(folder)).toEqual([part])
  await hub.restart()
  expect((await downloading).json()).toMatchObject({ saved: { path: join(folder, 'big.iso'), sha256: big.sha256 } })
  expect(await hashOfFile(join(folder, 'big.iso'))).toBe(big.sha256)
  expect(await readdir(folder)).toEqual(['big.iso'])
  await eventOf(rep, session, 'file.downloaded', ({ file }) => file === files[0]?.id)
  expect(await blobsOf(hub.dataDir, session.id)).toEqual([files[0]?.id])
})

test('a full disk leaves nothing under the name, and the next try goes on at the byte', async () => {
  const hub = await startHub()
  const session = await hub.lead.session()
  const { machine, agent } = await customerOf(session)
  const file = await newFile('log.bin', 3_000_000)
  await publish(hub.lead, [file.path])
  await agent.waitForLine('log.bin')
  const folder = await temporaryFolder('chosen')
  // A limit on the size of files ends a write as a disk without room does.
  const roomFor = (bytes: string) => runProgram(['prlimit', '--pid', String(agent.pid), `--fsize=${bytes}:unlimited`])
  await roomFor('1000000')
  expect((await machine.command(['download', '1', '--to', folder, '--json'])).code).toBe(1)
  await agent.waitForLine('"file-failed"')
  const part = await partIn(folder)
  expect([await readdir(folder), await sizeOf(join(folder, part))]).toEqual([[part], 1_000_000])
  await roomFor('unlimited')
  expect((await machine.command(['download', '1', '--to', folder])).code).toBe(0)
  expect([await readdir(folder), await hashOfFile(join(folder, 'log.bin'))]).toEqual([['log.bin'], file.sha256])
})

test('a hub that is killed while a file is being sent keeps nothing of it, and a customer of another session gets nothing', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const [mine, theirs] = [await rep.session(), await rep.session()]
  await customerOf(mine)
  const other = await customerOf(theirs)
  const big = await newFile('big.iso', 140_000_000)
  const sending = rep.run(['file', 'publish', big.path, '--session', mine.number, '--json'])
  await until('some of it at the hub', async () => (await blobsOf(hub.dataDir, mine.id))[0]?.endsWith('.part'))
  await hub.kill()
  expect((await sending).code).toBe(12)
  await hub.restart()
  expect(await blobsOf(hub.dataDir, mine.id)).toEqual([])
  expect(await rep.json(['file', 'ls', '--session', mine.number])).toEqual([])
  const small = await newFile('small.bin', 1_000)
  const lines = (await rep.done(['file', 'publish', small.path, '--session', mine.number, '--json'])).jsonLines<{
    readonly files?: readonly { readonly id: string }[]
  }>()
  const id = lines.at(-1)?.files?.[0]?.id
  expect((await other.machine.command(['files', '--json'])).json()).toEqual({ files: [] })
  const headers = { authorization: `Bearer ${await tokenOf(other.machine)}` }
  for (const session of [mine.id, theirs.id])
    expect((await fetch(`${hub.url}/v1/files/${session}/${id}`, { headers })).status).toBe(404)
  const gone = await temporaryFolder('chosen')
  await writeFile(join(gone, 'file'), '')
  expect((await other.machine.command(['download', '1', '--to', join(gone, 'file')])).code).toBe(3)
})
