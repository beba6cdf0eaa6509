// The running processes, their arguments with secrets hidden.
import { readdir, readFile } from 'node:fs/promises'
import type { Facts } from './bounded.ts'
import type { Collector } from './collect.ts'
import { maskArguments, maskText } from './mask.ts'

/** Most processes looked at. */
const MAX_PROCESSES = 3_000
/** Linux counts processor time in this many ticks a second, whatever the kernel's own clock (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100

/** One row for each process, the largest first. Linux is read directly: only there are arguments told apart for certain. */
export const processes: Collector = async (given) => {
  const rows = process.platform === 'linux' ? await readProc(given.signal) : await askSystem()
  return [...rows].sort((a, b) => Number(b.memoryBytes) - Number(a.memoryBytes))
}

async function readProc(signal: AbortSignal): Promise<readonly Facts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).slice(0, MAX_PROCESSES)
  const rows: Facts[] = []
  for (let at = 0; at < pids.length && !signal.aborted; at += 64)
    rows.push(...(await Promise.all(pids.slice(at, at + 64).map(readOne))).filter((row) => row !== null))
  return rows
}

async function readOne(pid: string): Promise<Facts | null> {
  try {
    const [status, stat, command] = await Promise.all(
      ['status', 'stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    )
    const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status ?? '')?.[1] ?? ''
    // Fields after the name, which stands in brackets and may hold anything (proc(5)).
    const rest = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ')
    const argv = (command ?? '').split('\0').filter((word, index, all) => word !== '' || index < all.length - 1)
    return {
      pid: Number(pid),
      parent: Number(field('PPid')),
      name: maskText(field('Name')),
      state: field('State').replace(/^\S+ \((.*)\)$/, '$1'),
      uid: Number(field('Uid').split('\t')[0]),
      memoryBytes: Number.parseInt(field('VmRSS') || '0', 10) * 1_024,
      cpuSeconds: (Number(rest[11]) + Number(rest[12])) / TICKS_PER_SECOND,
      command: maskArguments(argv),
    }
  } catch {
    return null // it ended while it was being read
  }
}

/** Elsewhere the system tells one line of arguments, in which words are guessed at spaces. */
async function askSystem(): Promise<readonly Facts[]> {
  const { processes: list } = await import('systeminformation')
  return (await list()).list.slice(0, MAX_PROCESSES).map((one) => ({
    pid: one.pid,
    parent: one.parentPid,
    name: maskText(one.name),
    state: one.state,
    user: one.user,
    memoryBytes: one.memRss * 1_024,
    cpuPercent: one.cpu,
    command: maskArguments(`${one.command} ${one.params}`.trim().split(/\s+/)),
  }))
}
