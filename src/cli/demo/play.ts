// Plays the story without a terminal: every step printed with what it proved, stopping at the first that is not true.
import { asDeskhandError } from '../../protocol/error.ts'
import { paint } from '../../terminal/print/colour.ts'
import type { Io } from '../../terminal/print/io.ts'
import { write } from '../../terminal/print/io.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { duration } from '../../terminal/text/time.ts'
import type { Found } from './found.ts'
import type { Stage } from './stage.ts'
import { STORY, type StoryStep } from './story.ts'

/** How it went. */
export interface Played {
  readonly ok: boolean
  readonly steps: number
  readonly durationMs: number
}

/** Plays all steps on a stage. */
export async function play(io: Io, stage: Stage, signal: AbortSignal): Promise<Played> {
  const found: Found = { url: '', number: '', session: '', hub: null, agent: null, view: null, control: null }
  const began = io.now()
  let steps = 0
  for (const step of STORY) {
    if (signal.aborted) break
    const from = io.now()
    const { ok, fact } = await playOne(step, { stage, found, io })
    await tell(io, { name: step.name, ok, fact, durationMs: io.now() - from })
    if (!ok) return { ok, steps, durationMs: io.now() - began }
    steps += 1
  }
  return { ok: steps === STORY.length, steps, durationMs: io.now() - began }
}

interface Playing {
  readonly stage: Stage
  readonly found: Found
  readonly io: Io
}

async function playOne(step: StoryStep, { stage, found, io }: Playing): Promise<{ ok: boolean; fact: string }> {
  try {
    return { ok: true, fact: await step.play(stage, found, io.t) }
  } catch (error) {
    return { ok: false, fact: asDeskhandError(error).message }
  }
}

interface Told {
  readonly name: StoryStep['name']
  readonly ok: boolean
  readonly fact: string
  readonly durationMs: number
}

async function tell(io: Io, { name, ok, fact, durationMs }: Told): Promise<void> {
  if (io.isJson) {
    await printNdjsonLine(io.stdout, { step: name, ok, fact, durationMs })
    return
  }
  const mark = ok ? paint(io.colour, 'green', '✓') : paint(io.colour, 'red', '✗')
  const took = paint(io.colour, 'dim', `(${duration(durationMs, io.language)})`)
  await write(io.stdout, `${mark} ${io.t(`demo.step.${name}`)}: ${safeText(fact)} ${took}\n`)
}
