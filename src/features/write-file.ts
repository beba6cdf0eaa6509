// Writing what a command made: to a temporary name first, so that no half file stands under the final one.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { DeskhandError } from '../protocol/error.ts'

/**
 * Writes a file whole.
 *
 * @param parts  written one after the other, as they come
 * @returns its size in bytes
 * @throws DeskhandError `file.unwritable`; then nothing is left under the name, nor beside it
 */
export async function writeFileWhole(
  path: string,
  parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<number> {
  const temporary = `${path}.${randomUUID()}.part`
  try {
    const file = await open(temporary, 'wx', 0o600)
    let sizeBytes = 0
    try {
      for await (const part of parts) {
        const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
        await file.appendFile(bytes)
        sizeBytes += bytes.byteLength
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    return sizeBytes
  } catch (error) {
    await rm(temporary, { force: true })
    if (error instanceof DeskhandError) throw error
    throw new DeskhandError('file.unwritable', { path, problem: (error as Error).message }, error) // fs throws Errors
  }
}
