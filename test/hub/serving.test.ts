// How a hub is served: never in the clear beyond this machine, with TLS, behind a proxy, and to programs of any version.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { post } from '../../src/client/post.ts'
import { asker, openHub, PASSWORD, serve } from '../support/hub.ts'
import { hello, openSocket, rawLink } from '../support/raw-link.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'

async function certificate(): Promise<{ tlsCert: string; tlsKey: string }> {
  const folder = await temporaryFolder('tls')
  const paths = { tlsCert: join(folder, 'cert.pem'), tlsKey: join(folder, 'key.pem') }
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const files = ['-subj', '/CN=localhost', '-keyout', paths.tlsKey, '-out', paths.tlsCert]
  await promisify(execFile)('openssl', [...args, ...files])
  return paths
}

test('plain HTTP is served to this machine only, unless a proxy stands in front', async () => {
  const folder = await temporaryFolder('hub')
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.com'])
    await expect(serve(folder, { host })).rejects.toMatchObject({ code: 'hub.insecure', exitCode: 2 })
  for (const host of ['127.0.0.1', 'localhost']) await (await serve(folder, { host })).close()
  const hub = await serve(folder, { host: '0.0.0.0', behindProxy: true })
  expect(new URL(hub.url).hostname, 'an address others can write').toBe(hostname().toLowerCase())
})

test('a certificate without its key, or one that cannot be read, is an error of whoever starts it', async () => {
  const folder = await temporaryFolder('hub')
  const { tlsCert, tlsKey } = await certificate()
  await expect(serve(folder, { tlsCert })).rejects.toMatchObject({ code: 'usage' })
  await expect(serve(folder, { tlsCert, tlsKey: `${tlsKey}.none` })).rejects.toMatchObject({ code: 'file.unreadable' })
})

test('with a certificate requests and links are encrypted, and nothing is answered in the clear', async () => {
  const files = await certificate()
  const hub = await serve(await temporaryFolder('hub'), { ...files, host: '127.0.0.1' })
  expect(hub.url).toMatch(/^https:/)
  const ca = readFileSync(files.tlsCert)
  const login = { token: hub.served.setupToken, email: 'a@example.com', name: 'A', password: PASSWORD }
  const body = JSON.stringify({ id: '1', name: 'site.setup', data: login })
  const reply = await new Promise<string>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const asked = request(
      `${hub.url}/v1/request`,
      { method: 'POST', headers, ca, servername: 'localhost' },
      (response) => resolve(text(response)),
    )
    asked.on('error', reject).end(body)
  })
  const { token } = (JSON.parse(reply) as { data: { token: string } }).data
  const link = await rawLink(hub.url, token, { trustAll: true })
  expect((await link.ask('account.whoami', {})).outcome).toBe('done')
  await expect(fetch(`http://127.0.0.1:${new URL(hub.url).port}/`)).rejects.toThrow()
  const about = post({ url: hub.url, token: '' }, { name: 'site.about', data: {} })
  await expect(about).rejects.toMatchObject({ code: 'hub.untrusted', exitCode: 12 })
})

test('behind a proxy the address is what the proxy noted last; without one nobody can choose theirs', async () => {
  const hub = await openHub({ behindProxy: true, host: '127.0.0.1' })
  const guess = (url: string, forwarded: string) =>
    fetch(`${url}/v1/request`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ id: crypto.randomUUID(), name: 'session.join', data: { code: '999999999', name: 'X' } }),
    }).then(async (response) => ((await response.json()) as { error: { code: string } }).error.code)
  for (let failure = 0; failure < 5; failure++)
    expect(await guess(hub.url, '6.6.6.6, 203.0.113.7')).toBe('join.code-unknown')
  expect(await guess(hub.url, '9.9.9.9, 203.0.113.7')).toBe('auth.limited')
  expect(await guess(hub.url, '203.0.113.7, 203.0.113.8')).toBe('join.code-unknown')
  expect(await guess(hub.url, 'not an address')).toBe('join.code-unknown')

  const direct = await openHub()
  for (let failure = 0; failure < 5; failure++)
    expect(await guess(direct.url, `203.0.113.${failure}`)).toBe('join.code-unknown')
  expect(await guess(direct.url, '203.0.113.99')).toBe('auth.limited')
})

