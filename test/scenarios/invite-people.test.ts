// Inviting: every way to bring a customer or another rep into a session, each followed to the person being in.
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseMail } from '../support/mail.ts'
import { built, runProgram } from '../support/programs.ts'
import { type Smtp, startSmtp } from '../support/smtp.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import {
  newMachine,
  type Rep,
  repAt,
  type Shape,
  type StartedSession,
  startHub,
  type WholeHub,
} from './whole-actors.ts'

let hub: WholeHub
let rep: Rep
let sam: Rep
let smtp: Smtp
let session: StartedSession
let folder: string

beforeAll(async () => {
  hub = await startHub()
  rep = await hub.rep('박민수')
  sam = await hub.rep('Sam Kim')
  smtp = await startSmtp()
  folder = await temporaryFolder('out')
  await hub.lead.done(['admin', 'site', 'set', 'site.company', '한빛 지원'])
  await hub.lead.done(['admin', 'site', 'set', 'mail.url', smtp.url])
  await hub.lead.done(['admin', 'site', 'set', 'mail.from', 'support@example.com'])
  session = await rep.session()
})

const invite = (...args: readonly string[]) => rep.json<Record<string, string>>(['session', 'invite', ...args])
const spelled = () => session.number.replace(/(\d{3})(?=\d)/g, '$1 ')
const linkIn = (text: string) => /https?:\/\/\S+\/j\/\d{9}/.exec(text)?.[0] ?? ''
const namesIn = async () => (await rep.json<{ participants: Shape[] }>(['session', 'show'])).participants

describe('a customer', () => {
  test('[INV-01] [INV-05] [INV-08] [JOI-01] gets a letter in their language from the hub, and its link leads in', async () => {
    const sent = await invite('--customer', '--to', 'kim@example.com', '--language', 'ko')
    expect(sent).toMatchObject({ via: 'email', to: 'kim@example.com', sent: true, link: session.joinUrl })
    const mail = await smtp.waitForMail('kim@example.com')
    expect(mail.subject).toBe('한빛 지원 박민수 님이 원격 지원 세션에 초대합니다')
    expect(mail.headers.get('from')).toBe('한빛 지원 <support@example.com>')
    expect(mail.raw).toMatch(/^[\x00-\x7f]*$/)
    expect(mail.text).toContain(spelled())
    expect(mail.text).toContain('언제든지 Ctrl-C')
    const agent = await (await newMachine()).agent([
      linkIn(mail.text),
      '--name',
      '김고객',
      '--platform',
      'fake',
      '--json',
    ])
    await agent.waitForLine('"present"')
    expect(await namesIn()).toMatchObject([{ name: '박민수' }, { name: '김고객', role: 'customer' }])
  })

  test('[INV-03] [INV-13] is read the number and the address, or sent the link that the terminal has copied', async () => {
    const spoken = await rep.done(['session', 'invite'])
    expect(spoken.stdout).toContain(spelled())
    expect(spoken.stdout).toContain(session.joinCommand)
    expect(spoken.stdout).toContain(session.joinUrl)
    // `script` gives the program a terminal and keeps every byte of it.
    const command = [process.execPath, built('deskhand/deskhand.js'), 'session', 'invite', '--via', 'link'].join(' ')
    const typed = await runProgram(['script', '-qec', command, '/dev/null'], { env: { ...rep.env, TERM: 'xterm' } })
    expect(typed.code).toBe(0)
    expect(typed.stdout).toContain(`\x1b]52;c;${Buffer.from(session.joinUrl).toString('base64')}\x07`)
    expect(typed.stdout).toContain(session.joinUrl)
    const piped = await rep.done(['session', 'invite', '--via', 'link'])
    expect(piped).toMatchObject({ stdout: `${session.joinUrl}\n`, stderr: '' })
  })

  test('[INV-06] [INV-07] is written to by the rep’s own mail program, which opens with the letter; help says why', async () => {
    const opener = join(folder, 'mail-program')
    await writeFile(opener, `#!/bin/sh\nprintf '%s' "$1" > ${join(folder, 'opened')}\n`)
    await chmod(opener, 0o755)
    const args = ['session', 'invite', '--via', 'mailto', '--to', 'lee@example.com', '--language', 'ko']
    const terminal = await rep.terminal(args, { env: { BROWSER: opener, DISPLAY: undefined }, columns: 200 })
    expect(await terminal.waitForExit()).toBe(0)
    const opened = await until('the mail program', () => readFile(join(folder, 'opened'), 'utf8'))
    const url = new URL(opened)
    expect([url.protocol, url.pathname]).toEqual(['mailto:', 'lee@example.com'])
    expect(url.searchParams.get('subject')).toBe('한빛 지원 박민수 님이 원격 지원 세션에 초대합니다')
    expect(url.searchParams.get('body')).toContain(session.joinUrl)
    const file = join(folder, 'draft.eml')
    await invite('--via', 'eml', '--to', 'lee@example.com', '--language', 'ko', '--out', file)
    const draft = parseMail(await readFile(file, 'utf8'))
    expect(draft.headers.get('x-unsent')).toBe('1')
    expect(draft.headers.get('to')).toBe('lee@example.com')
    expect(draft.subject).toBe('한빛 지원 박민수 님이 원격 지원 세션에 초대합니다')
    expect(draft.text).toContain(session.joinUrl)
    expect(smtp.messages.some(({ to }) => to.includes('lee@example.com'))).toBe(false)
    const help = await rep.done(['session', 'invite', '--help'])
    expect(help.stdout.replace(/\s+/g, ' ')).toContain('avoids spam filters and is faster')
    const korean = await rep.done(['session', 'invite', '--help'], { env: { DESKHAND_LANG: 'ko' } })
    expect(korean.stdout).toContain('스팸')
  })
})

