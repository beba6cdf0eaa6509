// What the rounds of the comparison say, each figure beside its peer or limit.
import { type Figure, figure, median } from '../figure.ts'
import { percentile } from './analyse.ts'
import type { Played, Workload } from './played.ts'
import type { Round, Who } from './rounds.ts'
import type { Mode } from './whole.ts'

const PATHS = ['direct', 'relay'] as const
const PEER = 'x0vncserver + noVNC'
/** Frames drawn in a second, and the part of them that has to be seen; the rest is for the page's own clock. */
const DRAWN_FPS = 30
const ALL_FRAMES = 0.99
/** Bytes a second that are keep-alives at most. */
const KEEP_ALIVE_BYTES = 200
/** Bytes are told for a workload of so many seconds and the rest after it. */
const SECONDS = 10

/** What Deskhand has shown, one value for each path; the worse one is compared. */
type Both = { readonly direct: number; readonly relay: number }
type Value = (played: Played) => number

/** Makes all figures. */
export function* figuresOf(rounds: readonly Round[]): Generator<Figure> {
  const said = saidBy(rounds)
  yield* flips(rounds)
  yield* scrolls(said)
  for (const mode of ['standard', 'sampling'] as const)
    for (const film of ['video', 'film'] as const) yield* films(said, mode, film)
  yield* idle(said)
  yield crowd(rounds)
  yield* clicks(rounds)
}

type Said = {
  /** The median of all rounds. */
  of(who: Who, workload: Workload, value: Value): number
  both(mode: Mode, workload: Workload, value: Value): Both
}

function saidBy(rounds: readonly Round[]): Said {
  const of: Said['of'] = (who, workload, value) =>
    median(
      rounds.flatMap(({ played }) => {
        const one = played.get(`${who}: ${workload}`)
        return one ? [value(one)] : []
      }),
    )
  const both: Said['both'] = (mode, workload, value) => ({
    direct: of(`direct ${mode}`, workload, value),
    relay: of(`relay ${mode}`, workload, value),
  })
  return { of, both }
}

const most = ({ direct, relay }: Both): number => Math.max(direct, relay)
const least = ({ direct, relay }: Both): number => Math.min(direct, relay)

const megabytes: Value = ({ bytes, seconds }) => ((bytes.playing * SECONDS) / seconds + bytes.after) / 1e6
const frameKilobytes: Value = ({ bytes, flow, seconds }) =>
  bytes.playing / ((flow?.framesPerSecond ?? 0) * seconds * 1000)
const fps: Value = ({ flow }) => flow?.framesPerSecond ?? 0
const latency: Value = ({ flow }) => flow?.latencyMs ?? 0
const torn: Value = ({ flow }) => flow?.tornPercent ?? 0
const moving: Value = ({ fidelity }) => fidelity?.moving ?? 0
const settled: Value = ({ fidelity }) => fidelity?.settled ?? 0
const atOnce: Value = ({ fidelity }) => fidelity?.last ?? 0
const sender: Value = ({ cpu }) => cpu.sender
const viewer: Value = ({ cpu }) => cpu.viewer
const bothSides: Value = ({ cpu }) => cpu.sender + cpu.viewer

function* flips(rounds: readonly Round[]): Generator<Figure> {
  const of = (who: Who): readonly number[] => rounds.flatMap(({ played }) => played.get(`${who}: flip`)?.flips ?? [])
  for (const path of PATHS) {
    const all = of(`${path} standard`)
    const what = `screen, ${path}: change to pixel`
    const common = { what, unit: 'ms', value: median(all), extra: { p95: percentile(all, 0.95), seen: all.length } }
    const peers = { floor: median(of('floor')), vnc: median(of('vnc')) }
    const limit = path === 'direct' ? 1.3 : 1.5
    yield figure({ ...common, peer: 'floor: 1 pixel, 1 message', peerValue: peers.floor, atMost: limit })
    yield figure({ ...common, peer: PEER, peerValue: peers.vnc, atMost: 1 })
  }
}

function* scrolls(said: Said): Generator<Figure> {
  const both = (value: Value): Both => said.both('standard', 'scroll', value)
  const peer = (value: Value): number => said.of('vnc', 'scroll', value)
  const what = 'screen, scrolled text'
  const [exact, tears, work] = [both(atOnce), both(torn), both(bothSides)]
  yield frames(what, both(fps), peer(fps))
  yield bytes(what, { both, peer, atMost: 0.15 })
  yield figure({
    what: `${what}: fidelity of a frame as it comes`,
    unit: 'dB',
    value: least(exact),
    peer: 'lossless',
    peerValue: 99,
    atLeast: 1,
    extra: { ...exact, peer: peer(atOnce) },
  })
  yield figure({
    what: `${what}: torn`,
    unit: '% of looks',
    value: most(tears),
    peer: 'one percent',
    peerValue: 1,
    atMost: 0,
    extra: { ...tears, peer: peer(torn) },
  })
  yield figure({
    what: `${what}: processor, agent and viewer`,
    unit: 's',
    value: most(work),
    peer: PEER,
    peerValue: peer(({ cpu }) => cpu.sender + cpu.viewer + cpu.between),
    atMost: 1.2,
    extra: { agent: most(both(sender)), viewer: most(both(viewer)), server: peer(sender), peerViewer: peer(viewer) },
  })
}

