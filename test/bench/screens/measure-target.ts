// One target measured once: each workload on a fresh display, looked at in Chromium.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Browser, chromium, type Page } from 'playwright-core'
import { median } from '../figure.ts'
import { analyseFlips, analyseFlow, type Flow, filmTruth, percentile, psnr } from './analyse.ts'
import type { FilmKind } from './film.ts'
import { installProbe, type Probe } from './probe.ts'
import { childPids, cpuSeconds, type Program, startProgram } from './processes.ts'
import type { Running, Target } from './target.ts'
import type { Drawn, Order } from './workload.ts'

/** What is played. */
export type Workload = 'idle' | 'flip' | 'scroll' | FilmKind

/** What was seen of one workload. */
export type Seen = {
  readonly bytes: number
  readonly seconds: number
  /** CPU seconds of the sender's processes and of the browser. */
  readonly cpu: { readonly sender: number; readonly viewer: number }
  readonly flow?: Flow
  readonly flip?: { readonly medianMs: number; readonly p95Ms: number; readonly missed: number }
  /** Fidelity once everything is still, in dB. */
  readonly settledDb?: number
  /** Fidelity while it moves, in dB. */
  readonly movingDb?: number
  readonly describe: Readonly<Record<string, unknown>>
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const SETTLE_MS = 2500
const FIRST_PICTURE_MS = 30_000
/** Looks at the picture for its fidelity in motion, and how far apart they are. */
const GRABS = 4
const GRAB_GAP_MS = 350

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type Stage = {
  readonly screen: Program
  readonly running: Running
  readonly page: Page
  readonly probe: Probe
  readonly browserPids: readonly number[]
}

/** Measures workloads of `seconds` each. */
export async function measureTarget(
  target: Target,
  workloads: readonly Workload[],
  seconds: number,
): Promise<ReadonlyMap<Workload, Seen>> {
  const seen = new Map<Workload, Seen>()
  const { server, name } = await startServer()
  const screen = await startProgram('workload.ts', [name])
  let browser: Browser | null = null
  let running: Running | null = null
  try {
    for (const kind of ['video', 'film'] as const) {
      if (workloads.includes(kind)) await screen.ask({ do: kind, seconds: 0 } satisfies Order)
    }
    await screen.ask({ do: 'paint' } satisfies Order)
    running = await target.start(name)
    const before = new Set(childPids())
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: FLAGS })
    const browserPids = childPids().filter((pid) => !before.has(pid))
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
    await page.goto(running.url)
    await page.waitForSelector(running.selector, { state: 'attached' })
    const probe = await installProbe(page, running.selector)
    const stage: Stage = { screen, running, page, probe, browserPids }
    await firstPicture(stage)
    for (const workload of workloads) seen.set(workload, await play(stage, workload, seconds))
  } finally {
    await browser?.close()
    await running?.stop()
    await screen.stop()
    server.kill('SIGKILL')
  }
  return seen
}

async function startServer(): Promise<{ server: ChildProcess; name: string }> {
  const size = ['-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', ['-displayfd', '3', ...size], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const said = server.stdio[3]
  if (!said) throw new Error('no Xvfb')
  const [line] = await once(said, 'data')
  return { server, name: `:${String(line).trim()}` }
}

async function firstPicture({ probe }: Stage): Promise<void> {
  const until = performance.now() + FIRST_PICTURE_MS
  while (performance.now() < until) {
    const [, top, , color] = await probe.once().catch(() => [0, -1, -1, -1] as const)
    // The floor shows the square alone.
    if (top === 0 || color === 0) return sleep(SETTLE_MS)
    await sleep(100)
  }
  throw new Error('no picture came')
}

async function play(stage: Stage, workload: Workload, seconds: number): Promise<Seen> {
  const { screen, running, probe, browserPids } = stage
  await screen.ask({ do: 'paint' } satisfies Order)
  await sleep(SETTLE_MS)
  const aheadMs = await probe.clockAheadMs()
  const cpu = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
  const before = { bytes: await running.bytes(), sender: cpu(running.pids), viewer: cpu(browserPids) }
  await probe.start()
  const drawn = await perform(screen, workload, seconds)
  const describe = await running.describe()
  if (workload !== 'idle' && workload !== 'flip') await sleep(SETTLE_MS)
  const looks = await probe.stop()
  const seen = {
    bytes: (await running.bytes()) - before.bytes,
    seconds,
    cpu: { sender: cpu(running.pids) - before.sender, viewer: cpu(browserPids) - before.viewer },
    describe,
  }
  if (workload === 'idle') return seen
  if (workload === 'flip') {
    const all = analyseFlips(drawn, looks, aheadMs)
    return { ...seen, flip: { medianMs: median(all), p95Ms: percentile(all, 0.95), missed: drawn.length - all.length } }
  }
  const flow = analyseFlow(drawn, looks, aheadMs)
  if (workload === 'scroll') return { ...seen, flow }
  const settledDb = psnr(await probe.grab(), filmTruth(workload, drawn.at(-1)?.id ?? 1))
  return { ...seen, flow, settledDb, movingDb: await fidelityInMotion(stage, workload) }
}

async function perform(screen: Program, workload: Workload, seconds: number): Promise<readonly Drawn[]> {
  if (workload !== 'idle') {
    const flip: Order = { do: 'flip', times: Math.round(seconds * 2) }
    return screen.ask<Drawn[]>(workload === 'flip' ? flip : ({ do: workload, seconds } satisfies Order))
  }
  await sleep(seconds * 1000)
  return []
}

/** Plays the film once more and takes the picture now and then; the number in it says which frame it is of. */
async function fidelityInMotion({ screen, probe }: Stage, kind: FilmKind): Promise<number> {
  const playing = screen.ask<Drawn[]>({ do: kind, seconds: 4 } satisfies Order)
  await sleep(1200)
  const grabs: Buffer[] = []
  for (let index = 0; index < GRABS; index++) {
    grabs.push(await probe.grab())
    await sleep(GRAB_GAP_MS)
  }
  await playing
  const all = grabs.flatMap((shown) => {
    const id = idIn(shown)
    return id > 0 ? [psnr(shown, filmTruth(kind, id))] : []
  })
  return median(all)
}

function idIn(shown: Buffer): number {
  let value = 0
  for (let bit = 0; bit < 16; bit++) {
    const at = (8 * 1280 + bit * 16 + 8) * 4
    value = (value << 1) | ((shown[at] ?? 0) > 127 ? 1 : 0)
  }
  const id = value >> 4
  return ((id ^ (id >> 4) ^ (id >> 8) ^ 5) & 15) === (value & 15) ? id : -1
}
