// Screens: how soon, how often, how exactly and for how many bytes what is drawn on a display is seen in a page.
import { type Figure, figure, median } from '../figure.ts'
import { measureTarget, type Seen, type Workload } from './measure-target.ts'
import { deskhand, FLOOR, type Target } from './target.ts'

/** Rounds, and seconds of each workload. */
const EXTENT = { full: { rounds: 3, seconds: 10 }, quick: { rounds: 1, seconds: 4 } } as const
/**
 * TigerVNC's x0vncserver with noVNC, the best of the peers, at the same workloads: bytes for ten seconds, which do not
 * depend on the machine, and latency, which does.
 */
const PEER = {
  name: 'x0vncserver + noVNC, earlier',
  scroll: { bytes: 11_100_000, latencyMs: 33 },
  video: { bytes: 27_700_000, latencyMs: 38, db: 46.2 },
  film: { bytes: 39_900_000, latencyMs: 37, db: 46.1 },
} as const
/** What may be sent of the peer's bytes. */
const SHARE = { scroll: 0.15, standard: 0.5, sampling: 0.22 } as const

type Rounds = ReadonlyMap<Workload, readonly Seen[]>

/** Measures the sender and the viewer's display on this machine, without a hub. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const { rounds, seconds } = EXTENT[isQuick ? 'quick' : 'full']
  const seen = new Map<Target, Map<Workload, Seen[]>>()
  const plan: readonly (readonly [Target, readonly Workload[]])[] = [
    [FLOOR, ['flip']],
    [deskhand('standard'), ['idle', 'flip', 'scroll', 'video', 'film']],
    [deskhand('sampling'), ['video', 'film']],
  ]
  for (let round = 0; round < rounds; round++) {
    for (const [target, workloads] of plan) {
      const of = seen.get(target) ?? new Map<Workload, Seen[]>()
      seen.set(target, of)
      for (const [workload, one] of await measureTarget(target, workloads, seconds)) {
        of.set(workload, [...(of.get(workload) ?? []), one])
      }
    }
  }
  const [floor, standard, sampling] = plan.map(([target]): Rounds => seen.get(target) ?? new Map<Workload, Seen[]>())
  if (!floor || !standard || !sampling) return
  yield* still(floor, standard, seconds)
  yield* scrolling(standard, seconds)
  yield* films('standard', standard, seconds)
  yield* films('sampling', sampling, seconds)
}

const middle = (rounds: Rounds, workload: Workload, of: (seen: Seen) => number | undefined): number =>
  median((rounds.get(workload) ?? []).map((one) => of(one) ?? Number.NaN))

function* still(floor: Rounds, standard: Rounds, seconds: number): Generator<Figure> {
  yield figure({
    what: 'screens: a change on the display until it is seen',
    unit: 'ms',
    value: middle(standard, 'flip', ({ flip }) => flip?.medianMs),
    peer: 'floor, one pixel',
    peerValue: middle(floor, 'flip', ({ flip }) => flip?.medianMs),
    atMost: 1.3,
    extra: { p95: middle(standard, 'flip', ({ flip }) => flip?.p95Ms) },
  })
  yield figure({
    what: 'screens: the sender’s processor while nothing changes',
    unit: '%',
    value: (100 * middle(standard, 'idle', ({ cpu }) => cpu.sender)) / seconds,
    peer: 'limit',
    peerValue: 1,
    atMost: 1,
    extra: { bytes: middle(standard, 'idle', ({ bytes }) => bytes) },
  })
}

function* scrolling(standard: Rounds, seconds: number): Generator<Figure> {
  yield figure({
    what: 'screens: scrolling text, sent without loss',
    unit: 'kB/s',
    value: middle(standard, 'scroll', ({ bytes }) => bytes) / seconds / 1000,
    peer: PEER.name,
    peerValue: PEER.scroll.bytes / 10_000,
    atMost: SHARE.scroll,
    extra: flowOf(standard, 'scroll'),
  })
}

function* films(mode: 'standard' | 'sampling', rounds: Rounds, seconds: number): Generator<Figure> {
  for (const kind of ['video', 'film'] as const) {
    yield figure({
      what: `screens: ${kind}, ${mode}`,
      unit: 'kB/s',
      value: middle(rounds, kind, ({ bytes }) => bytes) / seconds / 1000,
      peer: PEER.name,
      peerValue: PEER[kind].bytes / 10_000,
      atMost: SHARE[mode],
      extra: {
        ...flowOf(rounds, kind),
        'dB moving': middle(rounds, kind, ({ movingDb }) => movingDb),
        'dB still': middle(rounds, kind, ({ settledDb }) => settledDb),
      },
    })
  }
}

function flowOf(rounds: Rounds, workload: Workload): Readonly<Record<string, number>> {
  return {
    fps: middle(rounds, workload, ({ flow }) => flow?.framesPerSecond),
    ms: middle(rounds, workload, ({ flow }) => flow?.latencyMs),
    'torn %': middle(rounds, workload, ({ flow }) => flow?.tornPercent),
    'sender CPU s': middle(rounds, workload, ({ cpu }) => cpu.sender),
    'viewer CPU s': middle(rounds, workload, ({ cpu }) => cpu.viewer),
  }
}
