// Temporary folders for tests, inside the run's folder and removed with the test.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { atEnd } from './ending.ts'
import { runFolder } from './run-folder.ts'

/**
 * Makes an empty folder, readable by its owner only, that is removed when the test is over.
 *
 * @param name  what it is for; the start of the folder's name
 * @returns its absolute path
 */
export async function temporaryFolder(name = 'temp'): Promise<string> {
  const folder = await mkdtemp(join(runFolder(), `${name}-`))
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  return folder
}
