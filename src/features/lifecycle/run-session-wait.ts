// Waits until something is true of a session, for scripts.
import { DeskhandError } from '../../protocol/error.ts'
import type { Core } from '../../session/state.ts'
import type { CommandContext, Run } from '../command.ts'
import { reduceSession } from '../reducers.ts'
import { printFields, printResult } from '../shape.ts'
import { emptySession } from '../state.ts'

interface Options {
  readonly for?: 'joined' | 'active' | 'ended'
  /** Milliseconds. */
  readonly timeout?: number
}

const CONDITIONS: Readonly<Record<NonNullable<Options['for']>, (core: Core) => boolean>> = {
  joined: (core) => [...core.participants.values()].some((one) => one.role === 'customer' && one.state !== 'knocking'),
  active: (core) => core.phase === 'active',
  ended: (core) => core.phase === 'ended',
}

/** `deskhand session wait --for joined|active|ended`: {"id","number","state"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const what = options.for ?? 'joined'
  const core = await waitFor(context, CONDITIONS[what], { what, timeoutMs: options.timeout ?? null })
  const shape = { id: core.id, number: core.number, state: core.phase }
  await printResult(io, shape, () => printFields(io, [core.number, core.phase]))
  return undefined
}

interface Wait {
  readonly what: string
  readonly timeoutMs: number | null
}

async function waitFor(context: CommandContext, isTrue: (core: Core) => boolean, wait: Wait): Promise<Core> {
  const id = await context.sessionId()
  const late = wait.timeoutMs === null ? null : AbortSignal.timeout(wait.timeoutMs)
  const batches = context.follow(`session/${id}`, 0)[Symbol.asyncIterator]()
  const isLate = new Promise<'late'>((resolve) => late?.addEventListener('abort', () => resolve('late')))
  let state = emptySession(id)
  try {
    for (;;) {
      const next = await Promise.race([batches.next(), isLate])
      if (next === 'late')
        throw new DeskhandError('timeout', { seconds: (wait.timeoutMs ?? 0) / 1_000, what: wait.what })
      if (next.done) throw new DeskhandError('interrupted')
      for (const event of next.value.events) state = reduceSession(state, event)
      if (isTrue(state.core)) return state.core
      if (next.value.live && state.core.phase === 'ended') throw new DeskhandError('session.ended')
    }
  } finally {
    void batches.return?.()
  }
}
