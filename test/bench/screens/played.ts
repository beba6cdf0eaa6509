// One workload played on the display while a viewer's page is looked at: frames, latency, bytes, processor time, fidelity.
import type { ScreenSource } from '../../../agent/platform/platform.ts'
import { median } from '../figure.ts'
import { analyseFlips, analyseFlow, type Flow, filmTruth, psnr } from './analyse.ts'
import { WINDOW } from './film.ts'
import { cpuSeconds } from './processes.ts'
import type { Stand } from './stand.ts'
import type { Viewing } from './viewing.ts'
import type { Drawn, Order } from './workload.ts'

/** What is played. */
export type Workload = 'idle' | 'flip' | 'scroll' | 'video' | 'film'

/** Processes by whose they are. */
export type Pids = { readonly sender: number; readonly viewer?: number; readonly between?: number }

/** CPU seconds of the customer's side, the rep's (its browser too) and of what is between. */
export type Cpu = { readonly sender: number; readonly viewer: number; readonly between: number }

/** What was seen of one workload. */
export type Played = {
  readonly seconds: number
  /** Bytes of all messages the page was given while it was played, and in the rest after it. */
  readonly bytes: { readonly playing: number; readonly after: number }
  /** Bytes that the sender's TCP connections sent in all of that, where that is asked for. */
  readonly sentBytes: number
  readonly cpu: Cpu
  /** Every flip's latency, in milliseconds; those that were never seen are not among them. */
  readonly flips: readonly number[]
  readonly flow: Flow | null
  /** Fidelity in dB while it moves, of the last frame as soon as it is shown, and once everything is still. */
  readonly fidelity: { readonly moving: number; readonly last: number; readonly settled: number } | null
}

/** What a workload is played on. */
export type PlayOn = {
  readonly stand: Stand
  readonly viewing: Viewing
  readonly pids: Pids
  readonly truth: ScreenSource
  /** Bytes that the sender's TCP connections have sent so far. */
  readonly sentBytes?: () => number
}

const BEFORE_MS = 800
const AFTER_MS = 1500
/** Frames between two that are kept for their fidelity. */
const KEEP_EVERY = 28

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Plays a workload of `seconds`. */
export async function play(on: PlayOn, workload: Workload, seconds: number): Promise<Played> {
  const { stand, viewing, pids } = on
  await stand.screen.ask({ do: 'paint' } satisfies Order)
  await sleep(BEFORE_MS)
  const aheadMs = await viewing.probe.clockAheadMs()
  const isFlow = workload !== 'idle' && workload !== 'flip'
  const last = seconds * 30
  if (isFlow)
    await viewing.keep([...Array(Math.floor(last / KEEP_EVERY)).keys()].map((at) => at * KEEP_EVERY + 12).concat(last))
  const [bytes, cpu] = [await viewing.receivedBytes(), cpuNow(stand, pids)]
  await viewing.probe.start()
  const sent = on.sentBytes?.() ?? 0
  const drawn = await perform(stand, workload, seconds)
  const played = await viewing.receivedBytes()
  if (isFlow) await sleep(AFTER_MS)
  const after = cpuNow(stand, pids)
  const sentBytes = (on.sentBytes?.() ?? 0) - sent
  const looks = await viewing.probe.stop()
  return {
    seconds,
    bytes: { playing: played - bytes, after: (await viewing.receivedBytes()) - played },
    sentBytes,
    cpu: less(after, cpu),
    flips: workload === 'flip' ? analyseFlips(drawn, looks, aheadMs) : [],
    flow: isFlow ? analyseFlow(drawn, looks, aheadMs) : null,
    fidelity: isFlow ? await fidelityOf(on, workload, last) : null,
  }
}

async function perform({ screen }: Stand, workload: Workload, seconds: number): Promise<readonly Drawn[]> {
  if (workload === 'idle') await sleep(seconds * 1000)
  else if (workload === 'flip') return screen.ask({ do: 'flip', times: Math.round(seconds * 2) } satisfies Order)
  else return screen.ask({ do: workload, seconds } satisfies Order)
  return []
}

async function fidelityOf({ viewing, truth }: PlayOn, workload: Workload, last: number): Promise<Played['fidelity']> {
  const kept = await viewing.kept()
  const onDisplay = await truth.grab(WINDOW)
  const truthOf = (id: number): Uint32Array | null => {
    if (id === last) return onDisplay
    return workload === 'video' || workload === 'film' ? filmTruth(workload, id) : null
  }
  const all = kept.flatMap(({ id, rgba }) => {
    const picture = truthOf(id)
    return picture ? [{ id, dB: psnr(rgba, picture) }] : []
  })
  return {
    moving: median(all.filter(({ id }) => id !== last).map(({ dB }) => dB)),
    last: all.find(({ id }) => id === last)?.dB ?? 0,
    settled: psnr(await viewing.probe.grab(), onDisplay),
  }
}

function cpuNow({ browserPids }: Stand, pids: Pids): Cpu {
  const of = (pid: number | undefined): number => (pid === undefined ? 0 : cpuSeconds(pid))
  const browser = browserPids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
  return { sender: of(pids.sender), viewer: of(pids.viewer) + browser, between: of(pids.between) }
}

function less(after: Cpu, before: Cpu): Cpu {
  return {
    sender: after.sender - before.sender,
    viewer: after.viewer - before.viewer,
    between: after.between - before.between,
  }
}
