// Secrets: in a whole session no password and no token shows where others look: processes, logs, journals, exports.
import { readdirSync, readFileSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { readConfig } from '../../src/client/config.ts'
import { type Running, runDeskhand, startDeskhand } from '../support/programs.ts'
import { startSmtp } from '../support/smtp.ts'
import { temporaryFolder } from '../support/temp.ts'
import { newMachine, PASSWORD, type Rep, repAt, type StartedSession, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const SESSION_PASSWORD = 'open sesame 4711'
const MAIL_PASSWORD = 'smtp secret 0815'
const NEW_PASSWORD = 'a rather new password'

/** Command lines of every process of this machine that this user may look at. */
function commandLines(): string {
  const texts = readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
    } catch {
      return [] // it has just ended
    }
  })
  return texts.join('\n')
}

/** Every file of a folder, whole. */
async function filesOf(folder: string): Promise<readonly (readonly [name: string, bytes: Buffer])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  return Promise.all(files.map(async (name) => [name, await readFile(name)] as const))
}

/** A file as it is, and unpacked where it is packed. */
function readings(bytes: Buffer): readonly Buffer[] {
  const unpacked = [gunzipSync, zstdDecompressSync].flatMap((unpack) => {
    try {
      return [unpack(bytes)]
    } catch {
      return [] // it is not packed in this way
    }
  })
  return [bytes, ...unpacked]
}

test('no secret is in a command line, a log, a journal, an export, a backup or the hub’s own files', async () => {
  const hub = await startHub()
  const smtp = await startSmtp({ account: { user: 'desk', password: MAIL_PASSWORD } })
  await writeFile(join(hub.dataDir, 'keys', 'mail.password'), MAIL_PASSWORD, { mode: 0o600 })
  await hub.lead.done(['admin', 'site', 'set', 'mail.url', smtp.url.replace('smtp://', 'smtp://desk@')])
  const seen: string[] = []
  const programs: Running[] = [hub.program]
  /** Holds a program that reads a secret open while its command line is looked at, as another user of the machine would. */
  const looking = async (program: Promise<Running>, secret: string): Promise<void> => {
    const running = await program
    programs.push(running)
    seen.push(commandLines())
    running.write(secret)
    running.closeInput()
    seen.push(commandLines())
    expect((await running.finished).code).toBe(0)
  }
  const rep: Rep = await hub.rep('Min Park')
  await looking(rep.start(['login', hub.url, '--user', rep.email, '--password-stdin']), PASSWORD)
  const { token } = await rep.json<{ token: string }>(['token', 'create', 'ci'])
  const folder = await temporaryFolder('out')
  await writeFile(join(folder, 'token'), `${token}\n`, { mode: 0o600 })
  const script = repAt(
    { DESKHAND_HUB: hub.url, DESKHAND_CONFIG_DIR: join(folder, 'config'), DESKHAND_TOKEN: token },
    'ci',
  )
  await script.done(['whoami'])
  await repAt({ DESKHAND_HUB: hub.url, DESKHAND_CONFIG_DIR: folder }, 'ci').done([
    'whoami',
    '--token-file',
    join(folder, 'token'),
  ])
  const starting = rep.start(['session', 'start', '--email', 'kim@example.com', '--password-stdin', '--json'])
  await looking(starting, SESSION_PASSWORD)
  const session = JSON.parse((await starting).output.stdout) as StartedSession
  const wrong = await (await newMachine()).agent([session.joinUrl, '--password-stdin'], { input: 'not it at all' })
  expect((await wrong.finished).code).toBe(4)
  const machine = await newMachine()
  const agent = await machine.agent([
    session.joinUrl,
    '--name',
    'Jamie',
    '--platform',
    'fake',
    '--json',
    '--password-stdin',
    '--allow',
    'desktop.view,system.info',
  ])
  programs.push(agent, wrong)
  agent.write(`${SESSION_PASSWORD}\n`)
  agent.closeInput()
  await agent.waitForLine('"present"')
  seen.push(commandLines())
  const tail = await rep.start(['chat', 'tail', '--follow', '--json'])
  programs.push(tail)
  await rep.done(['chat', 'send', 'hello'])
  await tail.waitForLine('hello')
  await rep.done(['sysinfo', 'save', '--out', join(folder, 'machine.txt')])
  await rep.done(['desktop', 'screenshot', '--out', join(folder, 'desk.png')])
  seen.push(commandLines())
  await looking(rep.start(['passwd', '--passwords-stdin']), `${PASSWORD}\n${NEW_PASSWORD}`)
  await looking(rep.start(['login', hub.url, '--user', rep.email, '--password-stdin']), NEW_PASSWORD)
  await rep.done(['session', 'end', '--yes'])
  await agent.finished
  await rep.done(['session', 'export', session.id, '--out', join(folder, 'case.dhs')])
  const journals = await hub.lead.done(['events', '--json'])
  expect((await runDeskhand(['hub', 'backup', join(folder, 'hub.backup'), ...hub.place])).code).toBe(0)
  await hub.program.stop()

  const repToken = (await readConfig(rep.env)).hubs[hub.url]?.token ?? ''
  expect(repToken.length).toBeGreaterThan(20)
  const secrets = { PASSWORD, NEW_PASSWORD, SESSION_PASSWORD, MAIL_PASSWORD, token, repToken }
  const customers = machineTokens(machine.env.XDG_STATE_HOME ?? '')
  const all = Object.entries({
    ...secrets,
    ...Object.fromEntries(customers.map((one, index) => [`seat${index}`, one])),
  })
  const own = new Set([join(folder, 'token'), join(hub.dataDir, 'keys', 'mail.password')])
  const files = [...(await filesOf(folder)), ...(await filesOf(hub.dataDir))].filter(([name]) => !own.has(name))
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining([join(hub.dataDir, 'hub.db')]))
  for (const [name, secret] of all) {
    for (const text of seen) expect(text, `${name} in a command line`).not.toContain(secret)
    // `token create` and `login` say nothing of it but the first, once, on its standard output.
    for (const { output } of programs) expect(output.stdout + output.stderr, `${name} in output`).not.toContain(secret)
    expect(journals.stdout, `${name} in journals`).not.toContain(secret)
    for (const [file, bytes] of files)
      for (const reading of readings(bytes)) expect(reading.includes(secret), `${name} in ${file}`).toBe(false)
  }
})

