// Opening loads the engine that is asked for and nothing of the other.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temp.ts'

const OPEN = new URL('../../../src/hub/storage/open.ts', import.meta.url).href

/** Opens a storage in a process of its own and tells what that process has loaded. */
async function loadedBy(url: string): Promise<{ readonly pg: boolean; readonly sqlite: boolean }> {
  const program = `
    import { createRequire } from 'node:module'
    import { openStorage } from ${JSON.stringify(OPEN)}
    const storage = await openStorage(${JSON.stringify(url)})
    await storage.migrate()
    await storage.close()
    const files = Object.keys(createRequire(import.meta.url).cache)
    const pg = files.some((file) => file.includes('/node_modules/pg/'))
    const sqlite = process.moduleLoadList.includes('NativeModule sqlite')
    console.log(JSON.stringify({ pg, sqlite }))`
  const cwd = new URL('../../..', import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd })
  return JSON.parse(stdout) as { pg: boolean; sqlite: boolean } // as printed above
}

describe('opening a storage', () => {
  it('loads no PostgreSQL for a SQLite file, and no SQLite for a PostgreSQL database', async () => {
    const path = join(await temporaryFolder('open'), 'hub.db')
    expect(await loadedBy(`sqlite:${path}`)).toEqual({ pg: false, sqlite: true })
    expect(await loadedBy(await freshDatabase())).toEqual({ pg: true, sqlite: false })
  })
})
