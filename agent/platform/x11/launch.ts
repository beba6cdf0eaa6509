// Starts an application on an X desktop and waits until one of its windows is there.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { type AppWindow, LAUNCH_TIMEOUT_MS } from '../applications.ts'
import type { Entry } from '../desktop-entries/entry.ts'
import { connectX, type XConnection } from './connection.ts'
import { openProperties, type Properties } from './properties.ts'
import { appWindowIds, describeWindow } from './window-list.ts'

/** Where an application is started. */
export type LaunchOptions = {
  readonly display: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs?: number
}

/**
 * Starts an application; it goes on when Deskhand ends, because it is the owner's.
 *
 * Its window is known by its process group, its startup id or its class. A program that runs already and only comes
 * to the front, or that opens a window by itself in an older process, is recognised by its class.
 *
 * @throws DeskhandError  `activity.failed` when it cannot be started, ends at once or shows no window in time
 */
export async function launchOnX(entry: Entry, options: LaunchOptions): Promise<AppWindow> {
  const connection = await connectX(options.display, { sharedMemory: false })
  try {
    const properties = openProperties(connection)
    const { root, client } = connection
    client.ChangeWindowAttributes(root, {
      eventMask: client.eventMask.SubstructureNotify | client.eventMask.PropertyChange,
    })
    const before = new Set(await appWindowIds(connection, properties))
    const startupId = `deskhand-${randomUUID()}_TIME0`
    const child = await start(entry, options, startupId)
    const isIts = (id: number): Promise<boolean> => belongs(id, { entry, properties, startupId, group: child.pid ?? 0 })
    return await firstWindow(connection, { properties, before, child, isIts, entry, ...options })
  } finally {
    await connection.close()
  }
}

function start(entry: Entry, { display, env }: LaunchOptions, startupId: string): Promise<ChildProcess> {
  const [program = '', ...rest] = entry.argv
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      detached: true,
      stdio: 'ignore',
      ...(entry.folder !== null && existsSync(entry.folder) ? { cwd: entry.folder } : {}),
      env: { ...env, DISPLAY: display, DESKTOP_STARTUP_ID: startupId },
    })
    child.unref()
    child.once('spawn', () => resolve(child))
    child.once('error', (error) => reject(failure(`${entry.name} cannot be started`, error)))
  })
}

type Search = {
  readonly entry: Entry
  readonly properties: Properties
  readonly before: ReadonlySet<number>
  readonly child: ChildProcess
  readonly timeoutMs?: number
  isIts(window: number): Promise<boolean>
}

/** Looks again whenever windows appear, and at the end among those that were there before. */
async function firstWindow(connection: XConnection, search: Search): Promise<AppWindow> {
  const { properties, before, child, isIts, entry, timeoutMs = LAUNCH_TIMEOUT_MS } = search
  const find = async (wanted: (id: number) => boolean): Promise<AppWindow | null> => {
    for (const id of (await appWindowIds(connection, properties)).filter(wanted)) {
      const window = (await isIts(id)) ? await describeWindow(connection, properties, id) : null
      if (window) return window
    }
    return null
  }
  const deadline = performance.now() + timeoutMs
  let code = child.exitCode
  const changed = changes(connection, child)
  for (;;) {
    const found = await find((id) => !before.has(id))
    if (found) return found
    // A program that handed over to one that runs already is done at once, with success.
    const known = child.exitCode === 0 ? await find((id) => before.has(id)) : null
    if (known) return known
    code = child.exitCode
    const leftMs = deadline - performance.now()
    if (code !== null && code !== 0) throw failure(`${entry.name} ended with code ${code} and showed no window`)
    if (leftMs <= 0) throw failure(`${entry.name} showed no window within ${Math.round(timeoutMs / 1000)} s`)
    await changed.next(leftMs)
  }
}

/** Waits for something to happen on the desktop or to the program. */
function changes(connection: XConnection, child: ChildProcess): { next(timeoutMs: number): Promise<void> } {
  let wake: () => void = () => undefined
  let hasHappened = false
  let lost: DeskhandError | null = null
  const happen = (): void => {
    hasHappened = true
    wake()
  }
  connection.onEvent(happen)
  child.once('exit', happen)
  connection.onLost((error) => {
    lost = error
    happen()
  })
  return {
    async next(timeoutMs) {
      if (!hasHappened) {
        const timer = Promise.withResolvers<void>()
        const timeout = setTimeout(timer.resolve, timeoutMs)
        wake = timer.resolve
        await timer.promise
        clearTimeout(timeout)
      }
      hasHappened = false
      if (lost) throw lost
    },
  }
}

type Signs = {
  readonly entry: Entry
  readonly properties: Properties
  readonly startupId: string
  readonly group: number
}

async function belongs(window: number, { entry, properties, startupId, group }: Signs): Promise<boolean> {
  const [ids, [process], classes] = await Promise.all([
    properties.texts(window, '_NET_STARTUP_ID'),
    properties.numbers(window, '_NET_WM_PID'),
    properties.texts(window, 'WM_CLASS'),
  ])
  if (ids[0] === startupId) return true
  if (process !== undefined && (await processGroup(process)) === group) return true
  const wanted = [entry.windowClass, entry.id, entry.id.split('.').at(-1), basename(entry.argv[0] ?? '')]
  const known = new Set(wanted.flatMap((it) => (it ? [it.toLowerCase()] : [])))
  return classes.some((it) => known.has(it.toLowerCase()))
}

/** The process group of a process of this machine; after the name, in brackets, come state, parent and group. */
async function processGroup(process: number): Promise<number | null> {
  const text = await readFile(`/proc/${process}/stat`, 'utf8').catch(() => '') // it may have ended
  const after = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return after[2] === undefined ? null : Number(after[2])
}

function failure(problem: string, cause?: unknown): DeskhandError {
  return new DeskhandError('activity.failed', { problem }, cause)
}
