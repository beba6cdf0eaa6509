// Questions to the terminal, one after the other, and what it answers to each.
import { type Answer, ASK_ATTRIBUTES } from '../answer.ts'

/** What was answered to a question, by kind. */
export type Said = { readonly [Kind in Answer['is']]?: Extract<Answer, { readonly is: Kind }> }

/** A terminal that is asked. */
export interface Questions {
  /** Asks; resolves with nothing when the terminal does not answer in time. One question at a time. */
  ask(question: string): Promise<Said>
  /** Takes what the terminal answers; what comes too late is nobody's. */
  hear(answer: Answer): void
}

/** How long an answer is waited for, in milliseconds: a far terminal has time, a rep does not see a wait. */
const ANSWER_MS = 1_000

/**
 * Asks through `write`.
 *
 * Attributes are asked for last: every terminal tells them, so what was not answered before them never will be.
 */
export function questions(write: (sequence: string) => void, waitMs = ANSWER_MS): Questions {
  let open: { said: Said; readonly done: () => void } | null = null
  return {
    ask: async (question) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const mine: NonNullable<typeof open> = { said: {}, done: resolve }
      open = mine
      const timer = setTimeout(resolve, waitMs)
      write(question + ASK_ATTRIBUTES)
      await promise
      clearTimeout(timer)
      open = null
      return mine.said.attributes ? mine.said : {}
    },
    hear: (answer) => {
      if (!open) return
      open.said = { ...open.said, [answer.is]: answer }
      if (answer.is === 'attributes') open.done()
    },
  }
}
