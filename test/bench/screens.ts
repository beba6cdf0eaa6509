// Screens: Deskhand through its own hub, agent and viewer beside the best peer and the least there can be, turn by turn.
import type { Figure } from './figure.ts'
import { figuresOf } from './screens/figures.ts'
import { type Pace, playRounds, type Round } from './screens/rounds.ts'

const PACE: Readonly<Record<'full' | 'quick', Pace>> = {
  full: { rounds: 3, seconds: 3, flipSeconds: 5, idleSeconds: 8, clicks: 15 },
  quick: { rounds: 1, seconds: 3, flipSeconds: 4, idleSeconds: 4, clicks: 10 },
}

/** Measures everything there is to say of screens; medians of all rounds. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const rounds: Round[] = []
  for await (const round of playRounds(PACE[isQuick ? 'quick' : 'full'])) rounds.push(round)
  yield* figuresOf(rounds)
}
