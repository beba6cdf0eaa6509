// The customer's one command: what a machine with nothing installed downloads, checks, keeps and runs.
import { execFile } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AgentSource, serveAgent } from '../support/agent-source.ts'
import { type Finished, runProgram, startProgram } from '../support/programs.ts'
import { type StartReport, standInPackage } from '../support/stand-in-package.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

const CODE = '123456789'
/** All that the start script may need of a machine: no Node, no npm. */
const TOOLS = 'sh curl tar gzip sha256sum cut uname mktemp mkdir mv rm touch find'.split(' ')

let source: AgentSource
/** A PATH with nothing but the tools above. */
let bare: string

beforeAll(async () => {
  source = await serveAgent(await standInPackage())
  bare = await temporaryFolder('bare')
  for (const tool of TOOLS) await symlink(await which(tool), join(bare, tool))
})

async function which(tool: string): Promise<string> {
  return (await promisify(execFile)('which', [tool])).stdout.trim()
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

  test('leaves nothing half done when it is interrupted on its way', async () => {
    const cache = await temporaryFolder('cache')
    source.held.add('/agent/linux-x64.tar.gz')
    const command = `curl -fsSL ${source.url}/j/${CODE} | sh`
    const terminal = await startInTmux(['env', `PATH=${bare}`, `XDG_CACHE_HOME=${cache}`, 'sh', '-c', command])
    await until('the download to begin', async () => {
      const part = (await kept(cache)).find((name) => name.startsWith('part.'))
      return part && (await readdir(join(cache, 'deskhand-agent', part))).includes('archive')
    })
    await terminal.press('C-c')
    expect(await terminal.waitForExit()).toBe(130)
    source.held.clear()
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
