// Basic file transfer with the real programs: published by a rep after a yes, downloaded by the customer, gone when it ends.
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { blobsOf, customerOf, hashOfFile, newFile, publish } from './files-actors.ts'
import { answer, eventOf, failure, happenings, newMachine, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

interface Listed {
  readonly files: readonly { readonly number: number; readonly name: string; readonly bytes: number }[]
}

test('[FTB-03] [FTB-05] [FTB-06] files are published, seen on both sides, and downloaded into the folder the customer chooses', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const session = await rep.session()
  const { machine, agent } = await customerOf(session)
  const [driver, manual] = [await newFile('driver.zip', 3_000_000), await newFile('설명서 1.pdf', 0)]
  const done = await publish(rep, [driver.path, manual.path])
  expect(done.files.map(({ name, bytes, sha256 }) => [name, bytes, sha256])).toEqual([
    ['driver.zip', 3_000_000, driver.sha256],
    ['설명서 1.pdf', 0, manual.sha256],
  ])
  expect(await rep.json(['file', 'ls'])).toMatchObject([{ name: 'driver.zip', downloads: 0 }, { name: '설명서 1.pdf' }])
  const blobs = await blobsOf(hub.dataDir, session.id)
  expect(blobs.toSorted()).toEqual(done.files.map(({ id }) => id).toSorted())
  const mode = (await stat(join(hub.dataDir, 'blobs', session.id, blobs[0] ?? ''))).mode & 0o777
  expect(mode).toBe(0o600)

  await agent.waitForLine('설명서')
  const { files } = (await machine.command(['files', '--json'])).json<Listed>()
  expect(files.map(({ number, name, bytes }) => [number, name, bytes])).toEqual([
    [1, 'driver.zip', 3_000_000],
    [2, '설명서 1.pdf', 0],
  ])
  const folder = await temporaryFolder('chosen')
  await writeFile(join(folder, 'driver.zip'), 'their own')
  const saved = await machine.command(['download', '1', '--to', folder, '--json'])
  expect(saved.json()).toMatchObject({ saved: { path: join(folder, 'driver (1).zip'), sha256: driver.sha256 } })
  expect((await machine.command(['download', '2', '--to', folder])).code).toBe(0)
  expect((await readdir(folder)).toSorted()).toEqual(['driver (1).zip', 'driver.zip', '설명서 1.pdf'])
  expect(await hashOfFile(join(folder, 'driver (1).zip'))).toBe(driver.sha256)
  expect((await stat(join(folder, 'driver (1).zip'))).mode & 0o777).toBe(0o600)
  const told = await eventOf(rep, session, 'file.downloaded', ({ name }) => name === 'driver.zip')
  expect(told.data).toMatchObject({ sha256: driver.sha256, bytes: 3_000_000 })
  expect(await rep.json(['file', 'ls'])).toMatchObject([{ downloads: 1 }, { name: '설명서 1.pdf' }])
  expect(happenings(agent).map(({ type }) => type)).toEqual(expect.arrayContaining(['file-published', 'file-saved']))
  expect((await machine.command(['download', '3', '--to', folder])).code).toBe(3)
  expect((await machine.command(['download', '1', '--to', join(folder, 'nowhere')])).code).toBe(1)
  expect((await machine.command(['download', '1'])).code).toBe(2)
})

test('[FTB-04] nothing is published before the customer says yes, in the terminal they are asked in', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const session = await rep.session()
  const machine = await newMachine()
  const customer = await machine.terminal([session.joinUrl, '--name', 'Jamie', '--platform', 'fake'])
  await eventOf(
    rep,
    session,
    'participant.joined',
    ({ participant }) => (participant as { name: string }).name === 'Jamie',
  )
  const file = await newFile('patch.bin', 10_000)
  const refused = failure(rep, ['file', 'publish', file.path])
  await customer.waitFor('Offer you files')
  expect(await blobsOf(hub.dataDir, session.id)).toEqual([])
  await answer(customer, 'n')
  expect(await refused).toEqual([6, 'consent.refused'])
  expect((await rep.journal(session)).some(({ type }) => type === 'file.published')).toBe(false)

  const published = rep.done(['file', 'publish', file.path])
  await customer.waitFor('Offer you files')
  await answer(customer, 'y')
  await published
  await customer.waitFor('patch.bin')
  const folder = join(machine.env.HOME ?? '', 'mine')
  await mkdir(folder)
  await customer.type('/files')
  await customer.press('Enter')
  await customer.waitFor('[1] patch.bin, 10 kB')
  await customer.type('/download 1 ~/mine')
  await customer.press('Enter')
  await until('the file', async () => (await hashOfFile(join(folder, 'patch.bin'))) === file.sha256)
  await customer.type('/etc/hosts is a path')
  await customer.press('Enter')
  await eventOf(rep, session, 'chat.sent', ({ text }) => text === '/etc/hosts is a path')
  expect((await rep.journal(session)).some(({ data }) => String(data.text).startsWith('/download'))).toBe(false)

  const denying = await rep.session()
  await customerOf(denying, ['--deny', 'files.basic'])
  expect(await failure(rep, ['file', 'publish', file.path, '--session', denying.number])).toEqual([
    6,
    'consent.refused',
  ])
})

