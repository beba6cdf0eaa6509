// The same commands at a real terminal: questions, hidden secrets, tables, colours, and a terminal left as it was.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { built, runProgram, startDeskhand } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux, type Terminal, type TerminalOptions } from '../support/tmux.ts'
import { type Office, openOffice, PASSWORD, type Person, person } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})

function typeAt(person: Person, args: readonly string[], options: TerminalOptions = {}): Promise<Terminal> {
  const command = [process.execPath, built('deskhand/deskhand.js'), ...args]
  return startInTmux(command, { columns: 100, ...options, env: { ...person.env, ...options.env } })
}

test('[SES-29][SES-15] session start asks for topic, tracking codes and invitation', async () => {
  await office.session()
  const codes = JSON.stringify([{ name: 'Region', required: true, values: ['Seoul', 'Busan'] }])
  await office.lead.ask(['admin', 'site', 'set', 'session.tracking', codes])
  const terminal = await typeAt(office.lead, ['session', 'start'])
  await terminal.waitFor('Topic')
  await terminal.type('프린터')
  await terminal.press('Enter')
  await terminal.waitFor('Region (Seoul, Busan) *')
  await terminal.type('Seoul')
  await terminal.press('Enter')
  await terminal.waitFor('Invite by email now')
  await terminal.press('Enter')
  await terminal.waitFor(/NUMBER +\d{3} \d{3} \d{3}/)
  expect(await terminal.waitForExit()).toBe(0)
  const list = await office.lead.ask<{ topic: string; id: string }[]>(['session', 'list', '--search', '프린터'])
  expect(await office.lead.ask(['session', 'show', list[0]?.id ?? ''])).toMatchObject({
    topic: '프린터',
    tracking: { Region: 'Seoul' },
  })
  await office.lead.ask(['admin', 'site', 'set', 'session.tracking', '[]'])
})

test('[SES-20][NOT-02] session end asks whether to review the notes, opens the editor, and asks once more', async () => {
  const { id, number } = await office.session()
  await office.lead.ask(['note', 'add', 'draft'])
  const editor = join(office.folder, 'editor.sh')
  await writeFile(editor, '#!/bin/sh\ncat "$1" >> "$1.seen"; echo "reviewed: $(cat "$1")" > "$1"\n', { mode: 0o755 })
  const terminal = await typeAt(office.lead, ['session', 'end'], { env: { EDITOR: editor } })
  await terminal.waitFor('Review the notes first?')
  await terminal.type('y')
  await terminal.press('Enter')
  await terminal.waitFor(`End session ${number}?`)
  await terminal.type('y')
  await terminal.press('Enter')
  expect(await terminal.waitForExit()).toBe(0)
  expect(await office.lead.ask(['session', 'show', id])).toMatchObject({ state: 'ended', notes: 'reviewed: draft' })
})

test('[SES-20] anything but yes leaves the session as it was', async () => {
  const { id } = await office.session()
  const terminal = await typeAt(office.lead, ['session', 'end'])
  await terminal.waitFor('Review the notes first?')
  await terminal.press('Enter')
  await terminal.waitFor('End session')
  await terminal.press('Enter')
  expect(await terminal.waitForExit()).toBe(130)
  expect(await office.lead.ask(['session', 'show', id])).toMatchObject({ state: 'waiting' })
})

test('[NOT-01] note edit opens the notes in the editor', async () => {
  await office.session()
  await office.lead.ask(['note', 'add', 'one'])
  const editor = join(office.folder, 'append.sh')
  await writeFile(editor, '#!/bin/sh\nprintf "one\\ntwo\\n" > "$1"\n', { mode: 0o755 })
  const terminal = await typeAt(office.lead, ['note', 'edit'], { env: { VISUAL: editor } })
  expect(await terminal.waitForExit()).toBe(0)
  expect(await office.lead.ask(['note', 'show'])).toMatchObject({ text: 'one\ntwo' })
})

