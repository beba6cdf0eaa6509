// The agent's build: small, and without anything that only a rep or a hub needs.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { agentArtefact } from '../../src/entry/agent-bundle/artefact.ts'
import { built, runProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'

/** `dist/agent/modules.json`, as the build writes it. */
interface Build {
  readonly chunks: readonly string[]
  readonly packages: readonly string[]
  readonly builtins: readonly string[]
  readonly modules: readonly string[]
}

const FORBIDDEN: readonly RegExp[] = [
  /(^|\/)node_modules\/(react|react-dom|react-reconciler|ink|preact|kysely|pg|pg-[a-z]+|commander)\//,
  /^(react|ink|preact|kysely|pg|commander)(\/|$)/,
  /^(node:)?sqlite$/,
  // the viewer's host is carried for the customer's page (what a rep shows them), its page as a built file
  /^src\/(hub|console|viewer\/page|entry|cli)\//,
]
/** Native code that the artefact carries beside the chunks, and nothing else. */
const CARRIED = ['sharp', 'wrtc']
const PROGRAM_MAX_BYTES = 2_000_000

const forbidden = ({ packages, builtins, modules }: Build) =>
  [...packages, ...builtins, ...modules].filter((name) => FORBIDDEN.some((pattern) => pattern.test(name)))

test('what a customer is sent carries no React, no database driver and no code of hub or console', async () => {
  const build = JSON.parse(await readFile(built('agent/modules.json'), 'utf8')) as Build // our own build wrote it
  expect(forbidden(build)).toEqual([])
  expect(build.packages.filter((name) => !CARRIED.includes(name))).toEqual([])
  expect(build.modules).toContain('bin/deskhand-agent.ts')
  const sizes = await Promise.all(build.chunks.map(async (chunk) => (await stat(built(`agent/${chunk}`))).size))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(PROGRAM_MAX_BYTES)
})

test('the same look finds all of it in the rep’s program', async () => {
  const build = JSON.parse(await readFile(built('deskhand/modules.json'), 'utf8')) as Build // our own build wrote it
  const found = forbidden(build).join('\n')
  for (const name of ['node_modules/react/', 'node_modules/ink/', 'node_modules/kysely/', 'sqlite', 'src/hub/']) {
    expect(found).toContain(name)
  }
})

test('what a customer is sent runs where it is unpacked, native image code included, with nothing else installed', async () => {
  const folder = await temporaryFolder('unpacked')
  const artefact = await agentArtefact('linux-x64', await temporaryFolder('data'))
  await runProgram(['tar', '-xzf', artefact?.path ?? '', '-C', folder])
  const doctor = [join(folder, 'bin/node'), join(folder, 'agent/deskhand-agent.js'), 'doctor', '--json']
  const report = await runProgram(doctor, { env: { PATH: '/nowhere' }, cwd: folder })
  expect(report.stderr).toBe('')
  const checks = report.json<{ checks: readonly { name: string; state: string }[] }>().checks
  expect(checks).toContainEqual(expect.objectContaining({ name: 'images', state: 'ok' }))
})