test('[FTB-07] what is taken back is gone for both sides and from the disk; the end of the exchange takes all', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const session = await rep.session()
  const { machine, agent } = await customerOf(session)
  const files = await Promise.all(['a.bin', 'b.bin', 'c.bin'].map((name) => newFile(name, 20_000)))
  const { files: published } = await publish(
    rep,
    files.map(({ path }) => path),
  )
  await agent.waitForLine('c.bin')
  const [first] = published
  expect(await rep.json(['file', 'unpublish', first?.id ?? ''])).toEqual({ unpublished: [first?.id] })
  await agent.waitForLine('"file-gone"')
  const folder = await temporaryFolder('chosen')
  expect((await machine.command(['download', '1', '--to', folder])).code).toBe(3)
  await until('its blob to be deleted', async () => (await blobsOf(hub.dataDir, session.id)).length === 2)
  expect(await failure(rep, ['file', 'unpublish', first?.id ?? ''])).toEqual([3, 'file.not-found'])
  expect(await failure(rep, ['file', 'unpublish'])).toEqual([2, 'usage'])

  expect((await rep.json<{ unpublished: string[] }>(['file', 'unpublish', '--all'])).unpublished).toHaveLength(2)
  await until('every blob to be deleted', async () => (await blobsOf(hub.dataDir, session.id)).length === 0)
  await agent.waitForLine('"stopped"')
  expect((await machine.command(['files', '--json'])).json()).toEqual({ files: [] })
  expect(await rep.json(['file', 'ls'])).toEqual([])
  expect(await readdir(folder)).toEqual([])

  await publish(rep, [files[0]?.path ?? ''])
  await machine.command(['revoke', 'files.basic'])
  await until('revoking to delete it', async () => (await blobsOf(hub.dataDir, session.id)).length === 0)
  expect(await rep.json(['file', 'ls'])).toEqual([])
  expect(await failure(rep, ['file', 'publish', files[0]?.path ?? ''])).toEqual([6, 'consent.refused'])
  const other = await rep.session()
  const second = await customerOf(other)
  await publish(rep, [files[0]?.path ?? '', '--session', other.number])
  expect(await blobsOf(hub.dataDir, other.id)).toHaveLength(1)
  await second.machine.command(['leave'])
  await until('leaving to delete it', async () => (await blobsOf(hub.dataDir, other.id)).length === 0)
})

test('[FTB-01] the site decides whether, and how much: at the limit it goes, one byte past it not', async () => {
  const hub = await startHub()
  const rep = hub.lead
  const session = await rep.session()
  await customerOf(session)
  const [most, more] = [await newFile('most.bin', 50_000), await newFile('more.bin', 50_001)]
  const set = (name: string, value: unknown) => rep.done(['admin', 'site', 'set', name, JSON.stringify(value)])
  expect(await rep.json(['admin', 'site', 'show'])).toMatchObject({
    'file.enabled': true,
    'file.limitBytes': 150_000_000,
  })
  await set('file.limitBytes', 50_000)
  await set('file.quotaBytes', 120_000)
  await publish(rep, [most.path])
  expect(await failure(rep, ['file', 'publish', more.path])).toEqual([8, 'file.too-large'])
  const some = await rep.run(['file', 'publish', more.path, most.path, '--json'])
  expect([some.code, some.jsonLines<{ files?: unknown[] }>().at(-1)?.files?.length]).toEqual([10, 1])
  expect(await failure(rep, ['file', 'publish', most.path])).toEqual([8, 'file.quota'])
  expect(await blobsOf(hub.dataDir, session.id)).toHaveLength(2)
  expect(await failure(rep, ['file', 'publish', join(basename(most.path), 'nowhere')])).toEqual([1, 'file.unreadable'])
  await set('file.enabled', false)
  expect(await failure(rep, ['file', 'publish', most.path])).toEqual([5, 'feature.off'])
  const { capabilities } = await rep.json<{ capabilities: string[] }>(['whoami'])
  expect(capabilities).not.toContain('file.open')
})