test('a program of another protocol is told which one it is, and one that begins with something else is cut', async () => {
  const hub = await openHub()
  const first = hello(hub.admin.token)
  const tries = [
    [{ ...first, protocol: { min: 2, max: 9 } }, 'link.version'],
    [{ ...first, protocol: { min: 9, max: 1 } }, 'link.version'],
    [{ ...first, protocol: { min: 1, max: 9 } }, ''],
    [{ ...first, token: 'dh_wrong' }, 'auth.expired'],
    [{ ...first, token: '' }, 'auth.required'],
    [{ ...first, extra: 1 }, 'link.protocol'],
    [{ t: 'request', id: '1', name: 'site.about', data: {} }, 'link.protocol'],
    ['not JSON', 'link.protocol'],
  ] as const
  for (const [said, code] of tries) {
    const link = await openSocket(hub.url)
    link.say(said)
    if (code === '') expect(await link.hear('welcome')).toMatchObject({ protocol: 1 })
    else expect(await link.bye(), JSON.stringify(said)).toBe(code)
  }
  const twice = await rawLink(hub.url, hub.admin.token)
  twice.say(first)
  expect(await twice.bye()).toBe('link.protocol')
})

test('[ADM-04] [ADM-32] what an administrator sets is there for everyone, checked, and kept', async () => {
  const folder = await temporaryFolder('hub')
  const hub = await openHub({ dataDir: folder })
  const values = {
    'site.company': '도움말 주식회사',
    'site.language': 'ko',
    'console.layout': 'tray',
    'console.locked': true,
    'consent.off': ['desktop.view'],
  } as const
  for (const [name, value] of Object.entries(values)) await hub.admin.ask('site.set', { name, value })
  expect(await hub.ask('site.about', {})).toMatchObject({ company: '도움말 주식회사', language: 'ko' })
  const wrong = [
    ['site.language', 'xx'],
    ['console.layout', 'big'],
    ['consent.off', ['everything']],
    ['session.maxCustomers', 0],
    ['session.maxCustomers', 51],
    ['session.maxCustomers', '5'],
    ['consent.timeoutMs', 4_999],
    ['mail.url', 'smtp://user:secret@mail.example.com'],
  ] as const
  for (const [name, value] of wrong)
    expect(await hub.admin.refusal('site.set', { name, value }), name).toBe('setting.invalid')
  for (const name of ['nothing', '__proto__', 'constructor'])
    expect(await hub.admin.refusal('site.set', { name, value: 1 })).toBe('setting.unknown')
  await hub.close()
  const again = await serve(folder)
  const { settings } = await asker(again.url, hub.admin.token).ask('site.show', {})
  expect(settings).toMatchObject(values)
})

test('[GEN-01] an account is told what it may ask, by its role, its token and what the site allows', async () => {
  const hub = await openHub()
  const can = async (token: string) => (await asker(hub.url, token).ask('account.whoami', {})).capabilities
  const all = await can(hub.admin.token)
  expect(all).toEqual(
    expect.arrayContaining(['session.start', 'desktop.view', 'sysinfo.collect', 'account.add', 'site.set']),
  )
  expect(all).not.toEqual(expect.arrayContaining(['consent.answer']))
  const { token } = await hub.admin.ask('token.create', { name: 'read', scopes: ['read'], ttlMs: 60_000 })
  expect(await can(token)).toEqual(expect.arrayContaining(['session.list', 'journal.read']))
  expect(await can(token)).not.toContain('session.start')
  await hub.admin.ask('site.set', { name: 'consent.off', value: ['system.info'] })
  await until('the setting to hold', async () => !(await can(hub.admin.token)).includes('sysinfo.collect'))
  expect(await can(hub.admin.token)).toContain('desktop.view')
  expect(await can('')).toEqual([])
})
