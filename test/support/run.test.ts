// `npm test` itself: nothing that failed is left out of its last line, and nothing it needs is skipped silently.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installCommand, missingPackages, PACKAGES } from './packages.ts'
import { readSummary, sentence } from './summary.ts'
import { temporaryFolder } from './temp.ts'

async function lineOf(
  files: readonly (readonly [status: string, ...tests: readonly string[]])[],
  status: number | null,
) {
  const path = join(await temporaryFolder('report'), 'vitest.json')
  const testResults = files.map(([fileStatus, ...tests]) => ({
    name: 'a.test.ts',
    status: fileStatus,
    assertionResults: tests.map((result) => ({ status: result })),
  }))
  await writeFile(path, JSON.stringify({ testResults }))
  const summary = readSummary(path, status)
  return { line: sentence(summary), problems: summary.problems.join('\n') }
}

test('the last line counts tests, and names the skipped only when there are any', async () => {
  expect((await lineOf([['passed', 'passed', 'passed']], 0)).line).toBe('2 passed, 0 failed')
  expect(
    (
      await lineOf(
        [
          ['failed', 'passed', 'failed'],
          ['passed', 'passed'],
        ],
        1,
      )
    ).line,
  ).toBe('2 passed, 1 failed')
  expect((await lineOf([['passed', 'passed', 'pending', 'todo']], 0)).line).toBe('1 passed, 0 failed, 2 skipped')
})

test('a file that does not load, an error outside every test and an empty run count as failed', async () => {
  const unloaded = await lineOf([['failed'], ['passed', 'passed']], 1)
  expect(unloaded).toEqual({ line: '1 passed, 1 failed', problems: 'a.test.ts failed outside its tests' })
  expect((await lineOf([['passed', 'passed']], 1)).line).toBe('1 passed, 1 failed')
  expect(await lineOf([], 0)).toEqual({ line: '0 passed, 1 failed', problems: 'there were no tests' })
  const killed = readSummary('/nowhere/vitest.json', null)
  expect(sentence(killed)).toBe('0 passed, 1 failed')
  expect(killed.problems).toEqual(['vitest ended with null and left no report'])
})

test('a missing package is found and named in one command', () => {
  expect(missingPackages()).toEqual([])
  const wanted = { name: 'no-such-package', program: 'no-such-program', why: '' }
  expect(missingPackages([...PACKAGES, wanted])).toEqual(['no-such-package'])
  expect(installCommand(['a', 'b'])).toBe(
    'sudo apt-get update && sudo apt-get install --yes --no-install-recommends a b',
  )
})
