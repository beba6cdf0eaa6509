// The demonstration plays the whole story with real programs, and leaves nothing behind.
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileLines } from '../../src/features/history/file-lines.ts'
import { verifyBundle } from '../../src/journal/verify-bundle.ts'
import { built, runDeskhand, startDeskhand } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

const DEADLINE_MS = 60_000

test(
  'without a terminal every step is played, verified and told, and what it made can be kept',
  async () => {
    const folder = await temporaryFolder('demo')
    const { code, stdout } = await runDeskhand(['demo', '--keep', folder, '--json'], { deadlineMs: DEADLINE_MS })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.filter((line) => line.ok !== true)).toEqual([])
    expect(code).toBe(0)
    expect(lines.slice(0, -1).map((line) => line.step)).toEqual(
      'hub setup reps start join chat consent screenshot control mark stop sysinfo note assist pass back end export verify tamper'.split(
        ' ',
      ),
    )
    expect(lines.at(-1)).toMatchObject({ ok: true, steps: 20, folder })
    expect((await verifyBundle(fileLines(join(folder, 'case.dhs'), 4_000_000))).findings).toEqual([])
    await access(join(folder, 'desktop.png'))
  },
  DEADLINE_MS,
)

test(
  'it removes its folder and leaves no process, also when it is interrupted',
  async () => {
    const temp = await temporaryFolder('tmp')
    const demo = await startDeskhand(['demo'], { env: { TMPDIR: temp } })
    await demo.waitForLine('The customer has joined')
    demo.kill('SIGINT')
    expect((await demo.finished).code).toBe(130)
    expect(await demoFolders(temp)).toEqual([])
  },
  DEADLINE_MS,
)

test(
  'at a terminal it opens the console on a session with a customer in it, and ends with it',
  async () => {
    const temp = await temporaryFolder('tmp')
    const command = [process.execPath, built('deskhand/deskhand.js'), 'demo']
    const terminal = await startInTmux(command, { columns: 120, rows: 40, env: { TMPDIR: temp } })
    await terminal.waitFor('Kim Min-ji', 30_000)
    await until('the console', () => terminal.isAlternate(), 30_000)
    await terminal.press('C-c')
    expect(await terminal.waitForExit(30_000)).toBeLessThan(131)
    expect(await demoFolders(temp)).toEqual([])
  },
  DEADLINE_MS,
)

/** Folders of demonstrations; the agent may keep its own folder of sockets there. */
async function demoFolders(temp: string): Promise<readonly string[]> {
  return (await readdir(temp)).filter((name) => name.startsWith('deskhand-demo-'))
}
