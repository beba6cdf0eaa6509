// Building the programs under test: once, when a source is newer than what was built.
import { execFile } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from './wait.ts'

/** The project's folder. */
export const ROOT = join(import.meta.dirname, '..', '..')

const SOURCES = ['bin', 'src', 'agent', 'package.json', 'package-lock.json', 'rolldown.config.mjs']
/** Written last by the build, so its time is the time of the whole. */
const STAMPS = ['dist/deskhand/modules.json', 'dist/agent/modules.json']
const BUILD_DEADLINE_MS = 120_000

/**
 * Builds the programs if a source is newer than the last build; runs at the same time wait for each other.
 *
 * @throws Error  with the bundler's own words when the build fails
 */
export async function buildIfStale(): Promise<void> {
  if (!isStale()) return
  const unlock = await lock()
  try {
    if (isStale()) await build()
  } finally {
    unlock()
  }
}

/** Builds the programs. */
export async function build(): Promise<void> {
  const rolldown = join(ROOT, 'node_modules/rolldown/bin/cli.mjs')
  try {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
    await promisify(execFile)(process.execPath, [rolldown, '-c'], { cwd: ROOT, env, timeout: BUILD_DEADLINE_MS })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string } // execFile puts both on its error
    throw new Error(`the build failed\n${stdout}${stderr}`, { cause: error })
  }
}

function isStale(): boolean {
  const built = Math.min(...STAMPS.map((stamp) => changedMs(join(ROOT, stamp))))
  return SOURCES.some((source) => newestMs(join(ROOT, source)) > built)
}

function newestMs(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))))
}

function changedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY
}

/** Takes the build's lock; a lock whose owner is gone is taken over. */
async function lock(): Promise<() => void> {
  const path = join(ROOT, 'dist', '.building')
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  await until('the other build to end', () => tryLock(path), BUILD_DEADLINE_MS)
  return () => rmSync(path, { force: true })
}

function tryLock(path: string): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch {
    const owner = Number(readFileSync(path, 'utf8'))
    if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true })
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
