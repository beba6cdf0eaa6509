// The hub's public addresses over plain HTTP: what each answers, to whom, and that none of them does anything.
import { request } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { post } from '../../src/client/post.ts'
import { acceptedLanguage } from '../../src/entry/documents/visitor.ts'
import { entryRoutes } from '../../src/entry/routes.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../support/hostile.ts'
import { ADMIN, type PageHub, startPageHub, startSession } from './page-hub.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
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

/** What came back, read to the end. */
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Asks with the path exactly as given, which `fetch` would tidy. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; url?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, url = hub.url } = options
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('latin1')
      response.on('data', (piece: string) => {
        body += piece
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.from(body, 'latin1').toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** A page's tags with the names of their attributes: what text must never add to. */
function skeleton(page: string): readonly string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""').replace(' aria-current=""', ''))
}

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
      const read = await ask(path, { headers: BROWSER })
      const head = await ask(path, { method: 'HEAD', headers: BROWSER })
      expect([head.status, head.body, head.headers['content-type']], path).toEqual([
        read.status,
        '',
        read.headers['content-type'],
      ])
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        expect((await ask(path, { method })).status, `${method} ${path}`).toBe(404)
    }
    expect(await everything()).toEqual(before)
  })

  test('answers everything with the same strict headers and never with a cookie', async () => {
    for (const path of [...PATHS, '/nothing', '/j/none', '/v1/request', '/assets/none.js', '/%']) {
      const { headers } = await ask(path, { headers: BROWSER })
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
      const { status, body } = await ask(path)
      expect(status, path).toBe(404)
      expect(body, path).toBe('not found\n')
    }
  })

  test('tells a probe that it lives and which build it is, and robots to stay away', async () => {
    const health = await ask('/health')
    expect(JSON.parse(health.body)).toEqual({ ok: true, build: expect.any(String) })
    expect((await ask('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n')
  })
})

