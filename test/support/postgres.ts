// PostgreSQL for tests: one private server a run, started by the first test that asks, and a fresh database for each.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server } from 'node:net'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './ports.ts'
import { runFolder } from './run-folder.ts'
import { until } from './wait.ts'

/** A running private PostgreSQL server. */
export interface Postgres {
  /** Connection URL of its maintenance database. */
  readonly url: string
  readonly pid: number
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>
}

const START_DEADLINE_MS = 60_000
/** PostgreSQL refuses to run as root; this is Debian's `nobody`. */
const UNPRIVILEGED_ID = 65_534

/**
 * Makes an empty database on the run's server, starting the server when this is the first.
 *
 * @returns its connection URL; the database goes with the run
 */
export async function freshDatabase(): Promise<string> {
  const answer = JSON.parse(await text(createConnection(socketPath(runFolder())))) as { url?: string; error?: string }
  if (!answer.url) throw new Error(`no PostgreSQL: ${answer.error}`)
  const name = `test_${randomBytes(6).toString('hex')}`
  await query(answer.url, `CREATE DATABASE ${name}`)
  return answer.url.replace(/[^/]+$/, name)
}

/**
 * Lets the workers of a run ask for its server; the server is the child of this process and ends with it.
 *
 * @param folder  the run's folder
 * @returns ends the server, if one was asked for
 */
export async function servePostgres(folder: string): Promise<() => Promise<void>> {
  let started: Promise<Postgres> | undefined
  const door: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    started ??= startPostgres(folder)
    started.then(
      ({ url }) => socket.end(JSON.stringify({ url })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    )
  })
  door.listen(socketPath(folder))
  await once(door, 'listening')
  door.unref()
  return async () => {
    door.close()
    await started?.then(
      (server) => server.stop(),
      () => undefined,
    )
  }
}

/**
 * Starts a private server: loopback only, `trust`, `fsync` on, as an unprivileged user when this process is root.
 *
 * It ends with this process, even when this process is killed.
 *
 * @param folder  where its data may live; must be passable by other users
 */
export async function startPostgres(folder: string): Promise<Postgres> {
  const home = await mkdtemp(join(folder, 'postgres-'))
  const log = join(home, 'log')
  await mkdir(join(home, 'data'), { mode: 0o700 })
  if (isRoot()) for (const path of [home, join(home, 'data')]) await chown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID)
  const initdb = ['--no-sync', '--auth=trust', '--username=deskhand', '--encoding=UTF8', '--locale=C.UTF-8']
  const [program, args] = asUnprivileged([programPath('initdb'), ...initdb, '--pgdata', join(home, 'data')])
  await promisify(execFile)(program, args, { cwd: home })
  const port = await freePort()
  const server = launch(home, port, log)
  const url = `postgres://deskhand@127.0.0.1:${port}/postgres`
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGQUIT') // immediate: nothing of a test's database is wanted after it
      await once(server, 'exit')
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  const ended = once(server, 'exit').then(() => readFileSync(log, 'utf8').slice(-2000))
  const early = await Promise.race([until('PostgreSQL to answer', () => answers(url), START_DEADLINE_MS), ended])
  if (typeof early === 'string') throw new Error(`PostgreSQL ended at its start: ${early}`)
  return { url, pid: server.pid ?? 0, stop }
}

function launch(home: string, port: number, log: string): ChildProcess {
  const settings = ['fsync=on', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
  const options = [`port=${port}`, ...settings].flatMap((setting) => ['-c', setting])
  const [program, args] = asUnprivileged([programPath('postgres'), '-D', join(home, 'data'), ...options])
  const server = spawn(program, args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
  const file = createWriteStream(log, { flags: 'a' })
  server.stdout.pipe(file, { end: false })
  server.stderr.pipe(file, { end: false })
  server.once('exit', () => file.end())
  return server
}

async function answers(url: string): Promise<true> {
  await query(url, 'SELECT 1')
  return true
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Prefixes a command so that it runs without privileges and is interrupted when this process ends. */
function asUnprivileged(command: readonly string[]): [string, string[]] {
  const ids = [`--reuid=${UNPRIVILEGED_ID}`, `--regid=${UNPRIVILEGED_ID}`, '--clear-groups']
  return ['setpriv', [...(isRoot() ? ids : []), '--pdeathsig=INT', ...command]]
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function socketPath(folder: string): string {
  return join(folder, 'postgres.sock')
}

/** Debian keeps the server's programs outside the PATH, one folder a version; the newest is used. */
function programPath(name: string): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
  if (!found) throw new Error(`${name} is not installed: apt-get install postgresql`)
  return found
}
