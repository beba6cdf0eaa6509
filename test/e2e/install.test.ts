// The customer's one command and the launchers: what a machine with nothing installed downloads, checks, keeps and runs.
import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { agentAnswer, prepareAgent } from '../../src/entry/agent-bundle/agent-routes.ts'
import { atEnd } from '../support/ending.ts'
import { type Finished, runProgram, startProgram } from '../support/programs.ts'
import { type StartReport, standInPackage } from '../support/stand-in-package.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

const CODE = '123456789'
/** All that the start script may need of a machine: no Node, no npm. */
const TOOLS = 'sh curl tar gzip sha256sum cut uname mktemp mkdir mv rm touch find'.split(' ')

/** A server with just the three routes of the one command, and what it was asked. */
interface Source {
  readonly url: string
  readonly root: string
  readonly asked: string[]
  /** Changes what is sent for a path. */
  readonly replace: Map<string, (body: Buffer) => Buffer>
}

let source: Source
/** A PATH with nothing but the tools above. */
let bare: string

beforeAll(async () => {
  source = await serve(await standInPackage())
  bare = await temporaryFolder('bare')
  for (const tool of TOOLS) await symlink(await which(tool), join(bare, tool))
})

async function which(tool: string): Promise<string> {
  return (await promisify(execFile)('which', [tool])).stdout.trim()
}

async function serve(root: string): Promise<Source> {
  const dataDir = await temporaryFolder('data')
  const [asked, replace]: [string[], Source['replace']] = [[], new Map()]
  const bodyOf = async (path: string): Promise<Buffer | undefined> => {
    const answer = await agentAnswer(path, { dataDir, hubUrl: url, root })
    if (!answer) return undefined
    return 'text' in answer ? Buffer.from(answer.text) : await readFile(answer.file.path)
  }
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const body = await bodyOf(path)
    const change = replace.get(path)
    response.writeHead(body === undefined ? 404 : 200)
    response.end(body !== undefined && change ? change(body) : body)
  }).listen(0, '127.0.0.1')
  await until('the server to listen', () => server.listening)
  atEnd(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // listening on TCP, so never a pipe's name
  await prepareAgent({ dataDir, hubUrl: url, root })
  return { url, root, asked, replace }
}

function oneCommand(cache: string, options: { args?: string; env?: Record<string, string | undefined> } = {}) {
  const command = `curl -fsSL ${source.url}/j/${CODE} | sh${options.args ? ` -s -- ${options.args}` : ''}`
  return runProgram(['sh', '-c', command], { env: { PATH: bare, XDG_CACHE_HOME: cache, ...options.env } })
}

const reportOf = (finished: Finished) => JSON.parse(finished.stdout.split('\n')[0] ?? '') as StartReport
const kept = (cache: string) => readdir(join(cache, 'deskhand-agent'))

