// Names of files from another machine: none leads out of the folder, hides, names a device, or takes what is taken.
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { entryName, safeJoin } from '../../../agent/files/safe-join.ts'
import { numbered, takeName } from '../../../agent/files/take-name.ts'
import { HOSTILE_NAMES, HOSTILE_TEXTS } from '../../support/hostile.ts'
import { temporaryFolder } from '../../support/temp.ts'

const HOSTILE = [
  '..',
  '../up',
  '..\\up',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  '\\\\server\\share\\x',
  'a/../../b',
  '..%2f..%2fx',
  '%2e%2e/x',
  '．．／x',
  '..∕x',
  '..⁄x',
  'file.txt:stream',
  'file.txt::$DATA',
  'nul\u0000.txt',
  'a\u0000/../b',
  'line\nfeed',
  'bell\u0007\u001b[2J',
  'evil\u202etxt.exe',
  'CON',
  'com1.txt',
  'LPT9 .log',
  'aux.',
  'dots...',
  'blank ',
  ' ',
  '.',
  '',
  '-rf',
  '.bashrc',
  '.ssh',
  '~',
  '\ud800 half a character',
  'n'.repeat(4_096),
  `${'가'.repeat(2_000)}.tar.gz`,
]

test('every name becomes one entry of the chosen folder, whatever it says', async () => {
  for (const name of [...HOSTILE, ...[...HOSTILE_NAMES, ...HOSTILE_TEXTS].map(({ value }) => value)]) {
    const path = safeJoin('/home/kim/chosen', name)
    const entry = path.slice('/home/kim/chosen/'.length)
    expect([name, dirname(path)]).toEqual([name, '/home/kim/chosen'])
    expect([name, Buffer.byteLength(entry) <= 255 && entry !== '']).toEqual([name, true])
    expect(entry).not.toMatch(/[\p{Cc}\\/:*?"<>|\u202a-\u202e\u2066-\u2069]|^[.-]|[. ]$/u)
    expect(entry).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)( *\.|$)/i)
    expect(entryName(entry), 'a safe name stays as it is').toBe(entry)
  }
  expect(safeJoin('/', 'x')).toBe('/x')
  expect(safeJoin('/a', '..', 'b/../..', 'c')).toBe('/a/file/b_.._/c')
})

test('ordinary names of all scripts stay as they are', () => {
  for (const name of ['driver.zip', '보고서 (최종).pdf', 'año.txt', '写真😀.png', 'a.b.c', 'Thumbs.db'])
    expect(entryName(name)).toBe(name)
})

test('a name that is taken gets a number, files and links there stay what they are', async () => {
  const folder = await temporaryFolder('names')
  const outside = join(await temporaryFolder('outside'), 'target')
  await writeFile(join(folder, 'a.tar.gz'), 'theirs')
  await symlink(outside, join(folder, 'a.tar (1).gz'))
  await mkdir(join(folder, 'a.tar (2).gz'))
  await writeFile(join(folder, 'part'), 'new')
  expect(await takeName(join(folder, 'part'), folder, 'a.tar.gz')).toBe(join(folder, 'a.tar (3).gz'))
  expect(await readFile(join(folder, 'a.tar.gz'), 'utf8')).toBe('theirs')
  await expect(readFile(outside)).rejects.toMatchObject({ code: 'ENOENT' })
  expect((await readdir(folder)).includes('part')).toBe(false)
  const long = `${'가'.repeat(83)}.txt`
  expect(Buffer.byteLength(numbered(long, 12))).toBeLessThanOrEqual(255)
  expect(numbered(long, 12).endsWith(' (12).txt')).toBe(true)
  await chmod(folder, 0o700)
})
