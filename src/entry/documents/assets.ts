// The built script and style of the pages: named by their content, so browsers may keep them for good.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { RouteReply } from '../../hub/http/routes.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { packageRoot } from '../agent-bundle/package-root.ts'

/** What the build of the pages wrote down: the file names that every page names. */
export interface Manifest {
  readonly script: string
  readonly style: string
}

/** A file name that the build makes: no separators, so it cannot leave its folder. */
export const ASSET_NAME = /^[A-Za-z0-9_-]{1,80}\.(?:js|css)$/
const FOLDER = ['dist', 'page', 'entry']
const KEPT_MS = 365 * 86_400_000
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** Compressed files by name. Only files of the build's folder get in, so it stays small. */
const compressed = new Map<string, Promise<Buffer>>()

/** @throws DeskhandError `internal` when the pages were not built */
export async function readManifest(): Promise<Manifest> {
  const text = await readFile(join(packageRoot(), ...FOLDER, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    throw new DeskhandError('internal', { problem: 'the public pages are missing from the package' }, cause)
  })
  return JSON.parse(text) as Manifest // our own build wrote it
}

/** Answers with one built file, compressed where the browser takes that; null when there is none of this name. */
export async function assetReply(name: string, acceptEncoding: string | undefined): Promise<RouteReply | null> {
  const type = ASSET_NAME.test(name) ? TYPES[name.split('.').at(-1) ?? ''] : undefined
  if (!type) return null
  const bytes = await readFile(join(packageRoot(), ...FOLDER, name)).catch(() => null)
  if (!bytes) return null
  const headers = { 'cache-control': `public, max-age=${KEPT_MS / 1_000}, immutable`, vary: 'accept-encoding' }
  if (!/\bgzip\b/.test(acceptEncoding ?? '')) return { status: 200, type, body: bytes, headers }
  const body = await compress(name, bytes)
  return { status: 200, type, body, headers: { ...headers, 'content-encoding': 'gzip' } }
}

function compress(name: string, bytes: Buffer): Promise<Buffer> {
  const known = compressed.get(name) ?? promisify(gzip)(bytes, { level: 9 })
  compressed.set(name, known)
  return known
}
