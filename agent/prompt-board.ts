// The questions to the customer that are open now, so that a page of theirs can show and answer them as the terminal does.
import type { Translate } from '../src/language/catalogue.ts'
import type { Answer, Front, Question } from './happening.ts'
import { askWords } from './render.ts'
import { shownName } from './wording.ts'

/** A question as a page shows it; texts are safe. */
export interface BoardPrompt {
  readonly id: string
  /** Who asks and what for. */
  readonly title: string
  /** What happens after a yes, for how long, and how to stop it. */
  readonly detail: string
  readonly hasSession: boolean
  /** UTC milliseconds. */
  readonly expiresAt: number | null
}

/** The open questions. */
export interface PromptBoard {
  list(): readonly BoardPrompt[]
  /** Whether the customer is being asked anything, a choice of applications included. */
  isOpen(): boolean
  /** @returns ends it */
  onChange(listener: () => void): () => void
  /** Answers as the customer did; one that is not open any more changes nothing. */
  answer(id: string, answer: 'yes' | 'no' | 'session'): void
}

type Ask = NonNullable<Front['ask']>
type Given = Exclude<Answer, 'expired'>

/**
 * Puts a board beside a face that can ask: whichever is answered first counts, and the other one is taken back.
 *
 * A face that can ask nobody stays one: without a terminal only policies answer (DESIGN §6).
 */
export function withBoard(front: Front, translate: Translate): { readonly front: Front; readonly board: PromptBoard } {
  const open = new Map<string, { readonly prompt: BoardPrompt; readonly resolve: (answer: Given) => void }>()
  const changed = new Set<() => void>()
  let choices = 0
  const tell = (): void => {
    for (const listener of [...changed]) listener()
  }
  const board: PromptBoard = {
    list: () => [...open.values()].map(({ prompt }) => prompt),
    isOpen: () => open.size + choices > 0,
    onChange: (listener) => {
      changed.add(listener)
      return () => void changed.delete(listener)
    },
    answer: (id, answer) => {
      const one = open.get(id)
      if (one && (answer !== 'session' || one.prompt.hasSession)) one.resolve(answer)
    },
  }
  const inner = front.ask
  if (!inner) return { front, board }
  const ask: Ask = async (question, signal) => {
    const onPage = Promise.withResolvers<Given>()
    const answered = new AbortController()
    open.set(question.ask, { prompt: promptOf(question, translate), resolve: onPage.resolve })
    tell()
    try {
      const onTerminal = inner(question, AbortSignal.any([signal, answered.signal]))
      return await Promise.race([onTerminal, onPage.promise])
    } finally {
      answered.abort()
      open.delete(question.ask)
      tell()
    }
  }
  const choose: NonNullable<Front['choose']> = async (choice, signal) => {
    choices += 1
    tell()
    try {
      return (await front.choose?.(choice, signal)) ?? null
    } finally {
      choices -= 1
      tell()
    }
  }
  return { front: facade(front, { ask, choose: front.choose ? choose : null }), board }
}

/** The same face with other ways to ask; its methods keep their object. */
function facade(front: Front, { ask, choose }: { readonly ask: Ask; readonly choose: Front['choose'] | null }): Front {
  return {
    ask,
    show: (happening) => front.show(happening),
    setStatus: (status) => front.setStatus(status),
    ...(choose && { choose }),
    close: () => front.close(),
  }
}

function promptOf(question: Question, translate: Translate): BoardPrompt {
  const { ask, by, company, deadlineAt, offers } = question
  const rep = shownName(by)
  const { name, effect } = askWords(question, translate, rep)
  return {
    id: ask,
    title: `${translate('agent.prompt.title', { name: rep, company: shownName(company) })} ${name}`,
    detail: `${translate('agent.prompt.ifYes')} ${effect} ${translate('agent.prompt.until')}`,
    hasSession: offers.includes('session'),
    expiresAt: deadlineAt,
  }
}
