// What the rounds of the comparison say, each figure beside its peer or limit.
import { type Figure, figure, median } from '../figure.ts'
import { percentile } from './analyse.ts'
import type { Played, Workload } from './played.ts'
import type { Round, Who } from './rounds.ts'
import type { Mode, Path } from './whole.ts'

const PATHS = ['direct', 'relay'] as const
const PEER = 'x0vncserver + noVNC'
/** Frames drawn in a second, and the part of them that has to be seen; the rest is for the page's own clock. */
const DRAWN_FPS = 30
const ALL_FRAMES = 0.99
/** Bytes a second that are keep-alives at most. */
const KEEP_ALIVE_BYTES = 200

/** Makes all figures. */
export function* figuresOf(rounds: readonly Round[]): Generator<Figure> {
  const said = new Said(rounds)
  for (const path of PATHS) yield* flips(said, path)
  for (const path of PATHS) yield* scrolls(said, path)
  for (const mode of ['standard', 'sampling'] as const)
    for (const path of PATHS) for (const film of ['video', 'film'] as const) yield* films(said, { path, mode, film })
  yield* idle(said)
  for (const path of PATHS) yield crowd(said, path)
  for (const path of PATHS) yield clicks(said, path)
}

/** Medians over rounds. */
class Said {
  readonly rounds: readonly Round[]
  constructor(rounds: readonly Round[]) {
    this.rounds = rounds
  }
  of(who: Who, workload: Workload, value: (played: Played) => number): number {
    return median(
      this.rounds.flatMap(({ played }) => {
        const one = played.get(`${who}: ${workload}`)
        return one ? [value(one)] : []
      }),
    )
  }
}

const megabytes = ({ bytes }: Played): number => bytes / 1e6
const bothSides = ({ cpu }: Played): number => cpu.sender + cpu.viewer
const fps = ({ flow }: Played): number => flow?.framesPerSecond ?? 0
const latency = ({ flow }: Played): number => flow?.latencyMs ?? 0
const torn = ({ flow }: Played): number => flow?.tornPercent ?? 0
const moving = ({ fidelity }: Played): number => fidelity?.moving ?? 0
const settled = ({ fidelity }: Played): number => fidelity?.settled ?? 0
const atOnce = ({ fidelity }: Played): number => fidelity?.last ?? 0
const half = ({ flips }: Played): number => median(flips)
const late = ({ flips }: Played): number => percentile(flips, 0.95)

function* flips(said: Said, path: Path): Generator<Figure> {
  const who = `${path} standard` as const
  const value = said.of(who, 'flip', half)
  const common = { unit: 'ms', value, extra: { p95: said.of(who, 'flip', late) } }
  const floor = { peer: 'floor: 1 pixel, 1 message', peerValue: said.of('floor', 'flip', half) }
  yield figure({ what: `${path}: change to pixel`, ...common, ...floor, atMost: path === 'direct' ? 1.3 : 1.5 })
  yield figure({
    what: `${path}: change to pixel`,
    ...common,
    peer: PEER,
    peerValue: said.of('vnc', 'flip', half),
    atMost: 1,
  })
}

function* scrolls(said: Said, path: Path): Generator<Figure> {
  const who = `${path} standard` as const
  const of = (value: (played: Played) => number): number => said.of(who, 'scroll', value)
  const peer = (value: (played: Played) => number) => ({ peer: PEER, peerValue: said.of('vnc', 'scroll', value) })
  const what = `${path}, scrolled text`
  yield frames(what, of(fps))
  yield figure({ what: `${what}: bytes`, unit: 'MB', value: of(megabytes), ...peer(megabytes), atMost: 0.15 })
  yield figure({
    what: `${what}: fidelity of a frame as soon as it is there`,
    unit: 'dB',
    value: of(atOnce),
    peer: 'lossless',
    peerValue: 99,
    atLeast: 1,
    extra: { peer: said.of('vnc', 'scroll', atOnce) },
  })
  const tornExtra = { peer: said.of('vnc', 'scroll', torn) }
  yield figure({
    what: `${what}: torn`,
    unit: '% of looks',
    value: of(torn),
    peer: 'unit',
    peerValue: 1,
    atMost: 0,
    extra: tornExtra,
  })
  yield figure({ what: `${what}: latency`, unit: 'ms', value: of(latency), ...peer(latency) })
  const extra = {
    agent: of(({ cpu }) => cpu.sender),
    viewer: of(({ cpu }) => cpu.viewer),
    hub: of(({ cpu }) => cpu.between),
  }
  const vnc = {
    server: said.of('vnc', 'scroll', ({ cpu }) => cpu.sender),
    bridge: said.of('vnc', 'scroll', ({ cpu }) => cpu.between),
  }
  yield figure({
    what: `${what}: processor, agent and viewer`,
    unit: 's',
    value: of(bothSides),
    ...peer(({ cpu }) => cpu.sender + cpu.viewer + cpu.between),
    atMost: 1.2,
    extra: { ...extra, ...vnc },
  })
}

