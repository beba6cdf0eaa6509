// Blobs as files of one folder, readable by the hub alone: whole and verified under their name, or not there at all.
import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { BlobClaim, BlobKey, Blobs } from '../../features/blobs.ts'
import { DeskhandError } from '../../protocol/error.ts'

/** Blobs that may be written into one folder at the same time. */
export const MAX_WRITES_PER_FOLDER = 4
/** Readers one blob may have at the same time. */
export const MAX_READS_PER_BLOB = 8
/** Bytes read at once. */
const READ_BYTES = 256 * 1_024
/** What is not whole yet is called so. */
const PART = '.part'
/** Ids of ours, which name files everywhere and lead nowhere else. */
const PLAIN = /^[a-z]_[0-9a-z]{1,32}$/

/**
 * Opens the folder and clears away what a crash left half written; one hub works on it at a time.
 *
 * @param root  made when missing, 0700
 */
export async function openFolderBlobs(root: string): Promise<Blobs> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const blobs = new FolderBlobs(root)
  for (const folder of await blobs.folders())
    for (const name of await readdir(join(root, folder)))
      if (name.endsWith(PART)) await rm(join(root, folder, name), { force: true })
  return blobs
}

class FolderBlobs implements Blobs {
  readonly #root: string
  readonly #writes = new Map<string, number>()
  readonly #reads = new Map<string, Set<Readable>>()

  constructor(root: string) {
    this.#root = root
  }

  async write(key: BlobKey, source: AsyncIterable<Uint8Array>, claim: BlobClaim): Promise<boolean> {
    const path = this.#path(key)
    const writes = this.#writes.get(key.folder) ?? 0
    if (writes >= MAX_WRITES_PER_FOLDER) throw new DeskhandError('request.too-many')
    this.#writes.set(key.folder, writes + 1)
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      return await writeWhole(path, source, claim)
    } catch (error) {
      throw isFull(error) ? new DeskhandError('file.no-room', { name: key.name }, error) : error
    } finally {
      const left = (this.#writes.get(key.folder) ?? 1) - 1
      if (left > 0) this.#writes.set(key.folder, left)
      else this.#writes.delete(key.folder)
    }
  }

  async read(key: BlobKey, from: number): Promise<Readable | null> {
    const path = this.#path(key)
    if ((this.#reads.get(path)?.size ?? 0) >= MAX_READS_PER_BLOB) throw new DeskhandError('request.too-many')
    const file = await open(path, 'r').catch(nothingThere)
    if (!file) return null
    const stream = file.createReadStream({ start: from, highWaterMark: READ_BYTES })
    stream.on('error', () => undefined) // it may be dropped before its reader listens, who then finds it ended
    const readers = this.#reads.get(path) ?? new Set()
    this.#reads.set(path, readers.add(stream))
    stream.once('close', () => {
      readers.delete(stream)
      if (readers.size === 0 && this.#reads.get(path) === readers) this.#reads.delete(path)
    })
    return stream
  }

  async drop(key: BlobKey): Promise<void> {
    const path = this.#path(key)
    for (const stream of this.#reads.get(path) ?? []) stream.destroy(new DeskhandError('file.gone', { name: key.name }))
    await rm(path, { force: true })
    await rmdir(dirname(path)).catch(() => undefined) // others are in it, or it is gone already
  }

  async keepOnly(folder: string, names: ReadonlySet<string>): Promise<void> {
    const found = await readdir(join(this.#root, folder))
    for (const name of found.filter((one) => PLAIN.test(one) && !names.has(one))) await this.drop({ folder, name })
    await rmdir(join(this.#root, folder)).catch(() => undefined) // some are kept
  }

  async folders(): Promise<readonly string[]> {
    return (await readdir(this.#root)).filter((one) => PLAIN.test(one))
  }

  #path({ folder, name }: BlobKey): string {
    if (!PLAIN.test(folder) || !PLAIN.test(name)) throw new DeskhandError('internal', { problem: 'no name of a blob' })
    return join(this.#root, folder, name)
  }
}

/** Writes, counts and hashes; the name is given only to what was claimed, after it has reached the disk. */
async function writeWhole(path: string, source: AsyncIterable<Uint8Array>, claim: BlobClaim): Promise<boolean> {
  const part = `${path}${PART}`
  const file = await open(part, 'wx', 0o600)
  let isWhole = false
  try {
    isWhole = await fill(file, source, claim)
    if (isWhole) await file.datasync()
  } finally {
    await file.close()
    if (!isWhole) await rm(part, { force: true })
  }
  if (!isWhole) return false
  await rename(part, path)
  await syncFolder(dirname(path))
  return true
}

/** The name is as lasting as the bytes: what the journal tells of is there after a power cut too. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // where a folder cannot be opened
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

async function fill(file: FileHandle, source: AsyncIterable<Uint8Array>, claim: BlobClaim): Promise<boolean> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > claim.bytes) return false
    const written = file.writeFile(chunk)
    hash.update(chunk) // while the disk is busy
    await written
  }
  return bytes === claim.bytes && hash.digest('hex') === claim.sha256
}

function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
