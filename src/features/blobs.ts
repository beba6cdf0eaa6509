// Bytes that the hub keeps beside the journal: what the rest of the program may ask of wherever they are kept.
import type { Readable } from 'node:stream'

/** Where a blob is kept: the folder of its session, and its own id. */
export interface BlobKey {
  readonly folder: string
  readonly name: string
}

/** What bytes are held against. */
export interface BlobClaim {
  readonly bytes: number
  readonly sha256: string
}

/** Bytes that are kept beside the journal, by reference: whole and verified, or not at all. */
export interface Blobs {
  /**
   * Keeps the bytes of `source` if they are exactly the claimed ones; of others nothing is left, and it is false.
   *
   * @throws DeskhandError `request.too-many` for more than a few at once into one folder, `file.no-room`
   */
  write(key: BlobKey, source: AsyncIterable<Uint8Array>, claim: BlobClaim): Promise<boolean>
  /**
   * The bytes from `from` on; null when there is no such blob. The stream breaks when the blob is dropped.
   *
   * @throws DeskhandError `request.too-many` for more than a few readers of one blob at once
   */
  read(key: BlobKey, from: number): Promise<Readable | null>
  drop(key: BlobKey): Promise<void>
  /** Drops every blob of a folder but these, and ends those who read them. */
  keepOnly(folder: string, names: ReadonlySet<string>): Promise<void>
  folders(): Promise<readonly string[]>
}