function frames(what: string, value: number): Figure {
  return figure({
    what: `${what}: frames`,
    unit: 'fps',
    value,
    peer: 'drawn',
    peerValue: DRAWN_FPS,
    atLeast: ALL_FRAMES,
  })
}

type Film = { readonly path: Path; readonly mode: Mode; readonly film: 'video' | 'film' }

function* films(said: Said, { path, mode, film }: Film): Generator<Figure> {
  const who = `${path} ${mode}` as const
  const of = (value: (played: Played) => number): number => said.of(who, film, value)
  const peer = (value: (played: Played) => number) => ({ peer: PEER, peerValue: said.of('vnc', film, value) })
  const what = `${path}, ${mode}, ${film}`
  const atMost = mode === 'standard' ? 0.5 : 0.22
  yield frames(what, of(fps))
  yield figure({ what: `${what}: bytes`, unit: 'MB', value: of(megabytes), ...peer(megabytes), atMost })
  yield figure({ what: `${what}: fidelity in motion`, unit: 'dB', value: of(moving), ...peer(moving), atLeast: 1 })
  yield figure({ what: `${what}: fidelity when still`, unit: 'dB', value: of(settled), ...peer(settled), atLeast: 1 })
  const limit = mode === 'sampling' ? { atMost: 1.2 } : {}
  const extra = { agentCpu: of(({ cpu }) => cpu.sender), viewerCpu: of(({ cpu }) => cpu.viewer), torn: of(torn) }
  yield figure({ what: `${what}: latency`, unit: 'ms', value: of(latency), ...peer(latency), ...limit, extra })
}

function* idle(said: Said): Generator<Figure> {
  const keepAlive = { unit: 'B/s', peer: 'keep-alives', peerValue: KEEP_ALIVE_BYTES, atMost: 1 }
  for (const path of PATHS) {
    const of = (value: (played: Played) => number): number => said.of(`${path} standard`, 'idle', value)
    const value = of(({ bytes, seconds }) => bytes / seconds)
    const sent = path === 'relay' ? { agentSends: median(said.rounds.map(({ idleSent }) => idleSent)) } : {}
    yield figure({ what: `${path}, nothing changes: bytes`, ...keepAlive, value, extra: sent })
    const share = of(({ cpu, seconds }) => (100 * cpu.sender) / seconds)
    const limit = { peer: 'limit', peerValue: 1, atMost: 1 }
    yield figure({ what: `${path}, nothing changes: agent's processor`, unit: '% of a core', value: share, ...limit })
  }
}

function crowd(said: Said, path: Path): Figure {
  const of = (who: 'one' | 'ten'): number => median(said.rounds.map((round) => round.crowd.get(path)?.[who] ?? 0))
  const what = `${path}: agent's processor for ten viewers`
  return figure({ what, unit: 's', value: of('ten'), peer: 'for one', peerValue: of('one'), atMost: 1.3 })
}

function clicks(said: Said, path: Path): Figure {
  const of = (who: Who): readonly number[] => said.rounds.flatMap(({ clicks }) => clicks.get(who) ?? [])
  const all = of(`${path} standard`)
  return figure({
    what: `${path}: click to the customer's application`,
    unit: 'ms',
    value: median(all),
    peer: 'floor: 1 message, XTEST',
    peerValue: median(of('floor')),
    atMost: 1.3,
    extra: { p95: percentile(all, 0.95), peer: median(of('vnc')) },
  })
}
