// What a rep's machine remembers between commands: hubs and their tokens, in one file only its owner can read.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { DeskhandError } from '../protocol/error.ts'
import { parseJson } from '../protocol/parse-json.ts'

const hub = z.object({
  token: z.string().max(200),
  email: z.string().max(254),
  name: z.string().max(200),
  expiresAt: z.number(),
})
const file = z.object({
  version: z.literal(1),
  /** The hub that is used when none is named. */
  current: z.string().max(300).nullable(),
  hubs: z.record(z.string().max(300), hub),
})

/** The remembered hubs. */
export type Config = Readonly<z.infer<typeof file>>
/** One remembered sign-in; `expiresAt` in UTC milliseconds. */
export type SignIn = z.infer<typeof hub>
type Environment = Readonly<Record<string, string | undefined>>

const EMPTY: Config = { version: 1, current: null, hubs: {} }

/**
 * The folder of the configuration: `DESKHAND_CONFIG_DIR`, `XDG_CONFIG_HOME/deskhand`, `AppData\deskhand`,
 * `~/.config/deskhand`.
 *
 * @see XDG Base Directory Specification 0.8
 */
export function configFolder(env: Environment): string {
  if (env.DESKHAND_CONFIG_DIR) return env.DESKHAND_CONFIG_DIR
  if (env.XDG_CONFIG_HOME) return join(env.XDG_CONFIG_HOME, 'deskhand')
  if (env.APPDATA) return join(env.APPDATA, 'deskhand')
  return join(env.HOME ?? homedir(), '.config', 'deskhand')
}

/** The file with the hubs. */
export function configPath(env: Environment): string {
  return join(configFolder(env), 'hubs.json')
}

/** Reads it; empty when there is none. @throws DeskhandError `file.unreadable` */
export async function readConfig(env: Environment): Promise<Config> {
  const path = configPath(env)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new DeskhandError('file.unreadable', { path, problem: error.message }, error)
  })
  if (text === null) return EMPTY
  const parsed = file.safeParse(parseJson(text))
  if (!parsed.success) throw new DeskhandError('file.unreadable', { path, problem: 'it is not a list of hubs' })
  return parsed.data
}

/**
 * Changes it; the file is replaced whole, so no moment shows half of it, and only its owner may read it.
 *
 * @throws DeskhandError `file.unreadable` or `file.unwritable`
 */
export async function changeConfig(env: Environment, change: (config: Config) => Config): Promise<Config> {
  const path = configPath(env)
  const next = change(await readConfig(env))
  const temporary = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(temporary, `${JSON.stringify(next, undefined, 2)}\n`, { mode: 0o600, flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new DeskhandError('file.unwritable', { path, problem: (error as Error).message }, error) // fs throws Errors
  }
  return next
}

/** The configuration with a sign-in added and chosen. */
export function withSignIn(config: Config, url: string, signIn: SignIn): Config {
  return { ...config, current: url, hubs: { ...config.hubs, [url]: signIn } }
}

/** The configuration without a hub; another remembered one is chosen in its place. */
export function withoutHub(config: Config, url: string): Config {
  const { [url]: _, ...hubs } = config.hubs
  const current = config.current === url ? (Object.keys(hubs)[0] ?? null) : config.current
  return { ...config, current, hubs }
}
