// The archives a hub hands to customers: made once, kept in the hub's data folder, checked before they are served.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type AgentPlatform, canPack, installable, selfContained } from './contents.ts'
import { packageRoot } from './package-root.ts'
import { type TarEntry, tar } from './tar.ts'

/** An archive that is ready to be served. */
export interface AgentArtefact {
  /** File of this machine. */
  readonly path: string
  /** Hex SHA-256 of the file. */
  readonly sha256: string
  readonly bytes: number
}

/** How long an archive stays that this version does not make: another hub may be of the version that does. */
const KEEP_OLD_MS = 7 * 86_400_000

/** Archives asked for since this process started; one being made serves everyone who asks meanwhile. */
const asked = new Map<string, Promise<AgentArtefact>>()

/**
 * The self-contained agent of a platform as `.tar.gz`: Node, the program and its native packages.
 *
 * The first call packs for some seconds (compression runs beside the event loop); later calls, also of later
 * processes, find the archive again.
 *
 * @param dataDir  the hub's data folder; archives are kept below it
 * @param root     the package to pack
 * @returns null when this installation does not carry what that platform needs
 */
export async function agentArtefact(
  platform: AgentPlatform,
  dataDir: string,
  root: string = packageRoot(),
): Promise<AgentArtefact | null> {
  if (!canPack(root, platform)) return null
  const place = { folder: join(dataDir, 'agent'), kind: platform, extension: '.tar.gz' }
  return await once(`${dataDir} ${platform} ${root}`, () => obtain(place, selfContained(root, platform)))
}

/**
 * The agent as a package that `npx --yes URL CODE` installs and runs.
 *
 * @param hubUrl  the hub's configured address, written into the package so that a code alone is enough to join
 */
export async function agentTarball(
  dataDir: string,
  hubUrl: string,
  root: string = packageRoot(),
): Promise<AgentArtefact> {
  const place = { folder: join(dataDir, 'agent'), kind: 'npm', extension: '.tgz' }
  return await once(`${dataDir} npm ${hubUrl} ${root}`, () => obtain(place, installable(root, hubUrl)))
}

/** Makes an archive once for each key, and again when someone has removed its file. */
function once(key: string, make: () => Promise<AgentArtefact>): Promise<AgentArtefact> {
  const known = asked.get(key)
  const wanted = known ? known.then((artefact) => (existsSync(artefact.path) ? artefact : make())) : make()
  asked.set(key, wanted)
  wanted.catch(() => asked.delete(key)) // the next one to ask tries again
  return wanted
}

/** Where an archive is kept, and what its name begins and ends with. */
interface Place {
  readonly folder: string
  readonly kind: string
  readonly extension: string
}

async function obtain({ folder, kind, extension }: Place, entries: readonly TarEntry[]): Promise<AgentArtefact> {
  const name = `${kind}-${await keyOf(entries)}${extension}`
  const artefact = (await reuse(join(folder, name))) ?? (await make(folder, name, entries))
  await removeOlder(folder, kind, name)
  return artefact
}

/** Names an archive by what goes into it: paths, bytes held in memory, and size and time of every file. */
async function keyOf(entries: readonly TarEntry[]): Promise<string> {
  const hash = createHash('sha256')
  for (const { path, source } of entries) {
    hash.update(`${path}\0`)
    if ('bytes' in source) {
      hash.update(source.bytes)
    } else {
      const { size, mtimeMs } = await stat(source.file)
      hash.update(`${size} ${mtimeMs}\0`)
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/** An archive made before, if it is still what it was. */
async function reuse(path: string): Promise<AgentArtefact | null> {
  try {
    const expected = (await readFile(`${path}.sha256`, 'utf8')).trim()
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex') === expected ? { path, sha256: expected, bytes: (await stat(path)).size } : null
  } catch {
    return null // never made, or half removed: it is made again
  }
}

async function make(folder: string, name: string, entries: readonly TarEntry[]): Promise<AgentArtefact> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const unfinished = `${path}.${process.pid}.part`
  const hash = createHash('sha256')
  const hashed = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      hash.update(piece)
      yield piece
    }
  }
  try {
    await pipeline(tar(entries), createGzip(), hashed, createWriteStream(unfinished, { mode: 0o600 }))
    const file = await open(unfinished, 'r+')
    await file.sync().finally(() => file.close())
    const sha256 = hash.digest('hex')
    await writeFile(`${path}.sha256`, `${sha256}\n`, { mode: 0o600 })
    await rename(unfinished, path)
    return { path, sha256, bytes: (await stat(path)).size }
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Archives of earlier versions go, some time after the last of them was wanted; a download keeps its open file. */
async function removeOlder(folder: string, kind: string, name: string): Promise<void> {
  for (const other of await readdir(folder)) {
    if (!other.startsWith(`${kind}-`) || other.startsWith(name)) continue
    const path = join(folder, other)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() })) // another hub has just removed it
    if (Date.now() - mtimeMs > KEEP_OLD_MS) await rm(path, { force: true })
  }
}