describe('the one command', () => {
  test('fetches the program once, checks it, keeps it and runs it, on a machine without Node', async () => {
    const cache = await temporaryFolder('cache')
    const started = performance.now()
    const first = await oneCommand(cache, { args: `--name 'Kim; $(touch x)' --allow all` })
    const firstMs = performance.now() - started
    expect(first.stderr).toBe('Fetching the support program; this happens only once …\n')
    expect(first.code).toBe(0)
    const report = reportOf(first)
    expect(report.args).toEqual([CODE, '--hub', source.url, '--name', 'Kim; $(touch x)', '--allow', 'all'])
    expect(report.node).toMatch(/^v24\./)
    expect(report.execPath).toContain(cache)
    expect(report.picture).toBeGreaterThan(60)
    expect(first.stdout).not.toContain('read ') // the rest of the script is not its input
    const asked = source.asked.length
    const again = performance.now()
    const second = await oneCommand(cache)
    const repeatMs = performance.now() - again
    expect(second).toMatchObject({ code: 0, stderr: '' })
    expect(source.asked.slice(asked)).toEqual([`/j/${CODE}`])
    expect(await kept(cache)).toHaveLength(1)
    console.log(`first start ${firstMs.toFixed(0)} ms, repeat ${repeatMs.toFixed(0)} ms`)
    expect(firstMs).toBeLessThan(20_000)
    expect(repeatMs).toBeLessThan(3_000)
  })

  test('hands the exit code and signals of the program on', async () => {
    const cache = await temporaryFolder('cache')
    expect((await oneCommand(cache, { env: { EXIT: '6' } })).code).toBe(6)
    const env = { PATH: bare, XDG_CACHE_HOME: cache, WAIT: '1' }
    const script = join(await temporaryFolder('script'), 'start.sh')
    await writeFile(script, await (await fetch(`${source.url}/j/${CODE}`)).text())
    const program = await startProgram(['sh', script], { env })
    await program.waitForLine('args')
    program.kill('SIGTERM')
    expect(await program.finished).toMatchObject({ code: 9, stdout: expect.stringContaining('got SIGTERM') })
  })

  test('asks on the terminal although the script came through a pipe, and speaks Korean where that is spoken', async () => {
    const command = `curl -fsSL ${source.url}/j/${CODE} | sh`
    const size = { columns: 100, rows: 30 }
    const terminal = await startInTmux(['env', `PATH=${bare}`, 'DESKHAND_LANG=ko', 'sh', '-c', command], size)
    await terminal.waitFor('지원 프로그램을 내려받고 있습니다')
    await terminal.waitFor('"isTerminal":true')
    await terminal.type('yes')
    await terminal.press('Enter')
    await terminal.waitFor('typed yes')
    expect(await terminal.waitForExit()).toBe(0)
  })

  test('refuses a program that arrived changed by one byte, and leaves nothing behind', async () => {
    const cache = await temporaryFolder('cache')
    source.replace.set('/agent/linux-x64.tar.gz', (body) => {
      body.writeUInt8(body.readUInt8(1000) ^ 1, 1000)
      return body
    })
    const damaged = await oneCommand(cache)
    source.replace.clear()
    expect(damaged).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('arrived damaged') })
    expect(await kept(cache)).toEqual([])
    expect((await oneCommand(cache)).code).toBe(0)
  })

  test('does nothing when the script itself arrived only in part', async () => {
    const cache = await temporaryFolder('cache')
    const whole = await (await fetch(`${source.url}/j/${CODE}`)).text()
    const asked = source.asked.length
    for (let cut = 0; cut < whole.lastIndexOf('main'); cut += 97) {
      const part = await runProgram(['sh'], { input: whole.slice(0, cut), env: { PATH: bare, XDG_CACHE_HOME: cache } })
      expect(part.stdout, `cut at ${cut}`).toBe('')
    }
    expect(source.asked).toHaveLength(asked)
    expect(await readdir(cache)).toEqual([])
  })

  test('starts twice at the same time without one spoiling the other, and drops what was unused for a month', async () => {
    const cache = await temporaryFolder('cache')
    const old = join(cache, 'deskhand-agent', 'old')
    await mkdir(old, { recursive: true })
    await promisify(execFile)('touch', ['-d', '40 days ago', old])
    const both = await Promise.all([oneCommand(cache), oneCommand(cache)])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(await kept(cache)).toHaveLength(1)
  })

  test('says what is wrong when the program cannot be fetched, kept or run', async () => {
    const cache = await temporaryFolder('cache')
    source.replace.set(`/j/${CODE}`, (body) =>
      Buffer.from(String(body).replace('$hub/agent/$platform', '$hub/nowhere')),
    )
    const gone = await oneCommand(cache)
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('could not be fetched') })
    source.replace.set(`/j/${CODE}`, (body) =>
      Buffer.from(String(body).replace("platform='linux-x64'", "platform='none'")),
    )
    const foreign = await oneCommand(cache)
    source.replace.clear()
    const advice = `npx --yes ${source.url}/agent/deskhand-agent.tgz ${CODE}`
    expect(foreign).toMatchObject({ code: 1, stderr: expect.stringContaining(advice) })
    expect(await kept(cache)).toEqual([])
    const homeless = await oneCommand('', { env: { XDG_CACHE_HOME: undefined, HOME: undefined } })
    expect(homeless.code).toBe(0)
  })
})

