// Reads a file line by line without ever holding more than one line of it.
import { open } from 'node:fs/promises'
import { DeskhandError } from '../../protocol/error.ts'

const LINE_FEED = 10

/**
 * Lines of a file as text, without their line feeds; a last line without one counts, an empty end does not.
 *
 * @throws DeskhandError `file.unreadable`; also for a line over `maxLineBytes`
 */
export async function* fileLines(path: string, maxLineBytes: number): AsyncGenerator<string> {
  let held: Buffer[] = []
  let heldBytes = 0
  const take = (last: Buffer): string => {
    const line = Buffer.concat([...held, last]).toString('utf8')
    held = []
    heldBytes = 0
    return line
  }
  try {
    await using file = await open(path)
    for await (const chunk of file.createReadStream()) {
      let bytes = chunk as Buffer // a stream without encoding
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED)) {
        yield take(bytes.subarray(0, end))
        bytes = bytes.subarray(end + 1)
      }
      held.push(bytes)
      heldBytes += bytes.length
      if (heldBytes > maxLineBytes) throw new DeskhandError('file.unreadable', { path, problem: 'a line has no end' })
    }
    if (heldBytes > 0) yield take(Buffer.alloc(0))
  } catch (error) {
    if (error instanceof DeskhandError) throw error
    throw new DeskhandError('file.unreadable', { path, problem: (error as Error).message }, error) // fs throws Errors
  }
}
