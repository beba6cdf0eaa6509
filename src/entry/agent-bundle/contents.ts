// What goes into the two forms of the agent that a hub hands out: self-contained, and installable by npm.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { type Package, readPackage } from './package-root.ts'
import type { TarEntry } from './tar.ts'

/** The machines a start script recognises, as Node names them. */
export const AGENT_PLATFORMS = ['linux-x64', 'linux-arm64'] as const
/** One of the machines a start script recognises. */
export type AgentPlatform = (typeof AGENT_PLATFORMS)[number]

/** What the build says about the agent: `dist/agent/modules.json`. */
interface Build {
  readonly chunks: readonly string[]
  /** Packages the chunks load at run time because they carry native code. */
  readonly packages: readonly string[]
}

const BUILD = 'dist/agent'
/** The page in which a customer sees what a rep shows. */
const PAGE = 'dist/page'
const PAGE_FILES = ['viewer.html', 'viewer.css', 'viewer.js'] as const
/** Nothing of these is needed to run a package. */
const UNNEEDED = /^(src|install|include|test|docs|man|share)\/|\/include\/|\.(md|map|d\.ts|d\.cts|d\.mts|gyp)$/i

/** Whether this installation can pack the self-contained agent for a platform. */
export function canPack(root: string, platform: AgentPlatform): boolean {
  const isOwn = platform === `${process.platform}-${process.arch}` // native packages exist for this machine only
  return isOwn && existsSync(join(root, BUILD, 'modules.json')) && nodeOf(root, platform) !== undefined
}

/** The files of the self-contained agent: Node, the program, and the native packages it loads. */
export function selfContained(root: string, platform: AgentPlatform): readonly TarEntry[] {
  const node = nodeOf(root, platform)
  if (!node) throw new Error(`no Node for ${platform} is installed`)
  const { chunks, packages } = readBuild(root)
  return [
    { path: 'bin/node', source: { file: join(node, 'bin', 'node') }, isExecutable: true },
    { path: 'bin/NODE-LICENSE', source: { file: join(node, 'LICENSE') }, isExecutable: false },
    {
      path: 'package.json',
      source: json({ name: 'deskhand-agent', type: 'module', private: true }),
      isExecutable: false,
    },
    ...chunks.map((chunk) => fileAt(join(root, BUILD, chunk), `agent/${chunk}`)),
    ...PAGE_FILES.map((name) => fileAt(join(root, PAGE, name), `page/${name}`)),
    ...[...withDependencies(root, packages)].flatMap(([path, folder]) => filesOf(folder, path)),
  ]
}

/**
 * The files of the package that `npx URL` installs; npm itself fetches Node and the native packages.
 *
 * @param hubUrl  where the program looks for its hub when nothing else is said
 */
export function installable(root: string, hubUrl: string): readonly TarEntry[] {
  const own = readPackage(root)
  const { chunks, packages } = readBuild(root)
  const manifest = {
    name: 'deskhand-agent',
    version: own.version,
    license: own.license,
    type: 'module',
    bin: { 'deskhand-agent': 'bin/deskhand-agent.cjs' },
    config: { hub: hubUrl },
    dependencies: versions(own.dependencies ?? {}, (name) => packages.includes(name)),
    optionalDependencies: versions(own.optionalDependencies ?? {}, (name) => name.startsWith('node-')),
  }
  const entries = [
    { path: 'package.json', source: json(manifest), isExecutable: false },
    fileAt(join(root, 'bin/deskhand-agent.cjs'), 'bin/deskhand-agent.cjs', true),
    fileAt(join(root, 'bin/launch.cjs'), 'bin/launch.cjs'),
    ...chunks.map((chunk) => fileAt(join(root, BUILD, chunk), `${BUILD}/${chunk}`)),
    ...PAGE_FILES.map((name) => fileAt(join(root, PAGE, name), `${PAGE}/${name}`)),
  ]
  return entries.map((entry) => ({ ...entry, path: `package/${entry.path}` })) // npm unpacks below one folder
}

function readBuild(root: string): Build {
  return JSON.parse(readFileSync(join(root, BUILD, 'modules.json'), 'utf8')) as Build // our own build wrote it
}

function nodeOf(root: string, platform: AgentPlatform): string | undefined {
  return folderOf(join(root, 'package.json'), `node-${platform}`)
}

/** Packages with all they depend on, by their place below the archive's top: `node_modules/sharp`. */
function withDependencies(root: string, names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (from: string, name: string): void => {
    const folder = folderOf(from, name)
    if (!folder) return // an optional dependency for another platform
    const place = relative(root, folder).replaceAll(sep, '/')
    if (found.has(place)) return
    found.set(place, folder)
    const { dependencies, optionalDependencies }: Package = readPackage(folder)
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies }))
      add(join(folder, 'package.json'), next)
  }
  for (const name of names) add(join(root, 'package.json'), name)
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A package's folder as Node would find it; asks for no file inside, because `exports` may hide them all. */
function folderOf(from: string, name: string): string | undefined {
  const places = createRequire(from).resolve.paths(name) ?? []
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')))
}

function filesOf(folder: string, place: string): readonly TarEntry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !UNNEEDED.test(path) && !path.startsWith('node_modules/'))
    .sort()
    .map((path) => fileAt(join(folder, path), `${place}/${path}`))
}

function fileAt(file: string, path: string, isExecutable = false): TarEntry {
  return { path, source: { file }, isExecutable }
}

function json(value: unknown): { bytes: Uint8Array } {
  return { bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) }
}

function versions(all: Readonly<Record<string, string>>, isWanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name)))
}
