// Where a demonstration plays: a folder of its own, a hub, two reps with their own configurations, a customer's machine.

import { rmSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DeskhandError, type WireError } from '../../protocol/error.ts'
import { type Ended, type ProgramName, type Started, startProgram, untilEnded } from './programs.ts'

/** Who runs a program. */
export type Actor = 'lead' | 'second' | 'customer' | 'hub'

/** A stage. */
export interface Stage {
  readonly folder: string
  /** Whether the customer shows a real display. */
  readonly hasDisplay: boolean
  /** Runs a program for an actor to its end. */
  run(actor: Actor, args: readonly string[], input?: string): Promise<Ended>
  /** The same, and reads its one JSON value. @throws DeskhandError  the error the program told */
  ask<T>(actor: Actor, args: readonly string[], input?: string): Promise<T>
  /** Starts a program for an actor; it ends with the stage. */
  start(actor: Actor, args: readonly string[]): Started
  /** Writes a file only its owner can read; returns its path. */
  write(name: string, text: string): Promise<string>
  path(name: string): string
  /** Ends everything, and removes the folder unless it is kept. */
  clear(): Promise<void>
}

/** How long a display may take to answer, in milliseconds. */
const DISPLAY_MS = 500

/** What a stage may be told. */
export interface StageOptions {
  /** Folder to leave everything in, or null. */
  readonly keep: string | null
  /** Display of the customer; null takes a real one that answers, else a drawn one. */
  readonly platform: 'x11' | 'fake' | null
}

/** Sets a stage up. */
export async function setStage(
  env: Readonly<Record<string, string | undefined>>,
  { keep, platform }: StageOptions,
): Promise<Stage> {
  const folder = keep === null ? await mkdtemp(join(tmpdir(), 'deskhand-demo-')) : resolve(keep)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const hasDisplay = platform === null ? await answers(env.DISPLAY) : platform === 'x11'
  const running: Started[] = []
  // A second Ctrl-C ends this process as it is: even then nothing runs on, and nothing stays behind.
  const endAtOnce = (): void => {
    for (const one of running) one.kill()
    if (keep === null) rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', endAtOnce)
  const envOf = (actor: Actor): Record<string, string> => environment(env, join(folder, actor))
  const programOf = (actor: Actor): ProgramName => (actor === 'customer' ? 'deskhand-agent' : 'deskhand')
  const start = (actor: Actor, args: readonly string[], input?: string): Started => {
    const started = startProgram(programOf(actor), args, { env: envOf(actor), ...(input !== undefined && { input }) })
    running.push(started)
    return started
  }
  const stage: Stage = {
    folder,
    hasDisplay,
    run: (actor, args, input = '') => untilEnded(start(actor, args, input)),
    ask: async <T>(actor: Actor, args: readonly string[], input?: string): Promise<T> =>
      readAnswer(await stage.run(actor, [...args, '--json'], input)) as T, // the story checks what it needs of it
    start,
    write: async (name, text) => {
      await writeFile(join(folder, name), text, { mode: 0o600 })
      return join(folder, name)
    },
    path: (name) => join(folder, name),
    clear: async () => {
      process.off('exit', endAtOnce)
      await Promise.all(running.toReversed().map((one) => one.stop()))
      if (keep === null) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
  return stage
}

/** Nothing of the person's own configuration is read or changed. */
function environment(env: Readonly<Record<string, string | undefined>>, home: string): Record<string, string> {
  const changed: Record<string, string | undefined> = {
    ...env,
    DESKHAND_CONFIG_DIR: join(home, 'config'),
    DESKHAND_HUB: undefined,
    DESKHAND_TOKEN: undefined,
    XDG_STATE_HOME: join(home, 'state'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  }
  return Object.fromEntries(Object.entries(changed).filter((one): one is [string, string] => one[1] !== undefined))
}

function readAnswer({ code, stdout, stderr }: Ended): unknown {
  if (code === 0) return JSON.parse(stdout) // our own program printed it
  const told = (JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { readonly error: WireError }).error // as above
  throw new DeskhandError('internal', { problem: `${told.code}: ${told.message}`, code: told.code, exit: code })
}

/** Whether an X display takes connections. */
async function answers(display: string | undefined): Promise<boolean> {
  const [, host = '', number] = /^([^:]*):(\d+)/.exec(display ?? '') ?? []
  if (number === undefined) return false
  const local = host === '' || host === 'unix'
  const socket = local ? connect(`/tmp/.X11-unix/X${number}`) : connect(6_000 + Number(number), host)
  return new Promise((settle) => {
    const end = (isThere: boolean): void => {
      socket.destroy()
      settle(isThere)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
    socket.setTimeout(DISPLAY_MS, () => end(false))
  })
}
