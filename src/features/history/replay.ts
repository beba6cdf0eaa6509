// The lines of a replay: the same journal gives the same bytes for the same width and language, whoever plays it.
import type { Event } from '../../journal/event.ts'
import type { Translate } from '../../language/catalogue.ts'
import { cells } from '../../terminal/text/cells.ts'
import { stopwatch } from '../../terminal/text/time.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import { describeEvent, newNames } from './describe-event.ts'

/** Names for `--only`, and the event types each stands for. */
export const REPLAY_FEATURES: Readonly<Record<string, RegExp>> = {
  session: /^session\./,
  people: /^(participant|control|customer|invitation|join)\./,
  consent: /^consent\./,
  activity: /^activity\./,
  chat: /^chat\./,
  note: /^note\./,
  annotate: /^annotate\./,
  sysinfo: /^sysinfo\./,
}

/** What is replayed and how. */
export interface ReplayOptions {
  /** Features of `REPLAY_FEATURES`; empty is all. */
  readonly only: readonly string[]
  /** Events before this time after the start are left out, in milliseconds. */
  readonly fromMs: number
  /** Cells a line may take. */
  readonly width: number
  readonly t: Translate
}

/** One event of a replay. */
export interface ReplayStep {
  /** Time after the start of the session, in milliseconds. */
  readonly atMs: number
  /** Its lines, with a line feed at each end. */
  readonly text: string
}

/** The narrowest a replay is wrapped, in cells. */
const MIN_WIDTH = 20

/** Turns events into what is printed for them. */
export async function* replaySteps(
  events: AsyncIterable<Event>,
  { only, fromMs, width, t }: ReplayOptions,
): AsyncGenerator<ReplayStep> {
  const names = newNames()
  let start: number | null = null
  for await (const event of events) {
    start ??= event.at
    names.learn(event)
    const atMs = event.at - start
    const isWanted = only.length === 0 || only.some((name) => REPLAY_FEATURES[name]?.test(event.type))
    if (!isWanted || atMs < fromMs) continue
    const lead = `${stopwatch(atMs)}  `
    const room = Math.max(MIN_WIDTH, width) - cells(lead)
    const lines = wrap(describeEvent(event, names, t), room)
    const text = lines.map((line, index) => `${index === 0 ? lead : ' '.repeat(cells(lead))}${line}\n`).join('')
    yield { atMs, text }
  }
}

/** Reads `1:30`, `1:02:03` or `90` (seconds) as milliseconds; null when it is none of them. */
export function readOffset(text: string): number | null {
  if (!/^\d{1,6}(:\d{1,2}){0,2}$/.test(text)) return null
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000
}
