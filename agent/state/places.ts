// Where the agent keeps what must survive it: the XDG folders of the user who runs it.
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { DeskhandError } from '../../src/protocol/error.ts'
import { isOwn } from './private-file.ts'

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Unix socket paths are at most 107 bytes on Linux and 103 on macOS. */
const MAX_SOCKET_PATH_BYTES = 100

/** Where one session of this machine keeps its files. */
export interface SessionPlace {
  /** Resume token. */
  readonly membership: string
  /** The agent's own record of grants. */
  readonly grants: string
}

/** The files of one session, found again by hub and code. */
export function sessionPlace(env: Environment, hub: string, code: string): SessionPlace {
  const folder = join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'deskhand', 'agent')
  const name = createHash('sha256').update(`${hub}\n${code}`).digest('hex').slice(0, 24)
  return { membership: join(folder, `${name}.session.json`), grants: join(folder, `${name}.grants.json`) }
}

/**
 * The folder of the control sockets, made when missing, readable by its owner only.
 *
 * @throws DeskhandError `file.unwritable` when someone else's folder stands in its place
 */
export function socketFolder(env: Environment): string {
  const folder = folderName(env)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  if (!stat.isDirectory() || !isOwn(stat))
    throw new DeskhandError('file.unwritable', { path: folder, problem: 'it belongs to someone else' })
  return folder
}

function folderName(env: Environment): string {
  const runtime = env.XDG_RUNTIME_DIR ? join(env.XDG_RUNTIME_DIR, 'deskhand') : null
  const user = process.getuid?.() ?? userInfo().username
  const own = join(tmpdir(), `deskhand-${user}`)
  const fits = [runtime, own].find((one) => one !== null && Buffer.byteLength(one) + 40 <= MAX_SOCKET_PATH_BYTES)
  return fits ?? join('/tmp', `deskhand-${user}`)
}

/** The control socket of the agent that serves `code` of `hub`. */
export function socketPath(folder: string, hub: string, code: string): string {
  const name = createHash('sha256').update(`${hub}\n${code}`).digest('hex').slice(0, 24)
  return process.platform === 'win32' ? `\\\\.\\pipe\\deskhand-${name}` : join(folder, `${name}.sock`)
}
