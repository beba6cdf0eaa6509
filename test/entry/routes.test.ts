// The table of the hub's public addresses: what each answers, to whom, and that none of them does anything.
import { beforeAll, describe, expect, test } from 'vitest'
import { post } from '../../src/client/post.ts'
import { entryRoutes } from '../../src/entry/routes.ts'
import { ADMIN, type PageHub, startPageHub } from './page-hub.ts'
import { ask, BROWSER } from './raw-http.ts'

/** One address for each route of the table. */
const PATHS = [
  '/',
  '/join',
  '/j/123456789',
  '/room',
  '/setup',
  '/assets/entry.css',
  '/agent/deskhand-agent.tgz',
  '/robots.txt',
  '/health',
]

let hub: PageHub
beforeAll(async () => {
  hub = await startPageHub()
})

describe('the table of routes', () => {
  test('only reads: every route answers GET, HEAD and nothing else, and asking changes nothing', async () => {
    const routes = entryRoutes()
    for (const route of routes) {
      expect(route.method).toBe('GET')
      expect(['anyone', 'setup']).toContain(route.who)
      expect(
        PATHS.filter((path) => route.path.test(path)),
        String(route.path),
      ).toHaveLength(1)
    }
    expect(PATHS).toHaveLength(routes.length)
    const { directory, journals } = hub.now.ports
    const everything = async () => [
      await journals.readAll(0, 100),
      await directory.accounts(),
      await directory.settings(),
    ]
    const before = await everything()
    for (const path of PATHS) {
      const read = await ask(hub.url, path, { headers: BROWSER })
      const head = await ask(hub.url, path, { method: 'HEAD', headers: BROWSER })
      expect([head.status, head.body, head.headers['content-type']], path).toEqual([
        read.status,
        '',
        read.headers['content-type'],
      ])
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        expect((await ask(hub.url, path, { method })).status, `${method} ${path}`).toBe(404)
    }
    expect(await everything()).toEqual(before)
  })

  test('answers everything with the same strict headers and never with a cookie', async () => {
    for (const path of [...PATHS, '/nothing', '/j/none', '/v1/request', '/assets/none.js', '/%']) {
      const { headers } = await ask(hub.url, path, { headers: BROWSER })
      expect(headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['content-security-policy'], path).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      )
      expect(headers['content-security-policy'], path).not.toMatch(/unsafe|\*/)
      expect(headers['set-cookie'], path).toBeUndefined()
      expect(headers['cache-control'], path).toBe('no-store')
    }
  })

  test('ends at what it names: nothing else exists, and no address leaves the folder of the assets', async () => {
    const paths = [
      '/index.html',
      '//',
      '//[',
      '///etc/passwd',
      'http://elsewhere/',
      '*',
      '/admin',
      '/J/123456789',
      '/j/',
      '/j/1/2',
      '/assets/',
      '/assets/manifest.json',
      '/assets/../manifest.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/....//package.json',
      '/assets/..\\..\\package.json',
      '/assets/entry.js%00.css',
      '/agent/../../package.json',
      '/agent/..%2fkeys',
      '/agent/win32-x64.tar.gz',
      '/agent/linux-x64.tar.gz.sha256',
      '/hub.db',
      '/keys/mail.password',
      '/setup/',
      `/j/${'1'.repeat(301)}`,
    ]
    for (const path of paths) {
      const { status, body } = await ask(hub.url, path)
      expect(status, path).toBe(404)
      expect(body, path).toBe('not found\n')
    }
  })

  test('tells a probe that it lives and which build it is, and robots to stay away', async () => {
    const health = await ask(hub.url, '/health')
    expect(JSON.parse(health.body)).toEqual({ ok: true, build: expect.any(String) })
    expect((await ask(hub.url, '/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n')
  })
})

describe('the set-up page', () => {
  test('exists until there is an administrator and never again', async () => {
    const fresh = await startPageHub({ isNew: true })
    const headers = BROWSER
    expect((await ask(fresh.url, '/', { headers })).body).toContain('href="/setup"')
    expect(await ask(fresh.url, '/setup', { headers })).toMatchObject({
      status: 200,
      body: expect.stringContaining('Setup token'),
    })
    const token = fresh.setupToken ?? ''
    const account = { url: fresh.url, token: '' }
    await expect(post(account, { name: 'site.setup', data: { ...ADMIN, token: 'wrong' } })).rejects.toMatchObject({
      code: 'setup.wrong',
    })
    expect((await ask(fresh.url, '/setup', { headers })).status).toBe(200)
    await post(account, { name: 'site.setup', data: { ...ADMIN, token } })
    expect(await ask(fresh.url, '/setup', { headers })).toMatchObject({ status: 404, body: 'not found\n' })
    expect((await ask(fresh.url, '/', { headers })).body).not.toContain('/setup')
  })
})
