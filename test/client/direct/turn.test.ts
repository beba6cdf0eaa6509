// Direct paths through a real TURN server (coturn), with credentials that the hub makes from a shared secret.
import { createHmac } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TURN_CREDENTIAL_MS } from '../../../src/features/direct/service.ts'
import { openHub, type TestHub } from '../../support/hub.ts'
import { startTurnServer } from '../../support/turn.ts'
import { until } from '../../support/wait.ts'
import { stage } from './stage.ts'

const SECRET = 'a-secret-of-this-test'

async function keepSecret({ dataDir }: TestHub, secret = SECRET): Promise<void> {
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
  await writeFile(join(dataDir, 'keys', 'turn.secret'), `${secret}\n`, { mode: 0o600 })
}

test('[SHP-07] where machines do not reach each other, screens go through the TURN server, and over the hub when it fails', async () => {
  const turn = await startTurnServer(SECRET)
  const hub = await openHub({ settings: { 'direct.mode': 'turn', 'direct.turn': [turn.url] } })
  await keepSecret(hub)
  let asked = 0
  const on = await stage({ hub, servers: () => hub.admin.ask('direct.servers', { session: on.id }) })
  const rep = await on.watcher({
    servers: () => {
      asked += 1
      return hub.admin.ask('direct.servers', { session: on.id })
    },
  })
  await until('the path through the server', () => {
    on.send()
    return rep.watch.path === 'direct'
  })
  for (let index = 0; index < 50; index++) on.send(20_000)
  await until('all of it', () => rep.seqs.at(-1) === on.lastSeq)
  expect([rep.missed, on.watchers.relayed, asked]).toEqual([[], 0, 1])
  expect(await turn.log()).toMatch(/ALLOCATE processed, success/)
  expect(await turn.log()).not.toContain('401: Unauthorized credentials')
  const before = on.lastSeq
  const cut = performance.now()
  turn.kill()
  await until('the relay', () => rep.watch.path === 'relay')
  expect(performance.now() - cut).toBeLessThan(1_500)
  await until('pictures over the hub', () => {
    on.send()
    return (rep.seqs.at(-1) ?? 0) > before
  })
  expect(rep.missed).toEqual([])
})

test('credentials are one’s own, expire, and follow from the secret, which nobody is told', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const ask = () => hub.admin.ask('direct.servers', { session: id })
  expect(await ask()).toEqual({ mode: 'auto', iceServers: [] })
  await hub.admin.ask('site.set', { name: 'direct.stun', value: ['stun:stun.example.com:3478'] })
  await hub.admin.ask('site.set', { name: 'direct.turn', value: ['turns:turn.example.com:5349?transport=tcp'] })
  // A server without its secret is of no use to anyone.
  expect(await ask()).toEqual({ mode: 'auto', iceServers: [{ urls: ['stun:stun.example.com:3478'] }] })
  await hub.admin.ask('site.set', { name: 'direct.mode', value: 'turn' })
  expect(await ask()).toEqual({ mode: 'off', iceServers: [] })
  await keepSecret(hub)
  const before = Date.now()
  const { mode, iceServers } = await ask()
  const [{ urls = [], username = '', credential = '' } = {}] = iceServers
  expect([mode, urls]).toEqual(['turn', ['turns:turn.example.com:5349?transport=tcp']])
  const [until_ = '', who = ''] = username.split(':')
  expect(Number(until_) * 1_000).toBeGreaterThanOrEqual(before + TURN_CREDENTIAL_MS - 1_000)
  expect(Number(until_) * 1_000).toBeLessThanOrEqual(Date.now() + TURN_CREDENTIAL_MS)
  expect(who).toMatch(/^p_/)
  expect(credential).toBe(createHmac('sha1', SECRET).update(username).digest('base64'))
  const seen = [await hub.admin.ask('site.show', {}), await hub.admin.ask('journal.read', { session: id })]
  expect(JSON.stringify(seen)).not.toContain(SECRET)
  expect(hub.log.join('\n')).not.toContain(SECRET)
  await hub.admin.ask('site.set', { name: 'direct.mode', value: 'off' })
  expect(await ask()).toEqual({ mode: 'off', iceServers: [] })
})

test.for([
  ['direct.mode', 'maybe'],
  ['direct.stun', ['http://example.com']],
  ['direct.stun', Array.from({ length: 9 }, (_, index) => `stun:${index}.example.com`)],
  ['direct.turn', ['turn:user:secret@example.com']],
  ['direct.turn', ['turn:example.com?transport=pigeon']],
  ['direct.turn', [`turn:${'x'.repeat(200)}`]],
] as const)('%s may not be %s', async ([name, value]) => {
  const hub = await openHub()
  expect(await hub.admin.refusal('site.set', { name, value })).toBe('setting.invalid')
})
