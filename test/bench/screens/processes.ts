// Programs of a measurement: started, asked, accounted for, ended; only what was started here.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of Linux's /proc in a second. */
const TICKS = 100

/** How long a program may take for an answer, in milliseconds. */
const PATIENCE_MS = 90_000

/** A forked program of this folder. */
export type Program = {
  readonly pid: number
  first(): unknown
  ask<T>(order: unknown): Promise<T>
  stop(): Promise<void>
}

/** Starts `file` with Node and waits for its first message. */
export async function startProgram(file: string, args: readonly string[]): Promise<Program> {
  const child: ChildProcess = fork(new URL(file, import.meta.url), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const answer = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer)
        child.off('message', answered).off('exit', ended)
        act()
      }
      const answered = (message: unknown): void => settle(() => resolve(message))
      const ended = (code: unknown): void => settle(() => reject(new Error(`${file} ended with ${code}`)))
      const late = (): void => settle(() => reject(new Error(`${file} says nothing`)))
      const timer = setTimeout(late, PATIENCE_MS)
      child.once('message', answered).once('exit', ended)
    })
  const first = await answer()
  return {
    pid: child.pid ?? 0,
    first: () => first,
    async ask<T>(order: unknown) {
      const answered = answer()
      child.send(order as object)
      return (await answered) as T
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** CPU seconds that a process and all it started have taken. */
export function cpuSeconds(pid: number): number {
  const known = new Map<number, { parent: number; seconds: number }>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(name) : null
    if (stat) known.set(Number(name), stat)
  }
  const total = (root: number): number =>
    [...known].reduce(
      (sum, [child, { parent }]) => sum + (parent === root ? total(child) : 0),
      known.get(root)?.seconds ?? 0,
    )
  return total(pid)
}

function readStat(pid: string): { parent: number; seconds: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0), 0)
    return { parent: fields[1] ?? 0, seconds: ticks / TICKS }
  } catch {
    return null // ended meanwhile
  }
}

/** The processes that this one has started. */
export function childPids(): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return all.filter((name) => readStat(name)?.parent === process.pid).map(Number)
}
