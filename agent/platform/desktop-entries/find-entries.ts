// The applications that are installed here, found as menus find them.
import { access, constants, open, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { MAX_APPLICATIONS } from '../applications.ts'
import { type Entry, menuLanguages, readEntry } from './entry.ts'

/** The largest entry that is read, in bytes. */
export const MAX_ENTRY_BYTES = 256 * 1024
/** The most entries that are looked at. */
export const MAX_ENTRY_FILES = 4000
/** Folders in folders: the deepest that is looked into. */
const MAX_DEPTH = 3

type Env = Readonly<Record<string, string | undefined>>

/** Finds the applications a menu would show, sorted by name, at most `MAX_APPLICATIONS`. */
export async function findEntries(env: Env): Promise<readonly Entry[]> {
  const options = { languages: menuLanguages(env), desktops: (env.XDG_CURRENT_DESKTOP ?? '').split(':') }
  const found = new Map<string, Entry | null>()
  let left = MAX_ENTRY_FILES
  for (const folder of entryFolders(env)) {
    for (const { id, path } of await entryFiles(folder, '', left)) {
      left--
      // The first folder that has an id decides over it, also when it hides the application.
      if (found.has(id)) continue
      const text = await readStart(path)
      found.set(id, text === null ? null : readEntry(id, text, options))
    }
  }
  const here = await Promise.all([...found.values()].map(async (it) => (it && (await canRun(it, env)) ? it : null)))
  const shown = here.filter((it) => it !== null).sort((a, b) => a.name.localeCompare(b.name))
  return shown.slice(0, MAX_APPLICATIONS)
}

function entryFolders(env: Env): readonly string[] {
  const home = env.XDG_DATA_HOME || join(env.HOME || homedir(), '.local', 'share')
  const rest = (env.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':')
  return [home, ...rest].filter((it) => isAbsolute(it)).map((it) => join(it, 'applications'))
}

async function entryFiles(folder: string, prefix: string, limit: number): Promise<{ id: string; path: string }[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []) // most of these folders do not exist
  const found: { id: string; path: string }[] = []
  for (const name of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (found.length >= limit) break
    const path = join(folder, name.name)
    if (name.name.endsWith('.desktop')) found.push({ id: prefix + name.name.slice(0, -'.desktop'.length), path })
    else if (name.isDirectory() && prefix.split('-').length <= MAX_DEPTH) {
      found.push(...(await entryFiles(path, `${prefix}${name.name}-`, limit - found.length)))
    }
  }
  return found
}

/** The text of a regular file that is not too large; `null` for anything else, a pipe without a writer included. */
async function readStart(path: string): Promise<string | null> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const { size } = await file.stat().then((it) => (it.isFile() ? it : { size: Number.POSITIVE_INFINITY }))
    return size > MAX_ENTRY_BYTES ? null : await file.readFile('utf8')
  } catch {
    return null // a link to nowhere, or not ours to read: the menu leaves it out too
  }
}

async function canRun({ argv, tryExec }: Entry, env: Env): Promise<boolean> {
  return (await isProgram(argv[0] ?? '', env)) && (tryExec === null || (await isProgram(tryExec, env)))
}

async function isProgram(name: string, env: Env): Promise<boolean> {
  const paths = isAbsolute(name) ? [name] : (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  for (const path of paths) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return true
  }
  return false
}
