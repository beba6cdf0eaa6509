// The viewer's host: nobody but its own page gets in, and one slow page is one slow page.
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { encodeFrame, FRAME_KEY, FRAME_KINDS, FRAME_REFRESH } from '../../src/protocol/frame.ts'
import { MAX_EARLY_BYTES, MAX_EARLY_FRAMES } from '../../src/viewer/host/early-frames.ts'
import {
  CLOSE_PROTOCOL,
  CLOSE_REFUSED,
  HELLO_WAIT_MS,
  MAX_PAGE_MESSAGE_BYTES,
  MAX_PAGES,
  MAX_UNDRAWN_FRAMES,
} from '../../src/viewer/wire.ts'
import { until } from '../support/wait.ts'
import { admitted, connect, frame, get, start, tokenOf } from './host-page.ts'

describe('the page', () => {
  it('is served on 127.0.0.1 alone', async () => {
    const { origin } = await start()
    expect(new URL(origin).hostname).toBe('127.0.0.1')
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    for (const { address, family } of others.filter((it) => !it.internal && it.family === 'IPv4')) {
      const elsewhere = origin.replace('127.0.0.1', family === 'IPv4' ? address : `[${address}]`)
      await expect(get(elsewhere, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    }
  })

  it('comes without cookies, under a policy that lets it load nothing from elsewhere', async () => {
    const { origin } = await start()
    const { status, headers } = await get(origin, '/')
    expect(status).toBe(200)
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('is refused under another host name, which is how a foreign site would reach it', async () => {
    const { origin } = await start()
    for (const host of ['evil.example', 'localhost', `evil.example:${new URL(origin).port}`]) {
      expect((await get(origin, '/', host)).status).toBe(403)
    }
  })

  it('is three files and nothing else', async () => {
    const { origin } = await start()
    for (const path of ['/', '/viewer.js', '/viewer.css']) expect((await get(origin, path)).status).toBe(200)
    for (const path of ['/viewer.html', '/link', '/../package.json', '/%2e%2e/package.json', '/viewer.js?x', '//']) {
      expect((await get(origin, path)).status).toBe(404)
    }
    expect((await get(origin, '/', undefined, 'POST')).status).toBe(405)
  })
})

describe('the link to the page', () => {
  it('is refused to a foreign origin, to none, to another host name and to another path', async () => {
    const { origin } = await start()
    const tries = [
      connect(origin, { Origin: 'https://evil.example' }),
      connect(origin, { Origin: origin.replace('127.0.0.1', 'localhost') }),
      connect(origin, {}),
      connect(origin, { Origin: origin, Host: 'evil.example' }),
      connect(origin, { Origin: origin }, '/other'),
      connect(origin, { Origin: origin }, '/link?token=1'),
    ]
    for (const attempt of tries) await until('the refusal', () => attempt.refused === 403)
  })

  it('is let in again with its token when it was reloaded before it said anything, and then no more', async () => {
    const started = await start()
    const token = tokenOf(started.host.url)
    const first = await admitted(started)
    first.socket.close()
    await until('the close', () => first.live.closed > 0)
    const again = await admitted(started, token)
    again.say({ type: 'lost' })
    await until('the refresh', () => started.refreshes() > 1)
    again.socket.close()
    await until('the close', () => again.live.closed > 0)
    const late = connect(started.origin)
    await until('the socket', () => late.isOpen)
    late.say({ type: 'hello', token })
    await until('the refusal', () => late.closed === CLOSE_REFUSED)
  })

  it('is closed without the token, with a wrong one, and with one that was used', async () => {
    const started = await start()
    const first = await admitted(started)
    const said: readonly [unknown, number][] = [
      [{ type: 'hello', token: tokenOf(started.host.url) }, CLOSE_REFUSED],
      [{ type: 'hello', token: 'A'.repeat(43) }, CLOSE_REFUSED],
      [{ type: 'hello', token: '' }, CLOSE_REFUSED],
      [{ type: 'hello' }, CLOSE_PROTOCOL],
      [{ type: 'stop' }, CLOSE_PROTOCOL],
      ['nonsense', CLOSE_PROTOCOL],
    ]
    for (const [message, code] of said) {
      const page = connect(started.origin)
      await until('the socket', () => page.isOpen)
      page.say(message)
      await until('the close', () => page.closed)
      expect([page.closed, page.texts, page.frames]).toEqual([code, [], []])
    }
    expect(started.stops()).toBe(0)
    const again = await admitted(started, first.nextToken)
    expect(again.live.closed).toBe(0)
  })

  it('is closed when the page says nothing in time', async () => {
    const { origin } = await start()
    const page = connect(origin)
    await until('the close', () => page.closed, HELLO_WAIT_MS + 2000)
    expect(page.closed).toBe(CLOSE_PROTOCOL)
  })

  it('is given to as many pages as the limit', async () => {
    const started = await start()
    let token = tokenOf(started.host.url)
    for (let count = 0; count < MAX_PAGES; count++) token = (await admitted(started, token)).nextToken
    const oneMore = connect(started.origin)
    await until('the refusal', () => oneMore.refused === 503)
  })

  it('bears a message as large as the limit and ends with one byte more', async () => {
    const started = await start()
    const page = await admitted(started)
    const padded = (length: number): string => {
      const text = JSON.stringify({ type: 'lost', pad: '' })
      return text.replace('""', `"${'x'.repeat(length - text.length)}"`)
    }
    page.live.socket.send(padded(MAX_PAGE_MESSAGE_BYTES))
    page.say({ type: 'stop' })
    await until('the stop', () => started.stops() === 1)
    page.live.socket.send(padded(MAX_PAGE_MESSAGE_BYTES + 1))
    await until('the close', () => page.live.closed)
    expect((await get(started.origin, '/')).status).toBe(200)
  })
})

describe('frames to pages', () => {
  const key = (seq: number): Uint8Array => frame(seq, FRAME_KEY)
  const refresh = (seq: number): Uint8Array => frame(seq, FRAME_KEY | FRAME_REFRESH)

  it('are held back from a page that does not draw, and not from another', async () => {
    const started = await start()
    const slow = await admitted(started)
    const quick = await admitted(started, slow.nextToken)
    started.send(key(0))
    for (let seq = 1; seq <= 40; seq++) {
      started.send(frame(seq))
      await until('the quick page', () => quick.live.frames.length === seq + 1)
      quick.say({ type: 'drawn', seq, latencyMs: 5 })
    }
    expect(slow.live.frames).toHaveLength(MAX_UNDRAWN_FRAMES)
    expect(quick.live.frames).toHaveLength(41)
    expect(started.host.stats()).toMatchObject({ pages: 2, dropped: 41 - MAX_UNDRAWN_FRAMES })

    const asked = started.refreshes()
    for (let seq = 0; seq < MAX_UNDRAWN_FRAMES; seq++) slow.say({ type: 'drawn', seq, latencyMs: 900 })
    await until('a refresh for the slow page', () => started.refreshes() > asked)
    started.send(refresh(40))
    started.send(frame(41))
    await until('the slow page', () => slow.live.frames.length === MAX_UNDRAWN_FRAMES + 2)
    await until('the quick page', () => quick.live.frames.length === 42)
    expect(started.host.stats().latencyMs).toBe(900)
  })

  it('that are none are not passed on', async () => {
    const started = await start()
    const page = await admitted(started)
    started.send(new Uint8Array(5))
    started.send(new Uint8Array(500).fill(255))
    started.send(key(0))
    await until('the key frame', () => page.live.frames.length === 1)
  })

  it('are asked for when a page comes', async () => {
    const started = await start()
    await admitted(started)
    expect(started.refreshes()).toBe(1)
  })

  it('that came before the first page are what it shows at once; how long it took to open is not their age', async () => {
    const started = await start()
    for (const early of [frame(6), key(7), frame(8)]) started.send(early)
    const page = await admitted(started)
    await until('the picture', () => page.live.frames.length === 2)
    expect(page.live.frames.map((bytes) => new Uint8Array(bytes))).toEqual([key(7), frame(8)])
    expect(started.refreshes()).toBe(0)
    page.say({ type: 'drawn', seq: 7, latencyMs: 800 })
    page.say({ type: 'drawn', seq: 8, latencyMs: 800 })
    started.send(frame(9))
    page.say({ type: 'drawn', seq: 9, latencyMs: 6 })
    await until('its age', () => started.host.stats().latencyMs === 6)
  })

  it('are kept for the first page up to a limit, and with one more forgotten and asked for', async () => {
    const [most, tooMany, tooLarge] = [await start(), await start(), await start()]
    for (const [started, count] of [
      [most, MAX_EARLY_FRAMES],
      [tooMany, MAX_EARLY_FRAMES + 1],
    ] as const)
      for (let seq = 0; seq < count; seq++) started.send(seq === 0 ? key(0) : frame(seq))
    const header = key(0).byteLength - 4
    const half = (seq: number, sizeBytes: number): Uint8Array =>
      encodeFrame({ kind: FRAME_KINDS.screen, flags: seq === 0 ? FRAME_KEY : 0, channel: 1, seq, capturedAt: 1 }, [
        new Uint8Array(sizeBytes - header),
      ])
    tooLarge.send(half(0, MAX_EARLY_BYTES / 2))
    tooLarge.send(half(1, MAX_EARLY_BYTES / 2 + 1))
    for (const [started, frames] of [
      [most, MAX_EARLY_FRAMES],
      [tooMany, 0],
      [tooLarge, 0],
    ] as const) {
      const page = await admitted(started)
      await until('what was kept', () => page.live.frames.length === frames)
      expect(started.refreshes()).toBe(frames === 0 ? 1 : 0)
    }
  })
})

it('the host says when its last page has gone for good', async () => {
  const started = await start()
  let closed = 0
  started.host.onClosed(() => closed++)
  const page = await admitted(started)
  page.live.socket.close()
  await until('the page to be gone', () => started.host.stats().pages === 0)
  const back = await admitted(started, page.nextToken)
  back.live.socket.close()
  await until('the word', () => closed === 1)
})