describe('another rep', () => {
  test('[INV-09] [AST-04] gets a letter with the link of the session, and joins with it as an assistant', async () => {
    await invite('--rep', '--to', sam.email)
    const mail = await smtp.waitForMail(sam.email)
    expect(mail.subject).toBe(`박민수 asks for your help in session ${spelled()}`)
    expect(linkIn(mail.text)).toBe(session.joinUrl)
    expect(await sam.json(['session', 'assist', linkIn(mail.text)])).toMatchObject({ number: session.number })
    expect(await namesIn()).toMatchObject([{ role: 'primary' }, {}, { name: 'Sam Kim', role: 'assistant' }])
    await sam.done(['session', 'leave'])
  })

  test('[INV-10] [INV-11] is told how to join, or sent the link, by any other way', async () => {
    const told = await rep.done(['session', 'invite', '--rep'])
    expect(told.stdout).toContain(`deskhand session assist ${session.number}`)
    expect(told.stdout).toContain(hub.url)
    const link = (await rep.done(['session', 'invite', '--rep', '--via', 'link'])).stdout.trim()
    await sam.done(['session', 'assist', link])
    await sam.done(['session', 'leave'])
  })
})

test('[INV-02] [INV-12] several are invited, at any time of the session, and the journal keeps each; only its reps invite', async () => {
  await invite('--to', 'one@example.com')
  await invite('--rep', '--to', 'two@example.com')
  const invited = (await rep.journal(session)).filter(({ type }) => type === 'invitation.sent')
  expect(invited.map(({ data }) => data.to)).toEqual(expect.arrayContaining(['one@example.com', 'two@example.com']))
  expect((await sam.run(['session', 'invite', '-s', session.id])).code).toBe(5)
  const stranger = repAt({ DESKHAND_HUB: hub.url, DESKHAND_CONFIG_DIR: folder }, 'Stranger')
  expect((await stranger.run(['session', 'invite', '-s', session.number])).code).toBe(4)
})

test('an address or a company name cannot add a recipient or a header', async () => {
  for (const to of [
    'a@example.com, evil@example.com',
    'a@example.com\nBcc: evil@example.com',
    'Evil <evil@example.com>',
  ])
    expect((await rep.run(['session', 'invite', '--to', to])).code, to).toBe(2)
  await hub.lead.done(['admin', 'site', 'set', 'site.company', JSON.stringify('Acme\r\nBcc: evil@example.com')])
  const next = await rep.session()
  await rep.done(['session', 'invite', '-s', next.id, '--to', 'honest@example.com'])
  const mail = await smtp.waitForMail('honest@example.com')
  expect(mail.to).toEqual(['honest@example.com'])
  expect(mail.headers.has('bcc')).toBe(false)
  expect(smtp.messages.some(({ to }) => to.includes('evil@example.com'))).toBe(false)
})

test('a mail server that refuses, or none, is said so; the session goes on', async () => {
  const picky = await startSmtp({ refuses: () => true })
  await hub.lead.done(['admin', 'site', 'set', 'mail.url', picky.url])
  const refused = await rep.run(['session', 'invite', '-s', session.id, '--to', 'kim@example.com', '--json'])
  expect([refused.code, JSON.parse(refused.stderr)]).toMatchObject([1, { error: { code: 'mail.unavailable' } }])
  await hub.lead.done(['admin', 'site', 'set', 'mail.url', ''])
  const none = await rep.run(['session', 'invite', '-s', session.id, '--to', 'kim@example.com'])
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('--via mailto')])
  expect(await rep.json(['session', 'show', session.id])).toMatchObject({
    state: expect.stringMatching(/waiting|active/),
  })
})
