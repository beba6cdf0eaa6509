// The bytes of published files over plain HTTP: PUT to publish, GET with `Range` to download; streams both ways.

import { MANIFEST_HEADER, type Manifest, manifest } from '../../features/files/protocol.ts'
import { fetchFile, publishFile } from '../../features/files/service.ts'
import type { SharedFile } from '../../features/files/state.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { parseJson } from '../../protocol/parse-json.ts'
import { safeFileName } from '../../terminal/text/safe-file-name.ts'
import type { StreamCall, StreamRoute } from './routes.ts'

/** The manifest of a PUT. The length said of the body must be the announced one, so that no byte is read in vain. */
function readManifest({ headers }: StreamCall): Manifest {
  const text = Buffer.from(headers[MANIFEST_HEADER] ?? '', 'base64url').toString('utf8')
  const parsed = manifest.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new DeskhandError('request.malformed', {
      problem: `${issue?.path.join('.') || 'manifest'}: ${issue?.message}`,
    })
  }
  const length = headers['content-length']
  if (length !== undefined && Number(length) !== parsed.data.bytes)
    throw new DeskhandError('file.differs', { name: parsed.data.name })
  return parsed.data
}

/** Takes a file in. */
const publish: StreamRoute = {
  method: 'PUT',
  path: /^\/v1\/files\/(?<session>[\w-]{1,40})$/,
  handle: async (call) => {
    const { hub, identity, params, body } = call
    const told = readManifest(call)
    const data = await publishFile(hub, { identity, session: params.session ?? '', told, source: body })
    return { status: 201, type: 'application/json; charset=utf-8', body: JSON.stringify({ outcome: 'done', data }) }
  },
}

/** Gives a file out, whole or from a byte on. */
const fetch: StreamRoute = {
  method: 'GET',
  path: /^\/v1\/files\/(?<session>[\w-]{1,40})\/(?<file>f_[0-9a-z]{1,32})$/,
  handle: async ({ hub, identity, params, headers }) => {
    const { session = '', file: id = '' } = params
    const { file, open } = await fetchFile(hub, { identity, session, file: id })
    const range = readRange(headers.range, file.bytes)
    const about = { ...headersOf(file), 'accept-ranges': 'bytes' }
    const type = 'application/octet-stream'
    if (range === 'outside')
      return { status: 416, type, body: '', headers: { ...about, 'content-range': `bytes */${file.bytes}` } }
    const from = range ?? 0
    const length = { 'content-length': String(file.bytes - from) }
    const stream = await open(from)
    if (range === null) return { status: 200, type, stream, headers: { ...about, ...length } }
    const at = { 'content-range': `bytes ${from}-${file.bytes - 1}/${file.bytes}` }
    return { status: 206, type, stream, headers: { ...about, ...length, ...at } }
  },
}

/** Whatever opens it takes it for a download, and nothing that a browser would show or run. */
function headersOf({ name, sha256 }: SharedFile): Readonly<Record<string, string>> {
  const safe = safeFileName(name)
  const plain = safe.replace(/[^\w .,()-]/g, '_')
  const spelled = encodeURIComponent(safe).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return {
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${spelled}`,
    etag: `"${sha256}"`,
  }
}

/** Where to begin; null for the whole. What is no single open range is answered with the whole, as RFC 9110 §14.2 allows. */
function readRange(text: string | undefined, bytes: number): number | 'outside' | null {
  const from = /^bytes=(\d{1,15})-$/.exec(text ?? '')?.[1]
  if (from === undefined) return null
  return Number(from) < bytes ? Number(from) : 'outside'
}

/** Every route of files. */
export const FILE_ROUTES: readonly StreamRoute[] = [publish, fetch]
