// Plays a session back in the terminal, from the hub or from a bundle.
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { MAX_BUNDLE_LINE_BYTES, readBundleLine } from '../../journal/bundle.ts'
import type { Event } from '../../journal/event.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { write } from '../../terminal/print/io.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import type { CommandContext, Run } from '../command.ts'
import { eventShape } from '../shape.ts'
import { fileLines } from './file-lines.ts'
import { readPages } from './read-pages.ts'
import { REPLAY_FEATURES, readOffset, replaySteps } from './replay.ts'

interface Options {
  readonly at?: string
  readonly speed?: number
  readonly only?: readonly string[]
  readonly width?: number
}
/** Pauses are shortened to this, in milliseconds of the person watching. */
const MAX_PAUSE_MS = 3_000

/** `deskhand session replay [BUNDLE]`: at once, or with `--speed` in time; with `--json` the events as lines. */
export const run: Run<Options> = async (context, { args: [source], options }) => {
  const { io, signal } = context
  const only = options.only ?? []
  const unknown = only.find((name) => !Object.hasOwn(REPLAY_FEATURES, name))
  const fromMs = options.at === undefined ? 0 : readOffset(options.at)
  if (unknown !== undefined)
    throw new DeskhandError('usage', {
      problem: io.t('cli.replay.only', { name: unknown, names: Object.keys(REPLAY_FEATURES).join(', ') }),
    })
  if (fromMs === null) throw new DeskhandError('usage', { problem: io.t('cli.replay.at', { text: options.at ?? '' }) })
  const events = await sourceOf(context, source)
  if (io.isJson) {
    for await (const event of events) if (!(await printNdjsonLine(io.stdout, eventShape(event)))) break
    return undefined
  }
  let before = fromMs
  for await (const { atMs, text } of replaySteps(events, {
    only,
    fromMs,
    width: options.width || io.columns,
    t: io.t,
  })) {
    if (options.speed !== undefined) await pause((atMs - before) / options.speed, signal)
    before = atMs
    if (signal.aborted || !(await write(io.stdout, text))) break
  }
  return undefined
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return
  await wait(Math.min(ms, MAX_PAUSE_MS), undefined, { signal }).catch(() => undefined) // Ctrl-C ends the pause
}

/** A bundle when there is such a file, else a session of the hub. */
async function sourceOf(context: CommandContext, source: string | undefined): Promise<AsyncIterable<Event>> {
  const isFile = source !== undefined && (await stat(source).catch(() => null))?.isFile() === true
  return isFile ? bundleEvents(source) : sessionEvents(context, await context.sessionId())
}

async function* sessionEvents(context: CommandContext, id: string): AsyncGenerator<Event> {
  for await (const page of readPages(context, id, 0)) yield* page.events
}

async function* bundleEvents(path: string): AsyncGenerator<Event> {
  for await (const line of fileLines(path, MAX_BUNDLE_LINE_BYTES)) {
    const read = readBundleLine(line)
    if (read.is === 'entry') yield read.event
  }
}
