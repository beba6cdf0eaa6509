// Files a rep publishes for one customer: asked for once, announced before a byte is sent, gone when the sharing ends.
import { z } from 'zod'
import { MAX_FILE_BYTES, MAX_FILE_NAME_CHARACTERS, MAX_PUBLISHED_FILES } from '../../protocol/limits.ts'
import { declare } from '../../session/request.ts'

const ask = z.string().min(1).max(64)
const session = z.string().min(1).max(40)
/** Id of a file; it names nothing outside of its session. */
export const fileId = z.string().regex(/^f_[0-9a-z]{1,32}$/)

/** What is told of a file before its bytes, and what they are held against. The name is hostile text. */
const told = {
  name: z.string().min(1).max(MAX_FILE_NAME_CHARACTERS),
  bytes: z.int().min(0).max(MAX_FILE_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
}

/** A file as it is announced; the same `id` from the same rep publishes once. */
export const manifest = z.strictObject({ id: z.string().min(1).max(64), ...told })
/** A file as it is announced. */
export type Manifest = z.output<typeof manifest>

/** A file that is there. */
const published = z.strictObject({ file: fileId, ask, customer: z.string().max(64), ...told })
/** A file that is there. */
export type PublishedFile = z.output<typeof published>

/** How often in a second one person may ask for files to be written down. */
export const MAX_FILE_CHANGES_PER_SECOND = 20
const perSecond = MAX_FILE_CHANGES_PER_SECOND

/** Requests about published files. */
export const fileRequests = {
  /** Opens the exchange: what is published from the customer's yes on is theirs to download, until it is stopped. */
  'file.open': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    kind: 'files.basic',
    data: z.strictObject({}),
    reply: z.object({ ask: z.string() }),
  }),
  /** Takes one file back; `null` takes all back and closes the exchange (FTB-07). */
  'file.unpublish': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    perSecond,
    data: z.strictObject({ file: fileId.nullable() }),
    reply: z.object({ files: z.array(fileId) }),
  }),
  /** The customer's machine has the file, and its bytes are the announced ones. */
  'file.report': declare({
    target: 'session',
    who: ['customer'],
    scope: 'work',
    perSecond,
    data: z.strictObject({ file: fileId, bytes: told.bytes, sha256: told.sha256 }),
    reply: z.object({}),
  }),
  /** The exchange with the customer in focus, and what can be downloaded now; customers are told of their own. */
  'file.list': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({ session }),
    reply: z.object({
      open: z.object({ ask, isRunning: z.boolean() }).nullable(),
      files: z
        .array(z.object({ ...published.shape, by: z.string(), at: z.number(), downloads: z.int() }))
        .max(MAX_PUBLISHED_FILES),
    }),
  }),
} as const

/** Who may send and fetch the bytes; both travel as plain HTTP, at `/v1/files/SESSION` and `/v1/files/SESSION/FILE`. */
export const fileRoutes = {
  publish: declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    kind: 'files.basic',
    data: manifest,
    reply: z.object(published.shape),
  }),
  fetch: declare({
    target: 'session',
    who: ['primary', 'assistant', 'customer'],
    scope: 'read',
    kind: 'files.basic',
    data: z.strictObject({ file: fileId }),
    reply: z.object({}),
  }),
} as const

/** The header that carries a manifest: JSON as base64url, so that names neither break it nor stand in a proxy's log. */
export const MANIFEST_HEADER = 'x-deskhand-manifest'

const named = { file: fileId, customer: z.string().max(64), name: told.name }

/** Events of published files. */
export const fileEvents = {
  'file.published': published,
  'file.unpublished': z.strictObject(named),
  'file.downloaded': z.strictObject({ ...named, bytes: told.bytes, sha256: told.sha256 }),
} as const
/** Data of such an event. */
export type FileData<T extends keyof typeof fileEvents> = z.output<(typeof fileEvents)[T]>
