// Gives a finished file its name, never one that is taken: ` (1)`, ` (2)` … as browsers do.
import { link, open, rename, unlink } from 'node:fs/promises'
import { extname } from 'node:path'
import { DeskhandError } from '../../src/protocol/error.ts'
import { FILE_NAME_MAX_BYTES } from '../../src/terminal/text/safe-file-name.ts'
import { entryName, safeJoin } from './safe-join.ts'
import { unwritable } from './unwritable.ts'

/** Names that are tried. */
export const MAX_NAMES = 1_000

/**
 * Moves `part` to the first free name in its folder, in one step: nobody sees half a file, and nothing is replaced.
 *
 * @param name  as it arrived
 * @returns the path
 * @throws DeskhandError `file.exists` when every name is taken, `file.unwritable`
 */
export async function takeName(part: string, folder: string, name: string): Promise<string> {
  for (let count = 0; count < MAX_NAMES; count += 1) {
    const path = safeJoin(folder, numbered(entryName(name), count))
    if (await moveNew(part, path)) return path
  }
  throw new DeskhandError('file.exists', { path: safeJoin(folder, name) })
}

/** `a.txt`, `a (1).txt`, …, within what a file system takes. */
export function numbered(name: string, count: number): string {
  if (count === 0) return name
  const [ending, mark] = [extname(name), ` (${count})`]
  let stem = name.slice(0, name.length - ending.length)
  while (Buffer.byteLength(stem + mark + ending) > FILE_NAME_MAX_BYTES) stem = [...stem].slice(0, -1).join('')
  return `${stem}${mark}${ending}`
}

/** File systems without hard links, such as those of memory sticks, and systems that forbid them here. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']

async function moveNew(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path)
    await unlink(part)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST') return false
    if (NO_LINKS.includes(code)) return reserveAndMove(part, path)
    throw unwritable(path, error)
  }
}

/** Takes the name with an empty file first, which the finished one then replaces. */
async function reserveAndMove(part: string, path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw unwritable(path, error)
  }
  try {
    await rename(part, path)
    return true
  } catch (error) {
    await unlink(path).catch(() => undefined) // the error that is told is the first one
    throw unwritable(path, error)
  }
}
