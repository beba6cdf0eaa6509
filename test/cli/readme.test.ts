// What the README says of codes and keys is what the program does, both ways.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EXIT_CODES } from '../../src/cli/topics.ts'
import { ERRORS } from '../../src/protocol/error.ts'
import { ROOT } from '../support/build.ts'
import { withBlocks } from '../support/readme-blocks.ts'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** First cells of the table between two markers. */
function firstCells(name: string): readonly string[] {
  const block = readme.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? ''
  return Array.from(block.matchAll(/^\| `?([^|`]+?)`? \|/gm), ([, cell]) => cell ?? '').filter((cell) => cell !== '---')
}

test('the README lists every exit code and no other', () => {
  expect(firstCells('exit-codes').slice(1)).toEqual(EXIT_CODES.map(String))
})

test('the README lists every error and no other', () => {
  expect(firstCells('error-codes').slice(1)).toEqual(Object.keys(ERRORS))
})

test('the README is what `npm run docs` writes', () => {
  expect(withBlocks(readme)).toBe(readme)
})

test('no error ends a command with an exit code that is not in the table', () => {
  for (const [code, { exit }] of Object.entries(ERRORS))
    expect([code, EXIT_CODES as readonly number[]]).toEqual([code, expect.arrayContaining([exit])])
})