test('[ACC-01][ACC-07] login asks for email and password and never shows the password', async () => {
  const terminal = await typeAt(office.stranger, ['login'])
  await terminal.waitFor('Email:')
  await terminal.type(office.lead.email)
  await terminal.press('Enter')
  await terminal.waitFor('Password:')
  await terminal.type(PASSWORD)
  await terminal.press('Enter')
  const screen = await terminal.waitFor('Signed in to Deskhand')
  expect(screen).not.toContain(PASSWORD)
  expect(await terminal.waitForExit()).toBe(0)
  expect(await office.stranger.ask(['logout'])).toMatchObject({ signedOut: true })
  expect(await office.stranger.fail(['whoami'])).toEqual({ code: 4, error: 'auth.required' })
})

test('login to a new hub takes the setup link, asks for name and password, and shows neither link nor password', async () => {
  const folder = await temporaryFolder('new-hub')
  const hub = await startDeskhand(['hub', 'serve', '--data', join(folder, 'data'), '--port', '0'])
  const link = (await hub.waitForLine('/setup#')).trim()
  const token = link.split('#')[1] ?? 'no token'
  const one = person('', { DESKHAND_CONFIG_DIR: join(folder, 'config') })
  const terminal = await typeAt(one, ['login', new URL(link).origin])
  for (const [question, answer] of [
    ['Setup link or token', link],
    ['Email:', 'kim@example.com'],
    ['Name people see [kim]:', '김민지'],
    ['New password:', PASSWORD],
    ['again', PASSWORD],
  ] as const) {
    await terminal.waitFor(question)
    await terminal.type(answer)
    await terminal.press('Enter')
  }
  const screen = await terminal.waitFor('as 김민지')
  expect(screen).not.toContain(token)
  expect(screen).not.toContain(PASSWORD)
  expect(await terminal.waitForExit()).toBe(0)
  expect(await one.ask(['whoami'])).toMatchObject({ email: 'kim@example.com', name: '김민지', role: 'admin' })
})

test('people at a terminal get an aligned table with headers; a pipe gets tab-separated rows without', async () => {
  const { number } = await office.session(['--topic', '긴 주제'])
  const terminal = await typeAt(office.lead, ['session', 'list'])
  await terminal.waitFor(/NUMBER +STATE +TOPIC +CUSTOMERS +REP +STARTED +ID/)
  await terminal.waitFor(new RegExp(`${number} +waiting +긴 주제`))
  expect((await terminal.text({ styles: true })).includes('\u001b[1m')).toBe(true)
  expect((await office.lead.run(['session', 'list'])).stdout).toMatch(
    new RegExp(`^${number}\\twaiting\\t긴 주제\\t\\tLee\\t\\d\\d:\\d\\d\\ts_.*\\n$`),
  )
})

test('NO_COLOR and --no-color take the colours away', async () => {
  await office.session()
  for (const given of [
    { args: [], env: { NO_COLOR: '1' } },
    { args: ['--no-color'], env: {} },
  ]) {
    const terminal = await typeAt(office.lead, ['session', 'list', ...given.args], { env: given.env })
    await terminal.waitFor('NUMBER')
    expect(await terminal.text({ styles: true })).not.toContain('\u001b[1m')
  }
})

test('the same in Korean', async () => {
  await office.session()
  const terminal = await typeAt(office.lead, ['session', 'list'], { env: { DESKHAND_LANG: 'ko' } })
  await terminal.waitFor(/번호 +상태 +주제/)
  const help = await runProgram([process.execPath, built('deskhand/deskhand.js'), '--help'], {
    env: { LANG: 'ko_KR.UTF-8' },
  })
  expect(help.stdout).toContain('터미널에서 하는 원격 지원')
})

test('[GEN-05] times for people are in their time zone, in JSON in UTC', async () => {
  await office.session()
  await office.lead.ask(['chat', 'send', 'now'])
  const [{ at } = { at: '' }] = (await office.lead.run(['chat', 'tail', '--json'])).jsonLines<{ at: string }>()
  const there = new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(11, 16)
  const { stdout } = await runProgram([process.execPath, built('deskhand/deskhand.js'), 'chat', 'tail'], {
    env: { ...office.lead.env, TZ: 'Asia/Seoul' },
  })
  expect(stdout).toMatch(new RegExp(`^${there}\\t`))
})

test('the console needs a terminal and says so', async () => {
  expect(await office.lead.fail([])).toEqual({ code: 2, error: 'input.required' })
})
