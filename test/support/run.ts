// `npm test`: what the tests need, the build, the tests, and one last line that says how many passed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, ROOT } from './build.ts'
import { install, installCommand, mayInstall, missingPackages } from './packages.ts'
import { readSummary, sentence } from './summary.ts'

const REPORT = join(ROOT, 'reports', 'vitest.json')

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const missing = missingPackages()
  if (missing.length > 0 && !providePackages(missing)) return 2
  try {
    await build()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
  mkdirSync(join(ROOT, 'reports'), { recursive: true })
  rmSync(REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const summary = readSummary(REPORT, status)
  for (const problem of summary.problems) console.error(problem)
  console.log(sentence(summary))
  return status === 0 && summary.failed === 0 ? 0 : 1
}

function providePackages(missing: readonly string[]): boolean {
  if (mayInstall()) {
    console.error(`installing Debian packages: ${missing.join(' ')}`)
    if (install(missing)) return true
  }
  console.error(`the tests need these Debian packages, install them with\n\n  ${installCommand(missing)}\n`)
  return false
}
