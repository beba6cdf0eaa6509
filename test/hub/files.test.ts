// The bytes of published files at a real hub: held against their manifest, given to those they are for, resumed, dropped.
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { MAX_READS_PER_BLOB, MAX_WRITES_PER_FOLDER, openFolderBlobs } from '../../src/hub/blobs/folder.ts'
import { addRep, asker, joinAs, openHub, serve, type TestHub } from '../support/hub.ts'
import { freshDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { ask, type Exchange, manifestOf, openExchange, publish } from './files-given.ts'

const BYTES = randomBytes(300_000)

const blobsOf = (hub: Pick<TestHub, 'dataDir'>, { id }: Exchange): Promise<readonly string[]> =>
  readdir(join(hub.dataDir, 'blobs', id)).catch(() => [])

async function given(database: string | null = null) {
  const hub = await openHub({ database })
  const exchange = await openExchange(hub.url, await addRep(hub, 'Robin'))
  return { hub, exchange, path: `/v1/files/${exchange.id}` }
}

test('a file is taken in when its bytes are the announced ones, and given out whole or from any byte on', async () => {
  const { exchange, path } = await given()
  const { status, data } = await publish(exchange, BYTES, { name: '보고서 "최종".pdf' })
  expect(status).toBe(201)
  const at = `${path}/${data?.file}`
  for (const who of [exchange.customer, exchange.rep]) {
    const whole = await fetch(`${who.url}${at}`, { headers: { authorization: `Bearer ${who.token}` } })
    expect(Buffer.from(await whole.arrayBuffer()).equals(BYTES)).toBe(true)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w .,()-]*"; filename\*=UTF-8''[\w%.-]+$/),
    })
  }
  const { url, token } = exchange.customer
  const from = (range: string) => fetch(`${url}${at}`, { headers: { authorization: `Bearer ${token}`, range } })
  const last = await from('bytes=299999-')
  expect([last.status, last.headers.get('content-range')]).toEqual([206, 'bytes 299999-299999/300000'])
  expect(Buffer.from(await last.arrayBuffer()).equals(BYTES.subarray(299_999))).toBe(true)
  const past = await from('bytes=300000-')
  expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */300000'])
  expect((await from('bytes=0-1,5-6')).status).toBe(200)
  const head = await ask(exchange.customer, 'HEAD', at)
  expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '300000', ''])
})

test('whoever lies about a file is refused and leaves nothing: more, fewer or other bytes, or no manifest', async () => {
  const { hub, exchange, path } = await given()
  const put = (sent: Parameters<typeof ask>[3]) => ask(exchange.rep, 'PUT', path, sent)
  const chunked = { 'transfer-encoding': 'chunked' }
  const told = manifestOf(BYTES)
  const more = Buffer.concat([BYTES, Buffer.from('x')])
  const other = Buffer.from(BYTES).fill(0, 0, 1)
  for (const [why, sent] of [
    ['one byte more is said', { manifest: told, body: more }],
    ['one byte more is sent', { manifest: told, body: more, headers: chunked }],
    ['one byte fewer is said', { manifest: told, body: BYTES.subarray(1) }],
    ['one byte fewer is sent', { manifest: told, body: BYTES.subarray(1), headers: chunked }],
    ['other bytes', { manifest: told, body: other }],
  ] as const)
    expect([why, (await put(sent)).code]).toEqual([why, 'file.differs'])
  for (const manifest of [
    '',
    '{}',
    'null',
    JSON.stringify({ ...told, sha256: 'x' }),
    JSON.stringify({ ...told, more: 1 }),
  ])
    expect((await put({ manifest, body: BYTES })).code).toBe('request.malformed')
  for (const name of ['', 'n'.repeat(1_025)])
    expect((await put({ manifest: { ...told, name }, body: BYTES })).code).toBe('request.malformed')
  await expect(
    put({ manifest: told, body: BYTES.subarray(0, 1_000), headers: { 'content-length': '300000' }, isCut: true }),
  ).rejects.toThrow()
  await until('the broken one to leave nothing', async () => (await blobsOf(hub, exchange)).length === 0)
  const { files } = await exchange.rep.ask('file.list', { session: exchange.id })
  expect(files).toEqual([])
  expect(hub.log).toEqual([])
  expect((await put({ manifest: { ...told, name: 'n'.repeat(1_024) }, body: BYTES })).status).toBe(201)
})