describe('a page', () => {
  const html = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(path, { headers: { ...BROWSER, ...headers } })).body

  test('names its script and style by their content; they are kept for a year and sent small', async () => {
    const names = [...(await html('/')).matchAll(/\/assets\/([^"]+)"/g)].map(([, name = '']) => name)
    expect(names.map((name) => name.replace(/-[\w-]{8}\./, '-#.'))).toEqual(['entry-#.css', 'entry-#.js'])
    for (const name of names) {
      const plain = await ask(`/assets/${name}`)
      const small = await ask(`/assets/${name}`, { headers: { 'accept-encoding': 'br, gzip' } })
      expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(plain.headers['content-encoding']).toBeUndefined()
      expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    }
  })

  test('speaks the language the browser prefers, or the one chosen on it from page to page', async () => {
    expect(await html('/', { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' })).toContain('<html lang="ko">')
    expect(await html('/', { 'accept-language': 'de,en;q=0.5' })).toContain('Get help from Deskhand')
    const chosen = await html('/?lang=ko', { 'accept-language': 'en' })
    expect(chosen).toContain('상담원이 알려 드린 세션 번호')
    expect(chosen).toContain('href="/join?lang&#61;ko"')
    expect((await ask('/join?number=123456789&lang=ko')).headers.location).toBe('/j/123456789?lang=ko')
    expect(await html('/?lang=fr')).toContain('<html lang="en">')
  })

  test.for([
    [undefined, null],
    ['', null],
    ['*', null],
    ['ko', 'ko'],
    ['KO-kr', 'ko'],
    ['en;q=0.4, ko;q=0.6', 'ko'],
    ['ko;q=0, en', 'en'],
    ['ko;q=2, en;q=0.1', 'ko'],
    ['korean', null],
    [`${'x,'.repeat(249)}ko`, 'ko'],
    [`${'x,'.repeat(250)}ko`, null],
  ] as const)('reads the header %j as %s', ([header, language]) => {
    expect(acceptedLanguage(header)).toBe(language)
  })

  test('shows the name of the company', async () => {
    const { link } = await startSession(hub.url)
    await link.request('site.set', { name: 'site.company', value: 'Söhne & <b>Co</b>' })
    try {
      const body = await html('/')
      expect(body).toContain('Get help from Söhne &amp; &lt;b&gt;Co&lt;/b&gt;')
      expect(body).not.toContain('<b>')
    } finally {
      await link.request('site.set', { name: 'site.company', value: 'Deskhand' })
    }
  })

  test('says that something is no session number, in the browser without asking any session', async () => {
    for (const path of ['/join?number=12345', '/j/12345678', '/j/1234567890', '/j/abc']) {
      const { status, body } = await ask(path, { headers: BROWSER })
      expect([400, 404], path).toContain(status)
      expect(body, path).toContain('This is not a session number')
    }
  })

  test('looks the same under a number that nobody waits behind: only joining tells, and that is counted', async () => {
    const { number } = await startSession(hub.url)
    const other = number === '123456789' ? '123456788' : '123456789'
    const [real, none] = [await html(`/j/${number}`), await html(`/j/${other}`)]
    const spelled = (digits: string) => digits.replace(/(\d{3})(?=\d)/g, '$1 ')
    expect(none.replaceAll(other, number).replaceAll(spelled(other), spelled(number))).toBe(real)
    const script = async (code: string) => (await ask(`/j/${code}`)).body
    expect((await script(other)).replaceAll(other, number)).toBe(await script(number))
  })

  test('shows hostile codes, languages and programs as text or not at all', async () => {
    const plain = skeleton((await ask('/join?number=x', { headers: BROWSER })).body)
    expect(plain.length).toBeGreaterThan(40)
    for (const { name, value } of HOSTILE_TEXTS) {
      const typed = encodeURIComponent(value.toWellFormed()).slice(0, 4_000)
      const header = Buffer.from(value)
        .toString('latin1')
        .replace(/[^\x20-\x7e\x80-\xff]/g, '')
        .slice(0, 4_000)
      const headers = { ...BROWSER, 'accept-language': header, 'user-agent': header }
      for (const path of [`/join?number=${typed}`, `/join?number=x&lang=${typed}`, `/j/x${typed}`]) {
        const { status, body } = await ask(path, { headers })
        expect([400, 404], `${name} ${path}`).toContain(status)
        expect(body, name).not.toMatch(DANGEROUS_IN_TERMINAL)
        if (body !== 'not found\n') expect(skeleton(body), name).toEqual(plain)
      }
    }
  })

  test('offers the support program to download by hand, with its fingerprint [INS-05]', async () => {
    await ask('/agent/deskhand-agent.tgz')
    const body = await html('/j/123456789')
    expect(body).toContain('download the support program yourself')
    const fingerprint = /<code class="hash">([0-9a-f]{64})<\/code>/.exec(body)?.[1]
    const file = Buffer.from(await (await fetch(`${hub.url}/agent/deskhand-agent.tgz`)).arrayBuffer())
    const { createHash } = await import('node:crypto')
    expect(createHash('sha256').update(file).digest('hex')).toBe(fingerprint)
    expect(body).toContain(`npx --yes ./deskhand-agent.tgz 123456789 --hub ${hub.url}`)
  })

  test('gives curl the script and a browser the page, at the same address', async () => {
    const script = await ask('/j/123456789', { headers: { accept: '*/*', 'user-agent': 'curl/8.5.0' } })
    expect(script.headers['content-type']).toBe('text/x-shellscript; charset=utf-8')
    expect(script.body).toMatch(/^#!\/bin\/sh\n/)
    expect(await html('/j/123456789')).toContain(`curl -fsSL ${hub.url}/j/123456789 | sh`)
    expect(await html('/j/123456789')).toContain(`npx --yes ${hub.url}/agent/deskhand-agent.tgz 123456789`)
  })
})

describe('the set-up page', () => {
  test('exists until there is an administrator and never again', async () => {
    const fresh = await startPageHub({ isNew: true })
    const headers = BROWSER
    expect((await ask('/', { url: fresh.url, headers })).body).toContain('href="/setup"')
    expect(await ask('/setup', { url: fresh.url, headers })).toMatchObject({
      status: 200,
      body: expect.stringContaining('Setup token'),
    })
    const token = fresh.setupToken ?? ''
    const account = { url: fresh.url, token: '' }
    await expect(post(account, { name: 'site.setup', data: { ...ADMIN, token: 'wrong' } })).rejects.toMatchObject({
      code: 'setup.wrong',
    })
    expect((await ask('/setup', { url: fresh.url, headers })).status).toBe(200)
    await post(account, { name: 'site.setup', data: { ...ADMIN, token } })
    expect(await ask('/setup', { url: fresh.url, headers })).toMatchObject({ status: 404, body: 'not found\n' })
    expect((await ask('/', { url: fresh.url, headers })).body).not.toContain('/setup')
  })
})
