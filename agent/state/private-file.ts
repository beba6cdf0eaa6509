// Small files that only their owner may read, written whole or not at all.
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** The largest file that is read back, in bytes. */
export const MAX_PRIVATE_FILE_BYTES = 1_048_576

/** Writes a file with mode 0600 in a folder with mode 0700: first beside it, then in its place. Throws what the disk says. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${process.pid}.new`
  rmSync(beside, { force: true })
  const file = openSync(beside, 'wx', 0o600)
  try {
    fchmodSync(file, 0o600)
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
}

/** The text of such a file; null when there is none that only its owner can have written. */
export function readPrivate(path: string): string | null {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat?.isFile() || stat.size > MAX_PRIVATE_FILE_BYTES || !isOwn(stat)) return null
  return readFileSync(path, 'utf8')
}

/** Removes such a file; nothing happens when there is none. */
export function removePrivate(path: string): void {
  rmSync(path, { force: true })
}

/** Whether a file or folder belongs to this user and nobody else can write to it (POSIX; elsewhere the system's rights rule). */
export function isOwn(stat: { readonly uid: number; readonly mode: number }): boolean {
  const uid = process.getuid?.()
  return uid === undefined || (stat.uid === uid && (stat.mode & 0o022) === 0)
}