test('bytes go to the customer they are for and to the reps of the session, and to nobody else', async () => {
  const { hub, exchange, path } = await given()
  const { data } = await publish(exchange, BYTES)
  const at = `${path}/${data?.file}`
  const outsider = await addRep(hub, 'Outsider')
  const theirs = await openExchange(hub.url, outsider)
  const lee = await joinAs(hub.url, exchange.number, 'Lee')
  const bad = asker(hub.url, 'dh_not_a_token')
  const got = async (who: Parameters<typeof ask>[0], where = at) => (await ask(who, 'GET', where)).code
  expect(await got(asker(hub.url))).toBe('auth.required')
  expect(await got(bad)).toBe('auth.expired')
  for (const who of [outsider, theirs.customer]) expect(await got(who)).toBe('session.not-found')
  expect(await got(hub.admin)).toBe('access.denied')
  expect(await got(lee)).toBe('file.not-found')
  expect(await got(theirs.customer, `/v1/files/${theirs.id}/${data?.file}`)).toBe('file.not-found')
  for (const where of [
    `${path}/..%2f..%2fhub.db`,
    `${path}/f_0`,
    `${path}/../../hub.db`,
    `/v1/files/..%2f..%2f/${data?.file}`,
  ])
    expect([where, (await ask(exchange.customer, 'GET', where)).status]).toEqual([where, 404])
  const put = async (who: Parameters<typeof ask>[0]) =>
    (await ask(who, 'PUT', path, { manifest: manifestOf(BYTES), body: BYTES })).code
  expect([await put(asker(hub.url)), await put(outsider), await put(exchange.customer), await put(lee)]).toEqual([
    'auth.required',
    'session.not-found',
    'access.denied',
    'access.denied',
  ])
  expect((await lee.ask('file.list', { session: exchange.id })).files).toEqual([])
  expect(await blobsOf(hub, exchange)).toEqual([data?.file])
  const narrow = await exchange.rep.ask('token.create', { name: 'ci', scopes: ['read'], ttlMs: 60_000 })
  expect(await put(asker(hub.url, narrow.token))).toBe('auth.scope')
  expect((await ask(asker(hub.url, narrow.token), 'GET', at)).status).toBe(200)
})

test('[FTB-07] a download that runs ends when the file is taken back, and the next one is told that it is gone', async () => {
  const { hub, exchange, path } = await given()
  const { data } = await publish(exchange, randomBytes(20_000_000))
  const at = `${path}/${data?.file}`
  const { url, token } = exchange.customer
  const slow = await fetch(`${url}${at}`, { headers: { authorization: `Bearer ${token}` } })
  const reader = slow.body?.getReader()
  expect((await reader?.read())?.done).toBe(false)
  await exchange.rep.ask('file.unpublish', { file: data?.file ?? '' }, { session: exchange.id })
  await expect(
    (async () => {
      for (let done: boolean | undefined = false; !done; ) done = (await reader?.read())?.done
    })(),
  ).rejects.toThrow()
  expect((await ask(exchange.customer, 'GET', at)).code).toBe('file.gone')
  await until('its blob to be deleted', async () => (await blobsOf(hub, exchange)).length === 0)
})

test('with PostgreSQL the same holds: published, fetched, taken back, and swept at the next start', async () => {
  const database = await freshDatabase()
  const { hub, exchange, path } = await given(database)
  const [one, two] = [await publish(exchange, BYTES), await publish(exchange, BYTES)]
  expect((await ask(exchange.customer, 'GET', `${path}/${one.data?.file}`)).status).toBe(200)
  await exchange.rep.ask('file.unpublish', { file: one.data?.file ?? '' }, { session: exchange.id })
  await until('its blob to be deleted', async () => (await blobsOf(hub, exchange)).length === 1)
  await hub.close()
  await writeFile(join(hub.dataDir, 'blobs', exchange.id, 'f_0000000000000000'), 'orphan')
  const again = await serve(hub.dataDir, { database })
  expect(await blobsOf(hub, exchange)).toEqual([two.data?.file])
  const customer = asker(again.url, exchange.customer.token)
  expect((await ask(customer, 'GET', `${path}/${one.data?.file}`)).code).toBe('file.gone')
  expect((await ask(customer, 'GET', `${path}/${two.data?.file}`)).status).toBe(200)
})

