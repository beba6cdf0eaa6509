// The one door between a name from another machine and a path of this one.
import { join, resolve, sep } from 'node:path'
import { DeskhandError } from '../../src/protocol/error.ts'
import { safeFileName } from '../../src/terminal/text/safe-file-name.ts'

/**
 * A path below `folder`: each part is made the name of one entry, so that none leads up, out, to a device, to another
 * stream of a file or to an entry that programs read by themselves.
 *
 * @param parts  as they arrived; a separator within one is part of the name, and becomes `_`
 * @throws DeskhandError `file.unwritable`  when the path would still leave the folder, which no part should manage
 */
export function safeJoin(folder: string, ...parts: readonly string[]): string {
  const root = resolve(folder)
  const path = join(root, ...parts.map(entryName))
  const inside = root.endsWith(sep) ? root : `${root}${sep}`
  if (!path.startsWith(inside))
    throw new DeskhandError('file.unwritable', { path, problem: 'it is outside the folder' })
  return path
}

/** What a file is called here: a safe name that is not hidden, for a hidden one may be read at the next sign-in. */
export function entryName(name: string): string {
  return safeFileName(name).replace(/^\./, '_')
}
