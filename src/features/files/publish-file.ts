// Publishing one file of this machine: looked at, hashed, announced, and sent as it is wanted.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { DeskhandError } from '../../protocol/error.ts'
import { fileProblem } from '../../protocol/file-problem.ts'
import { MAX_FILE_NAME_CHARACTERS } from '../../protocol/limits.ts'
import type { CommandContext } from '../command.ts'
import { fileRoutes, MANIFEST_HEADER, type Manifest, type PublishedFile } from './protocol.ts'

/** Bytes read at once. */
const READ_BYTES = 256 * 1_024

/** A file that can be published. */
export interface LocalFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
}

/** Looks at a file. @throws DeskhandError `file.unreadable` for what is no plain file or cannot be read */
export async function lookAt(path: string): Promise<LocalFile> {
  const unreadable = (problem: string, cause?: unknown) =>
    new DeskhandError('file.unreadable', { path, problem }, cause)
  const found = await stat(path).catch((error: unknown) => Promise.reject(unreadable(fileProblem(error), error)))
  if (!found.isFile()) throw unreadable('it is no file')
  const name = basename(path)
  if (name.length > MAX_FILE_NAME_CHARACTERS) throw unreadable('its name is too long')
  return { path, name, bytes: found.size }
}

/** What publishing one needs. */
export interface PublishParts {
  readonly send: CommandContext['send']
  /** Id of the session. */
  readonly session: string
  /** Told how many bytes have gone. */
  readonly told: (bytes: number) => void
}

/**
 * Publishes a file; the hub has verified it when this resolves.
 *
 * @throws DeskhandError `file.unreadable`, `file.differs` for one that changed meanwhile, or what the hub refused with
 */
export async function publishLocal({ path, name }: LocalFile, parts: PublishParts): Promise<PublishedFile> {
  const told: Manifest = { id: randomUUID(), name, ...(await digest(path)) }
  let gone = 0
  const sending = parts.send({
    path: `/v1/files/${parts.session}`,
    headers: { [MANIFEST_HEADER]: Buffer.from(JSON.stringify(told)).toString('base64url') },
    bytes: told.bytes,
    source: () =>
      open(path, told.bytes).on('data', (chunk) => {
        gone += chunk.length
        parts.told(gone)
      }),
  })
  const answer = await sending.catch(async (error: unknown) => {
    const { bytes } = await lookAt(path)
    throw bytes === told.bytes ? error : new DeskhandError('file.differs', { name }, error)
  })
  const data = fileRoutes.publish.reply.safeParse((answer as { readonly data?: unknown } | null)?.data)
  if (!data.success) throw new DeskhandError('internal', { problem: 'the hub answered something else' })
  return data.data
}

/** No more than was announced is sent, should the file have grown since. */
function open(path: string, bytes: number): Readable {
  return createReadStream(path, { highWaterMark: READ_BYTES, ...(bytes > 0 && { end: bytes - 1 }) })
}

async function digest(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    throw new DeskhandError('file.unreadable', { path, problem: fileProblem(error) }, error)
  }
  return { bytes, sha256: hash.digest('hex') }
}