function frames(what: string, both: Both, peer: number): Figure {
  const extra = { ...both, peer }
  const value = least(both)
  return figure({
    what: `${what}: frames`,
    unit: 'fps',
    value,
    peer: 'drawn',
    peerValue: DRAWN_FPS,
    atLeast: ALL_FRAMES,
    extra,
  })
}

type Bytes = { readonly both: (value: Value) => Both; readonly peer: (value: Value) => number; readonly atMost: number }

function bytes(what: string, { both, peer, atMost }: Bytes): Figure {
  const all = both(megabytes)
  const extra = { ...all, kBFrame: most(both(frameKilobytes)), peerKBFrame: peer(frameKilobytes) }
  return figure({
    what: `${what}: bytes of ${SECONDS} s`,
    unit: 'MB',
    value: most(all),
    peer: PEER,
    peerValue: peer(megabytes),
    atMost,
    extra,
  })
}

function* films(said: Said, mode: Mode, film: 'video' | 'film'): Generator<Figure> {
  const both = (value: Value): Both => said.both(mode, film, value)
  const peer = (value: Value): number => said.of('vnc', film, value)
  const what = `screen, ${film}, ${mode}`
  yield frames(what, both(fps), peer(fps))
  yield bytes(what, { both, peer, atMost: mode === 'standard' ? 0.5 : 0.22 })
  for (const [when, value] of [
    ['in motion', moving],
    ['when still', settled],
  ] as const) {
    const all = both(value)
    const name = `${what}: fidelity ${when}`
    yield figure({
      what: name,
      unit: 'dB',
      value: least(all),
      peer: PEER,
      peerValue: peer(value),
      atLeast: 1,
      extra: all,
    })
  }
  const late = both(latency)
  const limit = mode === 'sampling' ? { atMost: 1.2 } : {}
  const extra = { ...late, agentCpu: most(both(sender)), viewerCpu: most(both(viewer)) }
  const name = `${what}: latency`
  yield figure({ what: name, unit: 'ms', value: most(late), peer: PEER, peerValue: peer(latency), ...limit, extra })
}

function* idle(said: Said): Generator<Figure> {
  const both = (value: Value): Both => said.both('standard', 'idle', value)
  const sent = both(({ sentBytes, seconds }) => sentBytes / seconds)
  const page = most(both(({ bytes: { playing }, seconds }) => playing / seconds))
  yield figure({
    what: 'screen, nothing changes: bytes the agent sends',
    unit: 'B/s',
    value: most(sent),
    peer: 'keep-alives',
    peerValue: KEEP_ALIVE_BYTES,
    atMost: 1,
    extra: { ...sent, page },
  })
  const share = both(({ cpu, seconds }) => (100 * cpu.sender) / seconds)
  const limit = { peer: 'limit', peerValue: 1, atMost: 1, extra: share }
  yield figure({ what: 'screen, nothing changes: agent', unit: '% of a core', value: most(share), ...limit })
}

function crowd(rounds: readonly Round[]): Figure {
  const [direct, relay] = PATHS.map((path) => {
    const of = (who: 'one' | 'ten'): number => median(rounds.map((round) => round.crowd.get(path)?.[who] ?? 0))
    return { one: of('one'), ten: of('ten') }
  }).map(({ one, ten }) => ({ one, ten, ratio: ten / one })) as [Grown, Grown]
  const { one, ten } = direct.ratio > relay.ratio ? direct : relay
  const extra = { direct: direct.ratio, relay: relay.ratio }
  const what = 'screen, ten viewers: agent’s processor'
  return figure({ what, unit: 's', value: ten, peer: 'one viewer', peerValue: one, atMost: 1.3, extra })
}

type Grown = { readonly one: number; readonly ten: number; readonly ratio: number }

function* clicks(rounds: readonly Round[]): Generator<Figure> {
  const of = (who: Who): readonly number[] => rounds.flatMap((round) => round.clicks.get(who) ?? [])
  for (const path of PATHS) {
    const all = of(`${path} standard`)
    yield figure({
      what: `screen, ${path}: click to the customer’s application`,
      unit: 'ms',
      value: median(all),
      peer: 'floor: 1 message, XTEST',
      peerValue: median(of('floor')),
      atMost: 1.3,
      extra: { p95: percentile(all, 0.95), peer: median(of('vnc')) },
    })
  }
}
