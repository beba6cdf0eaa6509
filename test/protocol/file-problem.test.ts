// What is said of a file that could not be read or written.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileProblem } from '../../src/protocol/file-problem.ts'
import { temporaryFolder } from '../support/temp.ts'

const problemOf = (path: string): Promise<unknown> => readFile(path).then(() => null, fileProblem)

test('is said in words where there are any, and as the system says it where there are none', async () => {
  const folder = await temporaryFolder('problem')
  expect(await problemOf(join(folder, 'missing'))).toBe('there is no such file or folder')
  expect(await problemOf(folder)).toBe('it is a folder')
  expect(await problemOf(join(folder, 'x'.repeat(400)))).toBe('the path is too long')
  expect(fileProblem(Object.assign(new Error('EXDEV: cross-device link'), { code: 'EXDEV' }))).toContain('EXDEV')
})
