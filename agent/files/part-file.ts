// A file that is on its way: bytes are added at its end, and it goes on where it stopped, whatever stopped it.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { isOwn } from '../state/private-file.ts'
import { unwritable } from './unwritable.ts'

/** Bytes read at once. */
const READ_BYTES = 1_048_576

/** An open one. */
export interface PartFile {
  /** Bytes that are there. */
  readonly bytes: number
  /** @throws DeskhandError `file.unwritable`, as for a full disk; what was there before stays */
  add(chunk: Uint8Array): Promise<void>
  /** Begins anew. */
  clear(): Promise<void>
  /** SHA-256 of what is there, in hex, once it has reached the disk; nothing is added afterwards. */
  finish(): Promise<string>
  close(): Promise<void>
  /** Closes it and takes it away. */
  remove(): Promise<void>
}

/**
 * Opens a file of this user, 0600, or makes it.
 *
 * @param most  a longer one is of something else, and begins anew
 * @throws DeskhandError `file.unwritable`, also for a link or what belongs to others: the folder may be everybody's
 */
export async function openPart(path: string, most: number): Promise<PartFile> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants
  try {
    const file = await open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
    const part = new OpenPart(path, file)
    try {
      await part.readBack(most)
      return part
    } catch (error) {
      await part.close()
      throw error
    }
  } catch (error) {
    throw unwritable(path, error)
  }
}

class OpenPart implements PartFile {
  readonly #path: string
  readonly #file: FileHandle
  #hash = createHash('sha256')
  bytes = 0

  constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  async readBack(most: number): Promise<void> {
    const found = await this.#file.stat()
    if (!found.isFile() || !isOwn(found) || found.nlink > 1) throw new Error('something else stands in its place')
    if (found.size > most) return this.clear()
    const buffer = Buffer.alloc(Math.min(READ_BYTES, Math.max(1, found.size)))
    while (this.bytes < found.size) {
      const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, this.bytes)
      if (bytesRead === 0) return
      this.#hash.update(buffer.subarray(0, bytesRead))
      this.bytes += bytesRead
    }
  }

  async add(chunk: Uint8Array): Promise<void> {
    const written = this.#write(chunk)
    this.#hash.update(chunk) // while the disk is busy; after a failure nothing is added any more
    await written
  }

  async #write(chunk: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < chunk.byteLength; ) {
        const { bytesWritten } = await this.#file.write(chunk, at, chunk.byteLength - at, this.bytes)
        at += bytesWritten
        this.bytes += bytesWritten
      }
    } catch (error) {
      throw unwritable(this.#path, error)
    }
  }

  async clear(): Promise<void> {
    await this.#file.truncate(0)
    this.#hash = createHash('sha256')
    this.bytes = 0
  }

  async finish(): Promise<string> {
    try {
      await this.#file.datasync()
    } catch (error) {
      throw unwritable(this.#path, error)
    }
    return this.#hash.digest('hex')
  }

  async close(): Promise<void> {
    await this.#file.close().catch(() => undefined) // closed already
  }

  async remove(): Promise<void> {
    await this.close()
    await rm(this.#path, { force: true })
  }
}
