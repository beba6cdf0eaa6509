// The test support itself: real programs, terminals, databases and mail really start, are seen, and end.
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { parseMail } from './mail.ts'
import { freshDatabase } from './postgres.ts'
import { runProgram, startProgram } from './programs.ts'
import { startSmtp } from './smtp.ts'
import { startInTmux } from './tmux.ts'
import { until } from './wait.ts'

const node = (script: string) => [process.execPath, '-e', script]

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('programs', () => {
  let pidOfTheTestBefore = 0

  test('a program gets its input, a clean environment, and hands back its code and output', async () => {
    const script =
      'process.stdin.pipe(process.stdout).on("finish", () => 0); process.exitCode = 7; console.error(process.env.HOME)'
    const finished = await runProgram(node(script), { input: '{"a":1}', env: { EXTRA: 'yes' } })
    expect(finished.code).toBe(7)
    expect(finished.json()).toEqual({ a: 1 })
    expect(finished.stderr).toContain('home-')
  })

  test('a running program is watched line by line, one byte at a time included', async () => {
    const script =
      'let i = 0; const t = "ready on 4711\\n"; (function f() { if (i < t.length) process.stdout.write(t[i++], f) })(); setInterval(() => 0, 1e6)'
    const program = await startProgram(node(script))
    expect(await program.waitForLine(/^ready on \d+$/)).toBe('ready on 4711')
    pidOfTheTestBefore = program.pid
    expect(isAlive(program.pid)).toBe(true)
  })

  test('a program ends with the test that started it', () => {
    expect(pidOfTheTestBefore).toBeGreaterThan(0)
    expect(isAlive(pidOfTheTestBefore)).toBe(false)
  })

  test('a program that ends without the awaited line fails at once, with what it printed', async () => {
    const program = await startProgram(node('console.log("no such thing"); process.exit(3)'))
    await expect(program.waitForLine('ready', { deadlineMs: 60_000 })).rejects.toThrow(
      /ended without a line[\s\S]*no such thing/,
    )
  })

  test('a program that does not end is named and killed', async () => {
    const stuck = runProgram(node('console.log(process.pid); setInterval(() => 0, 1e6)'), { deadlineMs: 300 })
    const error = await stuck.catch((reason: Error) => reason)
    expect(String(error)).toMatch(/has not ended after 300 ms/)
    const pid = Number(/output\n(\d+)/.exec(String(error))?.[1])
    await until('the program to be gone', () => !isAlive(pid))
  })
})

describe('terminals', () => {
  test('a program in a terminal is typed at, seen, resized and its exit code read', async () => {
    const script =
      'echo size $(stty size); read line; echo "got <$line>"; until [ "$(stty size)" = "30 100" ]; do :; done; echo resized; read line; exit 5'
    const terminal = await startInTmux(['sh', '-c', script], { columns: 60, rows: 10 })
    await terminal.waitFor('size 10 60')
    await terminal.type('안녕; $(x)')
    await terminal.press('Enter')
    await terminal.waitFor('got <안녕; $(x)>')
    await terminal.resize({ columns: 100, rows: 30 })
    await terminal.waitFor('resized')
    await terminal.press('Enter')
    expect(await terminal.waitForExit()).toBe(5)
    expect(await terminal.isAlternate()).toBe(false)
  })
})

describe('PostgreSQL', () => {
  test('each caller gets an empty database of its own on a durable server', async () => {
    const [one, two] = [await freshDatabase(), await freshDatabase()]
    expect(one).not.toBe(two)
    const client = new pg.Client({ connectionString: one })
    await client.connect()
    const tables = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
    const fsync = await client.query('SHOW fsync')
    const address = await client.query('SHOW listen_addresses')
    await client.end()
    expect(tables.rowCount).toBe(0)
    expect(fsync.rows).toEqual([{ fsync: 'on' }])
    expect(address.rows).toEqual([{ listen_addresses: '127.0.0.1' }])
  })
})

describe('mail', () => {
  test('a message arrives whole, with subject, text and attachment in any script', async () => {
    const smtp = await startSmtp({
      account: { user: 'desk', password: 'secret' },
      refuses: (to) => to.startsWith('nobody'),
    })
    const sender = createTransport({ host: '127.0.0.1', port: smtp.port, auth: { user: 'desk', pass: 'secret' } })
    const attachments = [{ filename: '초대.eml', content: 'join me' }]
    const subject = '지원 세션에 초대합니다: 화면이 멈췄을 때 무엇을 해야 하는지 함께 보겠습니다'
    await sender.sendMail({
      from: 'rep@desk.example',
      to: 'kim@desk.example',
      subject,
      text: '안녕하세요\n',
      html: '<p>안녕</p>',
      attachments,
    })
    const mail = await smtp.waitForMail('kim@desk.example')
    expect(mail).toMatchObject({ from: 'rep@desk.example', subject, html: '<p>안녕</p>' })
    expect(mail.text.trim()).toBe('안녕하세요')
    expect(mail.attachments.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['초대.eml', 'join me']])
    await expect(sender.sendMail({ from: 'rep@desk.example', to: 'nobody@desk.example' })).rejects.toThrow('550')
    const stranger = createTransport({ host: '127.0.0.1', port: smtp.port, auth: { user: 'desk', pass: 'wrong' } })
    await expect(stranger.sendMail({ from: 'x@y.example', to: 'kim@desk.example', text: '-' })).rejects.toThrow('535')
  })

  test('an .eml file is read by the same rules', () => {
    const eml =
      'Subject: =?utf-8?q?=EC=95=88?=\r\n =?utf-8?q?=EB=85=95?=\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3Db=\r\nc\r\n'
    expect(parseMail(eml)).toMatchObject({ subject: '안녕', text: 'a=bc\n', attachments: [] })
  })
})
