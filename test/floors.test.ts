// The import rules of the floors, checked over the whole tree, and the checker itself over trees that break them.
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from './support/build.ts'
import { breaches } from './support/floor-rules.ts'
import { readImports } from './support/imports.ts'

const SOURCE = /\.(ts|tsx|mts|cjs|mjs)$/

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll(sep, '/'),
    )
}

const broken = (tree: Readonly<Record<string, string>>) => breaches(readImports(new Map(Object.entries(tree))))

test('every source file keeps to its floor', () => {
  const paths = ['bin', 'src', 'agent', 'test'].flatMap(sourcesOf)
  const tree = new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
  expect(paths.length).toBeGreaterThan(50)
  expect(breaches(readImports(tree))).toEqual([])
})

describe('the checker names', () => {
  const cases: readonly [what: string, tree: Readonly<Record<string, string>>, sentence: RegExp][] = [
    [
      'an import upwards, even of a type',
      { 'src/journal/a.ts': "import type { B } from '../hub/b.ts'", 'src/hub/b.ts': 'export type B = 1' },
      /src\/journal\/a\.ts imports src\/hub\/b\.ts/,
    ],
    [
      'an import sideways on one floor',
      { 'src/hub/a.ts': "import { b } from '../client/b.ts'", 'src/client/b.ts': 'export const b = 1' },
      /stands on floor 5/,
    ],
    [
      'a re-export and a dynamic import upwards',
      {
        'src/session/a.ts': "export { b } from '../cli/b.ts'\nexport const c = () => import('../cli/b.ts')",
        'src/cli/b.ts': 'export const b = 1',
      },
      /floor 2.*\n.*floor 2/,
    ],
    [
      'a feature that imports another',
      { 'src/features/chat/a.ts': "import '../notes/b.ts'", 'src/features/notes/b.ts': '' },
      /a feature never imports another/,
    ],
    [
      'a protocol that speaks a language',
      { 'src/protocol/a.ts': "import '../language/b.ts'", 'src/language/b.ts': '' },
      /src\/protocol\/ stands on floor 0/,
    ],
    ['I/O in a pure floor', { 'src/protocol/a.ts': "import fs from 'node:fs'" }, /node:fs: its floor does no I\/O/],
    ['a package with I/O in a pure floor', { 'src/journal/a.ts': "import pg from 'pg'" }, /imports pg/],
    [
      'an agent that imports a feature’s state',
      { 'agent/a.ts': "import '../src/features/chat/state.ts'", 'src/features/chat/state.ts': '' },
      /not for the agent/,
    ],
    [
      'an agent that runs the journal',
      { 'agent/a.ts': "import { b } from '../src/journal/b.ts'", 'src/journal/b.ts': 'export const b = 1' },
      /not for the agent/,
    ],
    [
      'an agent that reaches React through another file',
      { 'agent/a.ts': "import '../src/client/b.ts'", 'src/client/b.ts': "export const ink = () => import('ink')" },
      /must not be sent: agent\/a\.ts → src\/client\/b\.ts → ink/,
    ],
    [
      'a page that reaches Node through another file',
      { 'src/viewer/page/a.ts': "import '../../client/b.ts'", 'src/client/b.ts': "import 'node:net'" },
      /a browser page reaches Node: .* → node:net/,
    ],
    ['a hub that draws', { 'src/hub/a.ts': "import { Box } from 'ink'" }, /the hub reaches React/],
    ['a floor that composes', { 'src/cli/a.ts': "import '../../agent/b.ts'", 'agent/b.ts': '' }, /only bin\/ composes/],
    [
      'an import of bin/',
      { 'src/cli/a.ts': "import '../../bin/b.ts'", 'bin/b.ts': '' },
      /src\/cli\/ stands on floor 7, bin\/ on 8/,
    ],
    [
      'a product file that imports a test file',
      { 'src/hub/a.ts': "import '../../test/b.ts'", 'test/b.ts': '' },
      /imports the test file/,
    ],
    [
      'a circle',
      { 'src/hub/a.ts': "import './b.ts'", 'src/hub/b.ts': "export const load = () => import('./a.ts')" },
      /circle: src\/hub\/a\.ts → src\/hub\/b\.ts → src\/hub\/a\.ts/,
    ],
    ['a file that imports itself', { 'src/hub/a.ts': "import './a.ts'" }, /circle: src\/hub\/a\.ts → src\/hub\/a\.ts/],
    ['a vague folder', { 'src/hub/utils/a.ts': '' }, /a folder called utils/],
    ['a default export', { 'src/hub/a.ts': 'export default 1' }, /has a default export/],
    ['a default export by another name', { 'src/hub/a.ts': 'const a = 1\nexport { a as default }' }, /default export/],
    ['a file of 300 lines', { 'src/hub/a.ts': '//\n'.repeat(300) }, /has 300 lines/],
  ]

  test.for(cases)('%s', ([, tree, sentence]) => {
    expect(broken(tree).join('\n')).toMatch(sentence)
  })
})

describe('the checker lets pass', () => {
  test('what the rules allow', () => {
    const tree = {
      'agent/a.ts': "import type { E } from '../src/journal/e.ts'\nimport '../src/features/chat/protocol.ts'",
      'src/journal/e.ts': 'export type E = 1',
      'src/features/chat/protocol.ts': "import { z } from 'zod'",
      'src/features/requests.ts': "import './chat/protocol.ts'",
      'src/language/a.ts': "import '../protocol/b.ts'",
      'src/protocol/b.ts': '',
      'src/viewer/page/a.ts': "import type { Socket } from 'node:net'",
      'bin/x.ts': "import '../agent/a.ts'\nimport '../src/features/requests.ts'",
      'test/x.test.ts': "import '../src/features/requests.ts'\nimport 'node:fs'",
      'src/hub/a.ts': '//\n'.repeat(299),
      'src/hub/b.ts': "import './c.ts'\nexport type B = 1",
      'src/hub/c.ts': "import type { B } from './b.ts'",
    }
    expect(broken(tree)).toEqual([])
  })
})