test('what holds a secret is readable by its owner alone', async () => {
  const hub = await startHub()
  const session = await hub.lead.session()
  const machine = await newMachine()
  const agent = await machine.agent([session.joinUrl, '--platform', 'fake', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  const places = [
    hub.lead.env.DESKHAND_CONFIG_DIR,
    hub.dataDir,
    machine.env.XDG_STATE_HOME,
    machine.env.XDG_RUNTIME_DIR,
  ]
  for (const place of places) {
    const entries = await readdir(place ?? '', { recursive: true, withFileTypes: true })
    expect(entries, place).not.toHaveLength(0)
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      const isPublic = path.startsWith(join(hub.dataDir, 'agent'))
      if (!isPublic && !entry.isDirectory()) expect((await stat(path)).mode & 0o077, path).toBe(0)
    }
  }
})

test('the setup token is told once, works once, and is no command line’s business', async () => {
  const dataDir = await temporaryFolder('hub')
  const program = await startDeskhand(['hub', 'serve', '--data', dataDir, '--port', '0', '--json'])
  const { url, setupToken } = JSON.parse(await program.waitForLine('"url"')) as { url: string; setupToken: string }
  const file = join(dataDir, 'setup')
  await writeFile(file, `${setupToken}\n`, { mode: 0o600 })
  const first = repAt({ DESKHAND_CONFIG_DIR: await temporaryFolder('config') }, 'Kim Lead')
  const login = ['login', url, '--user', 'kim@example.com', '--setup-token-file', file, '--password-stdin']
  await first.done(login, { input: PASSWORD })
  const again = await first.run(login, { input: PASSWORD })
  expect([again.code === 4 || again.code === 9, again.stderr]).toEqual([true, expect.not.stringContaining(setupToken)])
  await program.stop()
  const next = await startDeskhand(['hub', 'serve', '--data', dataDir, '--port', '0', '--json'])
  expect(Object.keys(JSON.parse(await next.waitForLine('"url"')) as object)).toEqual(['url', 'dataDir', 'pid'])
})

function machineTokens(state: string): readonly string[] {
  const folder = join(state, 'deskhand/agent')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.session.json'))
    .map((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { token: string }).token)
}
