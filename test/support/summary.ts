// One line about a test run, counted from vitest's JSON report.
import { readFileSync } from 'node:fs'

/** How a run went. */
export interface Summary {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed beside single tests, a sentence each; counted among the failed. */
  readonly problems: readonly string[]
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/**
 * Counts a run's tests; a file that could not be loaded and an error outside every test count as failed too.
 *
 * @param file    vitest's JSON report
 * @param status  vitest's exit code, or null when it was killed
 */
export function readSummary(file: string, status: number | null): Summary {
  let report: Report
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report // written by the vitest this project pins
  } catch {
    return { passed: 0, failed: 1, skipped: 0, problems: [`vitest ended with ${status} and left no report`] }
  }
  return summarize(report, status)
}

function summarize({ testResults }: Report, status: number | null): Summary {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults.map((result) => result.status))
  const count = (...wanted: readonly string[]) => results.filter((result) => wanted.includes(result)).length
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed'),
  )
  const problems = broken.map(({ name }) => `${name} failed outside its tests`)
  const failed = count('failed') + broken.length
  if (failed === 0 && status !== 0) problems.push(`vitest ended with ${status}: an error outside every test, see above`)
  if (results.length === 0 && problems.length === 0) problems.push('there were no tests')
  return {
    passed: count('passed'),
    failed: Math.max(failed, problems.length),
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
    problems,
  }
}

/** `N passed, N failed`, and `, N skipped` when any was. */
export function sentence({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
