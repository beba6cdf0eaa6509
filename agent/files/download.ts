// Downloads one published file: resumed at the byte, held against what was announced, and named only when it is whole.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { backOffMs } from '../../src/client/back-off.ts'
import { receiveBytes } from '../../src/client/byte-streams.ts'
import type { Account } from '../../src/client/post.ts'
import type { PublishedFile } from '../../src/features/files/protocol.ts'
import { asDeskhandError, DeskhandError } from '../../src/protocol/error.ts'
import { openPart, type PartFile } from './part-file.ts'
import { takeName } from './take-name.ts'

/** Tries in a row that bring nothing before a download is given up; what has arrived is kept for the next one. */
export const MAX_VAIN_TRIES = 8

/** What to download and where to. */
export interface Download {
  readonly account: Account
  readonly session: string
  readonly told: PublishedFile
  /** An absolute path, chosen by the customer. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Told of the bytes that are there, each time some have come. */
  readonly progress: (bytes: number) => void
}

/** The path under which a file arrives in a folder, the same each time, so that it goes on where it stopped. */
export function partPath(folder: string, file: string): string {
  return join(folder, `.deskhand-${file}.part`)
}

/**
 * Downloads until it is there.
 *
 * @returns the path it got
 * @throws DeskhandError `file.unwritable` (a full disk too), `file.exists`, `file.differs`, `file.gone`,
 *   `hub.unreachable` after `MAX_VAIN_TRIES`; nothing then stands under the final name, and nothing at all for what is
 *   gone or not what was announced
 */
export async function download(asked: Download): Promise<string> {
  const { folder, told } = asked
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new DeskhandError('file.unwritable', { path: folder, problem: 'it is no folder' })
  const path = partPath(folder, told.file)
  const part = await openPart(path, told.bytes)
  try {
    await fill(part, asked)
    if ((await part.finish()) !== told.sha256) throw new DeskhandError('file.differs', { name: told.name })
    await part.close()
    return await takeName(path, folder, told.name)
  } catch (error) {
    const { code } = asDeskhandError(error)
    if (FINAL.includes(code)) await part.remove()
    throw error
  } finally {
    await part.close()
  }
}

/** Errors after which what has arrived is of no use. */
const FINAL: readonly string[] = ['file.differs', 'file.gone', 'file.not-found']
/** Errors that another try may not meet. */
const AGAIN: readonly string[] = ['hub.unreachable', 'request.too-many', 'storage.unavailable']

async function fill(part: PartFile, asked: Download): Promise<void> {
  const { told, signal } = asked
  for (let vain = 0; part.bytes < told.bytes; ) {
    const before = part.bytes
    try {
      await receive(part, asked)
    } catch (error) {
      vain = part.bytes > before ? 0 : vain + 1
      if (signal.aborted) throw new DeskhandError('file.gone', { name: told.name }, error)
      const { code } = asDeskhandError(error)
      if (!AGAIN.includes(code) || vain >= MAX_VAIN_TRIES) throw error
      await wait(backOffMs(vain, Math.random()), undefined, { signal }).catch(() => undefined) // the next try notices
    }
  }
}

/** Takes what the hub gives from where the file stands; one byte more than was announced is too many. */
async function receive(part: PartFile, { account, session, told, signal, progress }: Download): Promise<void> {
  const path = `/v1/files/${session}/${told.file}`
  const { from, source } = await receiveBytes(account, { path, from: part.bytes, signal })
  if (from !== part.bytes) await part.clear()
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (part.bytes + chunk.length > told.bytes) throw new DeskhandError('file.differs', { name: told.name })
      await part.add(chunk)
      progress(part.bytes)
    }
  } catch (error) {
    if (error instanceof DeskhandError) throw error
    throw new DeskhandError('hub.unreachable', { url: account.url, problem: (error as Error).message }, error) // a stream's
  } finally {
    source.destroy()
  }
  if (part.bytes < told.bytes) throw new DeskhandError('hub.unreachable', { url: account.url, problem: 'it stopped' })
}
