// What the site decides for everyone in it: languages, encryption, passwords.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { runAgent, runDeskhand, startDeskhand } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { failure, newMachine, PASSWORD, repAt, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const HANGUL = /[가-힣]/

describe('the customer’s language', () => {
  test('[GEN-04] [ADM-32] is the language of everything the customer reads, from the page to the last line', async () => {
    const hub = await startHub()
    const rep = hub.lead
    await rep.done(['admin', 'site', 'set', 'site.language', 'ko'])
    const page = await (await fetch(hub.url)).text()
    expect(page).toContain('<html lang="ko"')
    await rep.done(['admin', 'user', 'edit', rep.email, '--name', '김지은'])
    await rep.done(['admin', 'site', 'set', 'site.company', '한빛'])
    const session = await rep.session(['--language', 'ko'])
    const machine = await newMachine({ DESKHAND_LANG: 'ko' })
    const agent = await machine.agent([
      session.joinUrl,
      '--name',
      '박서준',
      '--platform',
      'fake',
      '--allow',
      'desktop.view',
    ])
    await agent.waitForLine('현재 참여자')
    await rep.run(['sysinfo', 'show'])
    const view = await rep.start(['desktop', 'view', '--no-open', '--json'])
    await view.waitForLine('viewerUrl')
    await rep.done(['chat', 'send', '안녕하세요'])
    await agent.waitForLine('안녕하세요')
    const status = await machine.command(['status'])
    const revoked = await machine.command(['revoke'])
    await view.finished
    const left = await machine.command(['leave'])
    const { stdout, stderr, code } = await agent.finished
    expect(code).toBe(0)
    const help = await machine.command(['--help'])
    const wrong = await machine.command(['what'])
    const shown = [stdout, stderr, status.stdout, revoked.stdout, left.stdout, help.stdout, wrong.stderr]
    for (const text of shown) {
      // What one types stands as it is; everything else is Korean.
      const typed =
        /https?:\/\/\S+|deskhand-agent|--?[a-z-]+|[a-z]+(\.[a-z-]+)+|(NUMBER|LINK|KINDS?|URL|NAME|TEXT|ADDRESS|N|CODE)\b|DESKHAND_HUB|Ctrl-C|JSON|x11|fake|Firefox|Gimp|status|revoke|leave|say|files|download|doctor|what|all|reboot|login-as|script|cobrowse|en\|ko|number|support|example|[pk]_[0-9a-z]+/g
      const lines = text.split('\n').filter((line) => /[a-z]{3,}/i.test(line.replaceAll(typed, '')))
      expect(lines).toEqual([])
    }
    for (const text of shown.filter((one) => one !== '')) expect(text).toMatch(HANGUL)
  })
})

describe('encryption', () => {
  test('every channel is TLS where it is not this machine’s own, and none opens without a token', async () => {
    const folder = await temporaryFolder('tls')
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const names = 'subjectAltName=IP:127.0.0.1'
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    const files = ['-subj', '/CN=hub', '-addext', names, '-keyout', key, '-out', cert]
    await promisify(execFile)('openssl', [...request, ...files])
    const data = join(folder, 'hub')
    const init = ['hub', 'init', '--data', data, '--admin', 'kim@example.com', '--password-stdin']
    expect((await runDeskhand(init, { input: PASSWORD })).code).toBe(0)
    const hub = await startDeskhand(
      ['hub', 'serve', '--data', data, '--port', '0', '--tls-cert', cert, '--tls-key', key, '--json'],
      {},
    )
    const { url } = JSON.parse(await hub.waitForLine('"url"')) as { url: string }
    expect(url).toMatch(/^https:/)
    const trusting = { NODE_EXTRA_CA_CERTS: cert, DESKHAND_CONFIG_DIR: join(folder, 'config') }
    const rep = repAt(trusting, 'Kim')
    const login = ['login', url, '--user', 'kim@example.com', '--password-stdin']
    expect((await runDeskhand(login, { input: PASSWORD })).code).toBe(12)
    await rep.done(login, { input: PASSWORD })
    const session = await rep.session()
    expect(session.joinUrl).toMatch(/^https:/)
    const machine = await newMachine({ NODE_EXTRA_CA_CERTS: cert })
    const agent = await machine.agent([session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view'])
    await agent.waitForLine('"present"')
    const tail = await rep.start(['chat', 'tail', '--follow'])
    await rep.done(['chat', 'send', 'over TLS'])
    await tail.waitForLine('over TLS')
    await rep.done(['desktop', 'screenshot', '--out', join(folder, 'desk.png')])
    await expect(fetch(url.replace('https', 'http'))).rejects.toThrow()
    const doubting = await runAgent([session.joinUrl, '--platform', 'fake'])
    expect(doubting.code).toBe(12)
    const guessed = repAt({ ...trusting, DESKHAND_HUB: url, DESKHAND_TOKEN: 'x'.repeat(40) }, 'Eve')
    expect(await failure(guessed, ['session', 'list'])).toEqual([4, 'auth.expired'])
  })

  test('plain HTTP is for this machine alone: neither a hub nor a program speaks it over a network', async () => {
    const data = await temporaryFolder('hub')
    const open = await runDeskhand(['hub', 'serve', '--data', data, '--host', '0.0.0.0', '--port', '0', '--json'])
    expect(JSON.parse(open.stderr)).toMatchObject({ error: { code: 'hub.insecure' } })
    const far = ['login', 'http://support.example.com', '--user', 'kim@example.com', '--password-stdin', '--json']
    const refused = await runDeskhand(far, { input: PASSWORD })
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'hub.insecure' } })
    const agent = await runAgent(['123456789', '--hub', 'http://support.example.com', '--json'])
    expect(JSON.parse(agent.stderr)).toMatchObject({ error: { code: 'hub.insecure' } })
  })
})

test('[ADM-26] a password is as long as the site wants from now on, in every way to set one', async () => {
  const hub = await startHub()
  await hub.lead.done(['admin', 'site', 'set', 'account.passwordMin', '16'])
  const weak = 'fifteen letters'
  const add = ['admin', 'user', 'add', 'eve@example.com', '--name', 'Eve', '--password-stdin', '--json']
  for (const [args, input] of [
    [add, weak],
    [['admin', 'user', 'edit', hub.lead.email, '--password-stdin', '--json'], weak],
    [['passwd', '--passwords-stdin', '--json'], `${PASSWORD}\n${weak}`],
  ] as const) {
    const { code, stderr } = await hub.lead.run(args, { input })
    expect([code, JSON.parse(stderr)], args.join(' ')).toMatchObject([2, { error: { code: 'account.password-weak' } }])
  }
  await hub.lead.done(add, { input: `${weak}!` })
})
