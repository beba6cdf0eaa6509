// Two real WebRTC ends in one process.
import { type ConnectionParts, DirectConnection } from '../../../src/client/direct/connection.ts'
import { NO_SERVERS } from '../../../src/client/direct/servers.ts'
import type { SignalBody } from '../../../src/client/direct/signal-text.ts'
import { loadWrtc, type Wrtc } from '../../../src/client/direct/wrtc.ts'
import { MAX_FRAME_BYTES } from '../../../src/protocol/limits.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

/** The library of this machine. */
export async function theWrtc(): Promise<Wrtc> {
  const loaded = await loadWrtc()
  if (!loaded) throw new Error('no WebRTC for this machine')
  return loaded
}

/** One end, and what became of it. */
export interface End {
  readonly connection: DirectConnection
  readonly frames: Uint8Array[]
  readonly told: SignalBody[]
  refreshes: number
  beats: number
  broken: string | null
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** An end that has not begun. */
export async function newEnd(tell: (signal: SignalBody) => void, rest: Partial<ConnectionParts> = {}): Promise<End> {
  const end: Mutable<End> = { frames: [], told: [], refreshes: 0, beats: 0, broken: null, connection: null as never }
  end.connection = new DirectConnection({
    wrtc: await theWrtc(),
    servers: NO_SERVERS,
    attempt: 1,
    maxFrameBytes: MAX_FRAME_BYTES,
    silentMs: 750,
    pulseMs: 250,
    tell: (signal) => {
      end.told.push(signal)
      tell(signal)
    },
    opened: () => undefined,
    took: (taken) => {
      if (taken.is === 'frame') end.frames.push(taken.frame)
      else end.refreshes += 1
    },
    beat: () => void end.beats++,
    broken: (why) => {
      end.broken = why
    },
    ...rest,
  })
  atEnd(() => end.connection.close())
  return end
}

/** Two ends with an open path between them. */
export async function pair(
  ofSender: Partial<ConnectionParts> = {},
  ofWatcher: Partial<ConnectionParts> = {},
): Promise<readonly [watcher: End, sender: End]> {
  const watcher = await newEnd((signal) => {
    if (signal.type === 'offer') sender.connection.answer(signal.sdp)
    else if (signal.type !== 'refused') sender.connection.hear(signal)
  }, ofWatcher)
  const sender = await newEnd((signal) => {
    if (signal.type === 'answer' || signal.type === 'candidates') watcher.connection.hear(signal)
  }, ofSender)
  watcher.connection.offer()
  await until('both to be open', () => watcher.connection.isOpen && sender.connection.isOpen)
  return [watcher, sender]
}
