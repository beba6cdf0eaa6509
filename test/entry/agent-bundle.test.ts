// The archives and the script a hub hands to customers.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { agentAnswer, wantsScript } from '../../src/entry/agent-bundle/agent-routes.ts'
import { agentArtefact, agentTarball } from '../../src/entry/agent-bundle/artefact.ts'
import { startCommand, startScript } from '../../src/entry/agent-bundle/start-script.ts'
import { type TarEntry, tar } from '../../src/entry/agent-bundle/tar.ts'
import { standInPackage } from '../support/stand-in-package.ts'
import { temporaryFolder } from '../support/temp.ts'

const run = promisify(execFile)
const sha256 = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
const hubUrl = 'https://desk.example'

describe('a tar archive', () => {
  const bytes = (path: string, size: number, isExecutable = false): TarEntry => ({
    path,
    source: { bytes: Buffer.alloc(size, 'x') },
    isExecutable,
  })

  async function pack(entries: readonly TarEntry[]): Promise<string> {
    const path = join(await temporaryFolder('tar'), 'a.tar')
    await writeFile(path, tar(entries))
    return path
  }

  test('is read by tar, with sizes around a block, modes, long paths and any script', async () => {
    const long = `${'a'.repeat(90)}/${'b'.repeat(60)}/${'c'.repeat(100)}`
    const entries = [0, 1, 511, 512, 513].map((size) => bytes(`n${size}`, size))
    const path = await pack([...entries, bytes('run', 3, true), bytes(long, 5), bytes('한글/파일', 7)])
    const { stdout } = await run('tar', ['-tvf', path], { env: { ...process.env, LANG: 'C.UTF-8', TZ: 'UTC' } })
    const rows = stdout
      .trim()
      .split('\n')
      .map((row) => row.split(/\s+/))
    expect(rows.map((row) => [row[2], row[5]])).toEqual([
      ...['0', '1', '511', '512', '513'].map((size) => [size, `n${size}`]),
      ['3', 'run'],
      ['5', long],
      ['7', '한글/파일'],
    ])
    expect(rows.find((row) => row[5] === 'run')?.[0]).toBe('-rwxr-xr-x')
    expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(['1970-01-01']))
  })

  test('refuses a path that the format cannot hold', async () => {
    await expect(pack([bytes('a'.repeat(100), 1)])).resolves.toBeTypeOf('string')
    await expect(pack([bytes('a'.repeat(101), 1)])).rejects.toThrow('too long')
  })
})

describe('the self-contained agent', () => {
  test('is packed once, without holding the event loop up, and found again by the next process', async () => {
    const [root, dataDir] = [await standInPackage(), await temporaryFolder('data')]
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const [one, two] = await Promise.all([0, 1].map(() => agentArtefact('linux-x64', dataDir, root)))
    delay.disable()
    expect(one).toEqual(two)
    expect(one?.bytes).toBe((await stat(one?.path ?? '')).size)
    expect(one?.sha256).toBe(await sha256(one?.path ?? ''))
    expect(delay.max / 1e6).toBeLessThan(200)
    const { mtimeMs } = await stat(one?.path ?? '')
    const script = `
      import { agentArtefact } from '${new URL('../../src/entry/agent-bundle/artefact.ts', import.meta.url)}'
      console.log(JSON.stringify(await agentArtefact('linux-x64', ${JSON.stringify(dataDir)}, ${JSON.stringify(root)})))`
    const again = await run(process.execPath, ['--input-type=module', '-e', script])
    expect(JSON.parse(again.stdout)).toEqual(one)
    expect((await stat(one?.path ?? '')).mtimeMs).toBe(mtimeMs)
    expect(await readdir(join(dataDir, 'agent'))).toHaveLength(2)
  })

  test('is the same bytes wherever it is packed, and packed again when the kept one is damaged', async () => {
    const [root, dataDir] = [await standInPackage(), await temporaryFolder('data')]
    const first = await agentTarball(dataDir, hubUrl, root)
    const elsewhere = await agentTarball(await temporaryFolder('data'), hubUrl, root)
    expect(elsewhere.sha256).toBe(first.sha256)
    await truncate(first.path, 100)
    const script = `
      import { agentTarball } from '${new URL('../../src/entry/agent-bundle/artefact.ts', import.meta.url)}'
      console.log(JSON.stringify(await agentTarball(${JSON.stringify(dataDir)}, '${hubUrl}', ${JSON.stringify(root)})))`
    const again = await run(process.execPath, ['--input-type=module', '-e', script])
    expect(JSON.parse(again.stdout)).toEqual(first)
    expect(await sha256(first.path)).toBe(first.sha256)
  })

  test('is not offered for a platform whose parts are not installed here', async () => {
    const dataDir = await temporaryFolder('data')
    expect(await agentArtefact('linux-arm64', dataDir, await standInPackage())).toBeNull()
  })
})

describe('the addresses of the one command', () => {
  test('answer a script or an archive, and nothing else', async () => {
    const routes = { dataDir: await temporaryFolder('data'), hubUrl, root: await standInPackage() }
    expect(await agentAnswer('/agent/deskhand-agent.tgz', routes)).toMatchObject({ contentType: 'application/gzip' })
    for (const path of [
      '/agent/linux-arm64.tar.gz',
      '/agent/',
      '/agent/../x',
      '/agent/win-x64.tar.gz',
      '/j/',
      '/',
      '',
    ]) {
      expect(await agentAnswer(path, routes), path).toBeNull()
    }
  })

  test('give a browser the page and a downloader the script', () => {
    expect([undefined, '*/*', 'text/plain'].map(wantsScript)).toEqual([true, true, true])
    expect(wantsScript('text/html,application/xhtml+xml,*/*;q=0.8')).toBe(false)
  })
})

describe('the start script', () => {
  const script = async (hub: string, code: string) =>
    startScript({ hubUrl: hub, code, artefact: null, platform: 'linux-x64' }, await standInPackage())

  test('says what it says in both languages, and nothing else is left to fill in', async () => {
    const text = await script('https://desk.example:8443/help/', '123456789')
    expect(text).toContain("hub='https://desk.example:8443/help'\ncode='123456789'\n")
    expect(text).toContain('지원 프로그램을 내려받고 있습니다')
    expect(text).not.toMatch(/__[A-Z0-9]+__/)
    expect(startCommand(hubUrl, '123456789')).toBe('curl -fsSL https://desk.example/j/123456789 | sh')
  })

  test('takes a code of 64 characters and refuses one of 65, an empty one and one with anything but letters', async () => {
    await expect(script(hubUrl, 'a'.repeat(64))).resolves.toContain('a'.repeat(64))
    const hostile = [
      "1'; touch x; '",
      '$(touch x)',
      '`x`',
      '1\n2',
      '--allow',
      '-',
      '',
      'a'.repeat(65),
      '1 2',
      '한국',
      '1;2',
      '../..',
    ]
    for (const code of hostile)
      await expect(script(hubUrl, code), code).rejects.toMatchObject({ code: 'request.malformed' })
  })

  test('refuses an address that is not plainly one', async () => {
    const hostile = [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://user:secret@desk.example',
      'https://desk.example/?a=1',
      'https://desk.example/#a',
      "https://desk.example/'$(touch x)'",
      'https://desk.example/a b',
      'https://desk.example/%27',
      "https://'.example",
      'desk.example',
      '',
    ]
    for (const url of hostile) await expect(script(url, '1'), url).rejects.toMatchObject({ code: 'request.malformed' })
    await expect(script('http://[::1]:80', '1')).resolves.toContain("hub='http://[::1]'")
  })
})
