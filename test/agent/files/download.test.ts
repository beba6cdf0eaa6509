// Downloading from a hub that lies, breaks off or goes on where it is asked to: only what was announced gets a name.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { link, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { download, partPath } from '../../../agent/files/download.ts'
import { atEnd } from '../../support/ending.ts'
import { temporaryFolder } from '../../support/temp.ts'

const BYTES = randomBytes(200_000)
const FILE = 'f_0123456789abcdef'

type Serve = (asked: { readonly from: number; readonly times: number }, answer: ServerResponse) => void

/** A hub that answers downloads as it likes. */
async function pretendHub(serve: Serve): Promise<{ url: string; readonly asked: readonly number[] }> {
  const asked: number[] = []
  const server = createServer((request: IncomingMessage, answer) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    asked.push(from)
    serve({ from, times: asked.length }, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked } // it listens
}

const honest: Serve = ({ from }, answer) => {
  answer.writeHead(from > 0 ? 206 : 200)
  answer.end(BYTES.subarray(from))
}

async function get(
  serve: Serve,
  given: { readonly name?: string; readonly folder?: string; readonly signal?: AbortSignal } = {},
) {
  const hub = await pretendHub(serve)
  const folder = given.folder ?? (await temporaryFolder('downloads'))
  const told = {
    file: FILE,
    ask: 'k_1',
    customer: 'p_1',
    name: given.name ?? 'a.bin',
    bytes: BYTES.length,
    sha256: createHash('sha256').update(BYTES).digest('hex'),
  }
  const run = () =>
    download({
      account: { url: hub.url, token: 'dh_x' },
      session: 's_1',
      told,
      folder,
      signal: given.signal ?? new AbortController().signal,
      progress: () => undefined,
    })
  return { hub, folder, run }
}

test('a file arrives under its name, readable by its owner alone, and nothing else is left', async () => {
  const { folder, run } = await get(honest)
  expect(await run()).toBe(join(folder, 'a.bin'))
  expect((await readFile(join(folder, 'a.bin'))).equals(BYTES)).toBe(true)
  expect((await stat(join(folder, 'a.bin'))).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['a.bin'])
})

test('more, fewer or other bytes than were announced never get the name, and are not kept', async () => {
  const lies: readonly (readonly [Buffer, string])[] = [
    [Buffer.concat([BYTES, Buffer.from('x')]), 'file.differs'],
    [Buffer.from(BYTES).fill(0, 7, 8), 'file.differs'],
  ]
  for (const [bytes, code] of lies) {
    const { folder, run } = await get((_, answer) => void answer.end(bytes))
    await expect(run()).rejects.toMatchObject({ code })
    expect(await readdir(folder)).toEqual([])
  }
  const { folder, run, hub } = await get(({ from }, answer) => {
    answer.writeHead(from > 0 ? 206 : 200)
    answer.end(from > 0 ? '' : BYTES.subarray(0, 1_000))
  })
  await expect(run()).rejects.toMatchObject({ code: 'hub.unreachable' })
  expect(await readdir(folder)).toEqual([`.deskhand-${FILE}.part`])
  expect(new Set(hub.asked)).toEqual(new Set([0, 1_000]))
}, 60_000)

test('what breaks off goes on at the byte, in the same try and in a later one', async () => {
  const { folder, run, hub } = await get(({ from, times }, answer) => {
    answer.writeHead(from > 0 ? 206 : 200, { 'content-length': BYTES.length - from })
    if (times > 2) answer.end(BYTES.subarray(from))
    else answer.write(BYTES.subarray(from, from + 50_000), () => answer.destroy())
  })
  await run()
  expect(hub.asked).toEqual([0, 50_000, 100_000])
  expect((await readFile(join(folder, 'a.bin'))).equals(BYTES)).toBe(true)

  const later = await get(honest)
  await writeFile(partPath(later.folder, FILE), BYTES.subarray(0, 123_456))
  await later.run()
  expect(later.hub.asked).toEqual([123_456])
  const stale = await get(honest)
  await writeFile(partPath(stale.folder, FILE), randomBytes(BYTES.length + 1))
  await stale.run()
  expect(stale.hub.asked).toEqual([0])
})

test('a hub that does not go on where it was asked to is read from the beginning', async () => {
  const { folder, run } = await get((_, answer) => void answer.end(BYTES))
  await writeFile(partPath(folder, FILE), BYTES.subarray(0, 10))
  await run()
  expect((await readFile(join(folder, 'a.bin'))).equals(BYTES)).toBe(true)
})

test('links that others have laid where the bytes arrive are not followed', async () => {
  const outside = join(await temporaryFolder('outside'), 'victim')
  await writeFile(outside, 'precious')
  for (const lay of [symlink, link]) {
    const { folder, run } = await get(honest)
    await lay(outside, partPath(folder, FILE))
    await expect(run()).rejects.toMatchObject({ code: 'file.unwritable' })
    expect(await readFile(outside, 'utf8')).toBe('precious')
    expect(await readdir(folder)).toEqual([`.deskhand-${FILE}.part`])
  }
})

test('a refusal of the hub leaves nothing under the name, what is gone leaves nothing at all', async () => {
  const gone = JSON.stringify({ error: { code: 'file.gone', message: '', help: '', details: { name: 'a.bin' } } })
  const { folder, run } = await get(({ times, from }, answer) => {
    if (times > 1) answer.writeHead(410, { 'content-type': 'application/json' }).end(gone)
    else answer.write(BYTES.subarray(from, 1_000), () => answer.destroy())
  })
  await expect(run()).rejects.toMatchObject({ code: 'file.gone' })
  expect(await readdir(folder)).toEqual([])
  const nowhere = await get(honest, { folder: '/proc/self/fd/none' })
  await expect(nowhere.run()).rejects.toMatchObject({ code: 'file.unwritable' })
})

test('what is taken back while it is on its way stops at once', async () => {
  const stop = new AbortController()
  const { folder, run } = await get(
    (_, answer) => {
      answer.writeHead(200, { 'content-length': BYTES.length })
      answer.write(BYTES.subarray(0, 10), () => stop.abort())
    },
    { signal: stop.signal },
  )
  await expect(run()).rejects.toMatchObject({ code: 'file.gone' })
  expect(await readdir(folder)).toEqual([])
})
