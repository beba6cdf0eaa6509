// What scenarios of published files have in common: files with known bytes, and a customer who has agreed.
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../support/temp.ts'
import { joinSession, type Rep, type StartedSession } from './whole-actors.ts'

/** SHA-256 of bytes, in hex. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A file of this many unpredictable bytes. */
export async function newFile(
  name: string,
  bytes: number,
): Promise<{ readonly path: string; readonly sha256: string }> {
  const path = join(await temporaryFolder('files'), name)
  const content = randomBytes(bytes)
  await writeFile(path, content)
  return { path, sha256: hashOf(content) }
}

/** SHA-256 of a file that is there. */
export async function hashOfFile(path: string): Promise<string> {
  return hashOf(await readFile(path))
}

/** Names of the blobs a hub has for a session; none when it has no folder for it. */
export async function blobsOf(dataDir: string, session: string): Promise<readonly string[]> {
  return readdir(join(dataDir, 'blobs', session)).catch(() => [])
}

/** A customer whose agent allows files. */
export function customerOf(session: StartedSession, args: readonly string[] = ['--allow', 'files.basic']) {
  return joinSession(session, 'Jamie', args)
}

/** What `file publish --json` says at last. */
export interface Published {
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly bytes: number
    readonly sha256: string
  }[]
  readonly bytes: number
  readonly durationMs: number
}

/** Publishes, and reads the last line. */
export async function publish(rep: Rep, paths: readonly string[]): Promise<Published> {
  const lines = (await rep.done(['file', 'publish', ...paths, '--json'])).jsonLines<Published>()
  return lines.at(-1) as Published
}