describe('npx', () => {
  test('installs and runs the package that the hub hands out, which knows its hub', async () => {
    const [cache, cwd] = [await temporaryFolder('npm'), await temporaryFolder('cwd')]
    const { stdout: own } = await promisify(execFile)('npm', ['config', 'get', 'cache'], { cwd })
    await mkdir(join(own.trim(), '_cacache'), { recursive: true })
    await symlink(join(own.trim(), '_cacache'), join(cache, '_cacache')) // what `npm ci` fetched is not fetched again
    const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
    const env = {
      PATH: path.join(':'),
      npm_config_cache: cache,
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
    }
    const command = ['npx', '--yes', `${source.url}/agent/deskhand-agent.tgz`, CODE, '--name', 'Kim']
    const started = performance.now()
    const first = await runProgram(command, { env, cwd, deadlineMs: 120_000 })
    const firstMs = performance.now() - started
    expect(first.stderr).toBe('')
    expect(reportOf(first)).toMatchObject({
      args: [CODE, '--name', 'Kim'],
      hub: source.url,
      node: expect.stringMatching(/^v24\./),
    })
    const again = performance.now()
    expect((await runProgram(command, { env: { ...env, EXIT: '6' }, cwd })).code).toBe(6)
    console.log(`npx: first start ${firstMs.toFixed(0)} ms, repeat ${(performance.now() - again).toFixed(0)} ms`)
  }, 180_000)
})

describe('a launcher', () => {
  const launcher = () => join(source.root, 'bin/deskhand-agent.cjs')
  /** The machine's own Node, which may be too old for the program. */
  const system = async () => {
    const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
    return (await promisify(execFile)('which', ['node'], { env: { PATH: path.join(':') } })).stdout.trim()
  }

  test('runs the program in place on a new enough Node, and with the Node it brings on an older one', async () => {
    const inPlace = await runProgram([process.execPath, launcher(), 'a b', '한글'], { env: { EXIT: '11' } })
    expect(inPlace.code).toBe(11)
    expect(reportOf(inPlace)).toMatchObject({ args: ['a b', '한글'], execPath: process.execPath })
    const older = await runProgram([await system(), launcher(), 'a b', '한글'], { env: { EXIT: '11' }, input: 'x' })
    expect(older).toMatchObject({ code: 11, stdout: expect.stringContaining('read x') })
    expect(reportOf(older)).toMatchObject({ args: ['a b', '한글'], node: expect.stringMatching(/^v24\./) })
  })

  test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on and ends as the program ends', async (signal) => {
    const program = await startProgram([await system(), launcher()], { env: { WAIT: '1' } })
    await program.waitForLine('args')
    program.kill(signal)
    expect(await program.finished).toMatchObject({ code: 9, stdout: expect.stringContaining(`got ${signal}`) })
  })

  test('presses Ctrl-C once in a terminal', async () => {
    const terminal = await startInTmux([await system(), launcher()], { columns: 120, env: { WAIT: '1' } })
    await terminal.waitFor('args')
    await terminal.press('C-c')
    expect(await terminal.waitForExit()).toBe(9)
    expect((await terminal.text()).match(/got SIGINT/g)).toHaveLength(1)
  })

  test('says how to repair a package without its build or its Node', async () => {
    const root = await temporaryFolder('package')
    await cp(join(source.root, 'bin'), join(root, 'bin'), { recursive: true })
    await cp(join(source.root, 'package.json'), join(root, 'package.json'))
    const start = async (node: string, env = {}) => runProgram([node, join(root, 'bin/deskhand.cjs')], { env })
    const unbuilt = await start(process.execPath)
    expect(unbuilt).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `deskhand is not built yet; run "npm run build" in ${root}\n`,
    })
    expect((await start(process.execPath, { LANG: 'ko_KR.UTF-8' })).stderr).toContain('빌드되지 않았습니다')
    await mkdir(join(root, 'dist/deskhand'), { recursive: true })
    await writeFile(join(root, 'dist/deskhand/deskhand.js'), '')
    const node = await system()
    const { stdout: version } = await promisify(execFile)(node, ['-p', 'process.versions.node'])
    if (Number.parseInt(version, 10) >= 25) return // this machine's own Node is new enough for everything
    expect(await start(node)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('deskhand needs Node.js 24.15 or newer'),
    })
  })
})