test('what the customer takes back while it is being sent is not published, and a repeated request publishes once', async () => {
  const { hub, exchange } = await given()
  const once = manifestOf(BYTES)
  const sent = { manifest: once, body: BYTES }
  const path = `/v1/files/${exchange.id}`
  const [first, second] = [await ask(exchange.rep, 'PUT', path, sent), await ask(exchange.rep, 'PUT', path, sent)]
  expect(second.data).toEqual(first.data)
  expect(await blobsOf(hub, exchange)).toEqual([first.data?.file])
  const halfway = () => exchange.customer.ask('consent.revoke', { kinds: ['files.basic'] })
  const late = { manifest: manifestOf(BYTES), body: BYTES, headers: { 'content-length': '300000' }, halfway }
  expect((await ask(exchange.rep, 'PUT', path, late)).code).toBe('consent.not-granted')
  expect((await publish(exchange, BYTES)).code).toBe('consent.not-granted')
  await until('nothing to be left', async () => (await blobsOf(hub, exchange)).length === 0)
})

test('a hub that starts clears away what no session has to give, and keeps the rest', async () => {
  const { hub, exchange, path } = await given()
  const { data } = await publish(exchange, BYTES)
  await hub.close()
  const folder = join(hub.dataDir, 'blobs')
  await mkdir(join(folder, 's_0000000000000000'))
  for (const orphan of [
    's_0000000000000000/f_0000000000000000',
    `${exchange.id}/f_0000000000000000`,
    `${exchange.id}/f_1.part`,
  ])
    await writeFile(join(folder, orphan), 'orphan')
  const again = await serve(hub.dataDir)
  expect(await readdir(folder)).toEqual([exchange.id])
  expect(await blobsOf(hub, exchange)).toEqual([data?.file])
  const got = await ask(asker(again.url, exchange.customer.token), 'GET', `${path}/${data?.file}`)
  expect(got.status).toBe(200)
})

test('only so many blobs are written into one folder at a time, and no name leads out of it', async () => {
  const blobs = await openFolderBlobs(join(await temporaryFolder('blobs'), 'blobs'))
  const more = Promise.withResolvers<void>()
  const waiting = async function* (): AsyncGenerator<Uint8Array> {
    await more.promise
    yield BYTES
  }
  const claim = manifestOf(BYTES)
  const write = (name: string) => blobs.write({ folder: 's_1', name }, waiting(), claim)
  const running = Array.from({ length: MAX_WRITES_PER_FOLDER }, (_, i) => write(`f_${i}`))
  await expect(write('f_more')).rejects.toMatchObject({ code: 'request.too-many' })
  more.resolve()
  expect(await Promise.all(running)).toEqual(running.map(() => true))
  expect(await write('f_more')).toBe(true)
  for (const name of ['..', '../hub.db', 'f_/x', 'f_1.part', '', 'F_1'])
    await expect(write(name)).rejects.toMatchObject({ code: 'internal' })
  expect(await blobs.read({ folder: 's_1', name: 'f_none' }, 0)).toBeNull()
})

test('only so many read one blob at a time, and all of them end when it is dropped', async () => {
  const blobs = await openFolderBlobs(join(await temporaryFolder('blobs'), 'blobs'))
  const key = { folder: 's_1', name: 'f_1' }
  await blobs.write(key, Readable.from([BYTES]), manifestOf(BYTES))
  const streams = await Promise.all(Array.from({ length: MAX_READS_PER_BLOB }, () => blobs.read(key, 0)))
  await expect(blobs.read(key, 0)).rejects.toMatchObject({ code: 'request.too-many' })
  const [first, ...others] = streams
  expect(Buffer.concat((await first?.toArray()) ?? []).equals(BYTES)).toBe(true)
  const next = await blobs.read(key, 299_999)
  const ended = Promise.allSettled(others.map((stream) => stream?.toArray()))
  await blobs.drop(key)
  const gone = { status: 'rejected', reason: expect.objectContaining({ code: 'file.gone' }) }
  expect(await ended).toEqual(others.map(() => gone))
  expect(next?.destroyed, 'dropped before anybody listened').toBe(true)
  expect(await blobs.folders()).toEqual([])
  expect(await blobs.read(key, 0)).toBeNull()
})
