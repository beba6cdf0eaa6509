// Writes the parts of the README that follow from tables of the program: `npm run docs`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { ROOT } from './build.ts'

type Blocks = typeof import('./readme-blocks.ts')

/** Some of the tables stand beside components, whose files Node does not read as they are. */
async function loadBlocks(): Promise<Blocks> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-docs-'))
  try {
    const bundle = await rolldown({
      input: join(import.meta.dirname, 'readme-blocks.ts'),
      platform: 'node',
      external: ['react-devtools-core'],
      transform: { jsx: { runtime: 'automatic' } },
    })
    await bundle.write({ dir: folder, entryFileNames: 'blocks.mjs' })
    return (await import(pathToFileURL(join(folder, 'blocks.mjs')).href)) as Blocks // built from that file
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const readme = join(ROOT, 'README.md')
const { withBlocks } = await loadBlocks()
writeFileSync(readme, withBlocks(readFileSync(readme, 'utf8')))
