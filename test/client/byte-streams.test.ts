// Bytes on their way to a hub: asked for first, refused unread, and ended at once when their source is not what was said.
import { once } from 'node:events'
import { rm, truncate, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { sendBytes } from '../../src/client/byte-streams.ts'
import { lookAt, publishLocal } from '../../src/features/files/publish-file.ts'
import { atEnd } from '../support/ending.ts'
import { temporaryFolder } from '../support/temp.ts'

/** A server that is asked first whether bytes are wanted. */
async function pretendHub(asked: RequestListener): Promise<{ readonly url: string; readonly token: string }> {
  const server = createServer()
  server.on('checkContinue', asked)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'dh_x' } // it listens
}

const refusal = (code: string) => JSON.stringify({ error: { code, message: '', help: '', details: { name: 'a' } } })
const sending = (source: () => Readable, bytes: number) => ({ path: '/v1/files/s_1', headers: {}, bytes, source })

test('what the hub refuses is never read', async () => {
  const account = await pretendHub((_, answer) => answer.writeHead(413).end(refusal('file.quota')))
  let isOpened = false
  const source = (): Readable => {
    isOpened = true
    return Readable.from(['x'])
  }
  await expect(sendBytes(account, sending(source, 1))).rejects.toMatchObject({ code: 'file.quota' })
  expect(isOpened).toBe(false)
})

test('an answer that comes in the middle is the answer, and an interruption is one', async () => {
  const account = await pretendHub((request, answer) => {
    answer.writeContinue()
    request.once('data', () => answer.writeHead(422, { connection: 'close' }).end(refusal('file.differs')))
  })
  const endless = () => Readable.from(Array.from({ length: 10 }, () => Buffer.alloc(10_000)))
  await expect(sendBytes(account, sending(endless, 100_000))).rejects.toMatchObject({ code: 'file.differs' })
  const silent = await pretendHub(() => undefined)
  const stop = new AbortController()
  const stopped = sendBytes(silent, { ...sending(endless, 100_000), signal: stop.signal })
  stop.abort()
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' })
})

test('a file that shrinks or goes away while it is sent is said to have changed, at once', async () => {
  const path = join(await temporaryFolder('changing'), 'a.bin')
  const change = { how: (): Promise<void> => truncate(path, 10) }
  const account = await pretendHub(async (request, answer) => {
    await change.how()
    answer.writeContinue()
    request.resume()
  })
  const publish = async () => {
    await writeFile(path, Buffer.alloc(1_000_000))
    const parts = { session: 's_1', told: () => undefined, send: sendBytes.bind(null, account) }
    return publishLocal(await lookAt(path), parts)
  }
  await expect(publish()).rejects.toMatchObject({ code: 'file.differs' })
  change.how = () => rm(path)
  await expect(publish()).rejects.toMatchObject({ code: 'file.unreadable' })
})
