// The launchers: a new enough Node is found, and the person at the keyboard notices nothing of it.
import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Finished, runProgram, startProgram } from '../support/programs.ts'
import { type StartReport, standInPackage } from '../support/stand-in-package.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux } from '../support/tmux.ts'

const reportOf = (finished: Finished) => JSON.parse(finished.stdout.split('\n')[0] ?? '') as StartReport

let root: string
let launcher: string

beforeAll(async () => {
  root = await standInPackage()
  launcher = join(root, 'bin/deskhand-agent.cjs')
})

describe('a launcher', () => {
  /** The machine's own Node, which may be too old for the program. */
  const system = async () => {
    const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
    return (await promisify(execFile)('which', ['node'], { env: { PATH: path.join(':') } })).stdout.trim()
  }

  test('runs the program in place on a new enough Node, and with the Node it brings on an older one', async () => {
    const inPlace = await runProgram([process.execPath, launcher, 'a b', '한글'], { env: { EXIT: '11' } })
    expect(inPlace.code).toBe(11)
    expect(reportOf(inPlace)).toMatchObject({ args: ['a b', '한글'], execPath: process.execPath })
    const older = await runProgram([await system(), launcher, 'a b', '한글'], { env: { EXIT: '11' }, input: 'x' })
    expect(older).toMatchObject({ code: 11, stdout: expect.stringContaining('read x') })
    expect(reportOf(older)).toMatchObject({ args: ['a b', '한글'], node: expect.stringMatching(/^v24\./) })
  })

  test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on and ends as the program ends', async (signal) => {
    const program = await startProgram([await system(), launcher], { env: { WAIT: '1' } })
    await program.waitForLine('args')
    program.kill(signal)
    expect(await program.finished).toMatchObject({ code: 9, stdout: expect.stringContaining(`got ${signal}`) })
  })

  test('presses Ctrl-C once in a terminal', async () => {
    const terminal = await startInTmux([await system(), launcher], { columns: 120, env: { WAIT: '1' } })
    await terminal.waitFor('args')
    await terminal.press('C-c')
    expect(await terminal.waitForExit()).toBe(9)
    expect((await terminal.text()).match(/got SIGINT/g)).toHaveLength(1)
  })

  test('says how to repair a package without its build or its Node', async () => {
    const bad = await temporaryFolder('package')
    await cp(join(root, 'bin'), join(bad, 'bin'), { recursive: true })
    await cp(join(root, 'package.json'), join(bad, 'package.json'))
    const start = async (node: string, env = {}) => runProgram([node, join(bad, 'bin/deskhand.cjs')], { env })
    const unbuilt = await start(process.execPath)
    expect(unbuilt).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `deskhand is not built yet; run "npm run build" in ${bad}\n`,
    })
    expect((await start(process.execPath, { LANG: 'ko_KR.UTF-8' })).stderr).toContain('빌드되지 않았습니다')
    await mkdir(join(bad, 'dist/deskhand'), { recursive: true })
    await writeFile(join(bad, 'dist/deskhand/deskhand.js'), '')
    const node = await system()
    const { stdout: version } = await promisify(execFile)(node, ['-p', 'process.versions.node'])
    const tooOld = { code: 1, stderr: expect.stringContaining('deskhand needs Node.js 24.15 or newer') }
    expect(await start(node)).toMatchObject(Number.parseInt(version, 10) < 24 ? tooOld : { code: 0 })
  })
})
