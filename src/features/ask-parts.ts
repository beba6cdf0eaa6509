// How a request for consent, and the activity after a yes, is shown to the rep: always a word and a glyph, never colour alone.
import type { Translate } from '../language/catalogue.ts'
import { type Ask, type AskState, isPending } from '../session/state.ts'
import { stopwatch } from '../terminal/text/time.ts'
import type { Part } from '../terminal/widgets/line.tsx'
import type { Tone } from '../terminal/widgets/theme.ts'

const GLYPHS: Readonly<Record<AskState, string>> = {
  requested: '◌',
  delivered: '◔',
  granted: '◑',
  running: '●',
  done: '✓',
  denied: '✗',
  expired: '✗',
  failed: '✗',
  withdrawn: '–',
  stopped: '■',
}

const TONES: Readonly<Record<AskState, Tone>> = {
  requested: 'warn',
  delivered: 'warn',
  granted: 'good',
  running: 'good',
  done: 'good',
  denied: 'bad',
  expired: 'bad',
  failed: 'bad',
  withdrawn: 'muted',
  stopped: 'muted',
}

/** Milliseconds the customer still has to answer. */
export function timeLeft(ask: Ask, now: number): number {
  return Math.max(0, ask.requestedAt + ask.timeoutMs - now)
}

/** Where an ask stands, as `◔ the customer has it · 0:23 left`. */
export function askStatus(ask: Ask, t: Translate, now: number): Part {
  const text = `${GLYPHS[ask.state]} ${askWords(ask, t, now)}`
  return { text, tone: TONES[ask.state] }
}

function askWords(ask: Ask, t: Translate, now: number): string {
  if (isPending(ask)) {
    const left = stopwatch(timeLeft(ask, now))
    return t(ask.state === 'requested' ? 'panes.ask.requested' : 'panes.ask.delivered', { left })
  }
  if (ask.state === 'running') return t('panes.ask.running', { for: stopwatch(now - ask.requestedAt) })
  if (ask.state === 'stopped') return t(stopReason(ask.reason))
  if (ask.state === 'failed') return t('panes.ask.failed', { problem: ask.error?.message ?? '' })
  if (ask.state === 'denied') return t(ask.answeredBy === 'policy' ? 'panes.ask.deniedByPolicy' : 'panes.ask.denied')
  const words = {
    granted: 'panes.ask.granted',
    done: 'panes.ask.done',
    expired: 'panes.ask.expired',
    withdrawn: 'panes.ask.withdrawn',
  } as const
  return t(words[ask.state as keyof typeof words]) // the other states were answered above
}

const STOP_REASONS = {
  rep: 'panes.ask.stopped.rep',
  customer: 'panes.ask.stopped.customer',
  'control-passed': 'panes.ask.stopped.control-passed',
  'focus-changed': 'panes.ask.stopped.focus-changed',
  left: 'panes.ask.stopped.left',
  ended: 'panes.ask.stopped.ended',
  lost: 'panes.ask.stopped.lost',
  upgraded: 'panes.ask.stopped.upgraded',
} as const

function stopReason(reason: string | null): (typeof STOP_REASONS)[keyof typeof STOP_REASONS] {
  return STOP_REASONS[(reason ?? 'rep') as keyof typeof STOP_REASONS] ?? 'panes.ask.stopped.rep'
}

const STEPS = ['requested', 'delivered', 'answered', 'running'] as const
const REACHED: Readonly<Record<AskState, number>> = {
  requested: 1,
  delivered: 2,
  granted: 3,
  denied: 3,
  expired: 2,
  withdrawn: 1,
  running: 4,
  done: 4,
  failed: 4,
  stopped: 4,
}
const STEP_WORDS = {
  requested: 'panes.ask.step.requested',
  delivered: 'panes.ask.step.delivered',
  answered: 'panes.ask.step.answered',
  running: 'panes.ask.step.running',
} as const

/** The way of an ask in one line: `✓ asked ── ✓ received ── ◌ answered ── · running`. */
export function askSteps(ask: Ask, t: Translate): readonly Part[] {
  const isOver = ask.state === 'denied' || ask.state === 'expired' || ask.state === 'withdrawn'
  return STEPS.flatMap((step, index): readonly Part[] => {
    const isReached = index < REACHED[ask.state]
    const isNext = index === REACHED[ask.state] && !isOver
    const isBad = isOver && index === Math.min(2, REACHED[ask.state])
    const glyph = isBad ? '✗' : isReached ? '✓' : isNext ? '◌' : '·'
    const tone: Tone = isBad ? 'bad' : isReached ? 'good' : isNext ? 'warn' : 'muted'
    const join: readonly Part[] = index === 0 ? [] : [{ text: ' ── ', tone: 'muted' }]
    return [...join, { text: `${glyph} ${t(STEP_WORDS[step])}`, tone }]
  })
}
