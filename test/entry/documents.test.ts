// What the hub's pages say, to whom and in which language, read as plain HTTP.
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { acceptedLanguage } from '../../src/entry/documents/visitor.ts'
import { entryRoutes } from '../../src/entry/routes.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../support/hostile.ts'
import { type PageHub, startPageHub, startSession } from './page-hub.ts'
import { ask, BROWSER } from './raw-http.ts'

let hub: PageHub
beforeAll(async () => {
  hub = await startPageHub()
})

/** A page's tags with the names of their attributes: what text must never add to. */
function skeleton(page: string): readonly string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""').replace(' aria-current=""', ''))
}

describe('a page', () => {
  const html = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(hub.url, path, { headers: { ...BROWSER, ...headers } })).body

  test('names its script and style by their content; they are kept for a year and sent small', async () => {
    const names = [...(await html('/')).matchAll(/\/assets\/([^"]+)"/g)].map(([, name = '']) => name)
    expect(names.map((name) => name.replace(/-[\w-]{8}\./, '-#.'))).toEqual(['entry-#.css', 'entry-#.js'])
    for (const name of names) {
      const plain = await ask(hub.url, `/assets/${name}`)
      const small = await ask(hub.url, `/assets/${name}`, { headers: { 'accept-encoding': 'br, gzip' } })
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
    expect((await ask(hub.url, '/join?number=123456789&lang=ko')).headers.location).toBe('/j/123456789?lang=ko')
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

  test('stays below the path that a hub is published under, and names its socket', async () => {
    const published = async (path: string) => {
      const url = new URL(path, 'http://hub')
      const route = entryRoutes().find((one) => one.path.test(url.pathname))
      const ports = { ...hub.now.ports, baseUrl: () => 'https://desk.example/help/' }
      const call = {
        method: 'GET',
        url,
        params: {},
        headers: {},
        address: '',
        hub: ports,
        dataDir: '',
        body: Buffer.alloc(0),
      }
      return await route?.handle(call)
    }
    const own = [...String((await published('/'))?.body).matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(
      ([, to]) => to,
    )
    expect(own.length).toBeGreaterThan(5)
    expect(own.filter((to) => !to?.startsWith('/help/'))).toEqual([])
    expect((await published('/join?number=123456789'))?.headers?.location).toBe('/help/j/123456789')
    expect((await published('/room'))?.headers?.['content-security-policy']).toContain(
      "connect-src 'self' wss://desk.example;",
    )
  })

  test('says that something is no session number, in the browser without asking any session', async () => {
    for (const path of ['/join?number=12345', '/j/12345678', '/j/1234567890', '/j/abc']) {
      const { status, body } = await ask(hub.url, path, { headers: BROWSER })
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
    const script = async (code: string) => (await ask(hub.url, `/j/${code}`)).body
    expect((await script(other)).replaceAll(other, number)).toBe(await script(number))
  })

  test('shows hostile codes, languages and programs as text or not at all', async () => {
    const plain = skeleton((await ask(hub.url, '/join?number=x', { headers: BROWSER })).body)
    expect(plain.length).toBeGreaterThan(40)
    for (const { name, value } of HOSTILE_TEXTS) {
      const typed = encodeURIComponent(value.toWellFormed()).slice(0, 4_000)
      const header = Buffer.from(value)
        .toString('latin1')
        .replace(/[^\x20-\x7e\x80-\xff]/g, '')
        .slice(0, 4_000)
      const headers = { ...BROWSER, 'accept-language': header, 'user-agent': header }
      for (const path of [`/join?number=${typed}`, `/join?number=x&lang=${typed}`, `/j/x${typed}`]) {
        const { status, body } = await ask(hub.url, path, { headers })
        expect([400, 404], `${name} ${path}`).toContain(status)
        expect(body, name).not.toMatch(DANGEROUS_IN_TERMINAL)
        if (body !== 'not found\n') expect(skeleton(body), name).toEqual(plain)
      }
    }
  })

  test('offers the support program to download by hand, with its fingerprint [INS-05]', async () => {
    await ask(hub.url, '/agent/deskhand-agent.tgz')
    const body = await html('/j/123456789')
    expect(body).toContain('download the support program yourself')
    const fingerprint = /<code class="hash">([0-9a-f]{64})<\/code>/.exec(body)?.[1]
    const file = Buffer.from(await (await fetch(`${hub.url}/agent/deskhand-agent.tgz`)).arrayBuffer())
    expect(createHash('sha256').update(file).digest('hex')).toBe(fingerprint)
    expect(body).toContain(`npx --yes ./deskhand-agent.tgz 123456789 --hub ${hub.url}`)
  })

  test('gives curl the script and a browser the page, at the same address', async () => {
    const script = await ask(hub.url, '/j/123456789', { headers: { accept: '*/*', 'user-agent': 'curl/8.5.0' } })
    expect(script.headers['content-type']).toBe('text/x-shellscript; charset=utf-8')
    expect(script.body).toMatch(/^#!\/bin\/sh\n/)
    expect(await html('/j/123456789')).toContain(`curl -fsSL ${hub.url}/j/123456789 | sh`)
    expect(await html('/j/123456789')).toContain(`npx --yes ${hub.url}/agent/deskhand-agent.tgz 123456789`)
  })
})
