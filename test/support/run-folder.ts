// The folder of one test run: what its workers share, and how everything it started is found again at its end.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Environment variable with the run's folder; every process of a run inherits it, so it also marks them as ours. */
export const RUN_VARIABLE = 'DESKHAND_TEST_RUN'

/** Makes the run's folder and hands it to every worker started from now on. */
export async function makeRunFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'))
  // The database server runs as another user, who must be able to pass through to its own folder, and to list nothing.
  await chmod(folder, 0o711)
  process.env[RUN_VARIABLE] = folder
  return folder
}

/**
 * The folder of the run this process belongs to.
 *
 * @throws Error  when no test run started this process
 */
export function runFolder(): string {
  const folder = process.env[RUN_VARIABLE]
  if (!folder) throw new Error(`no test run: ${RUN_VARIABLE} is not set, start tests with vitest`)
  return folder
}

/**
 * Ends every process that still carries the run's mark, and removes the run's folder.
 *
 * @returns the command lines of the processes that had been left behind
 */
export async function endRun(folder: string): Promise<readonly string[]> {
  const left = processesOf(folder)
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself between the look and the kill, which is what was wanted.
    }
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  return left.map(({ command }) => command)
}

function processesOf(folder: string): readonly { pid: number; command: string }[] {
  const found: { pid: number; command: string }[] = []
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid) || pid === process.pid || pid === process.ppid) continue
    try {
      if (!readFileSync(`/proc/${entry}/environ`, 'utf8').includes(`${RUN_VARIABLE}=${folder}\0`)) continue
      found.push({ pid, command: readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() })
    } catch {
      // A process of another user, or one that has just ended: in both cases not ours to end.
    }
  }
  // A kernel thread or zombie has no command line; vitest's own workers carry the mark and are ended by vitest.
  return found.filter(({ command }) => command !== '' && !command.includes('/vitest/dist/workers/'))
}
