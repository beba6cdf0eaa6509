// When a session ends, the head of its journal is signed, so that cutting its end off shows.
import type { HubPorts } from '../features/ports.ts'
import { readLine, SYSTEM } from '../journal/event.ts'
import { headText } from '../journal/seal.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { HubJournal } from './journals.ts'

type Log = (message: string, context: Readonly<Record<string, unknown>>) => void

/** Times a head is signed again because the journal went on meanwhile. */
const MAX_SEALS = 8
/** Ended sessions looked at when the hub starts: one that was killed may have left the newest of them unsealed. */
const START_SESSIONS = 1_000
/** Sessions looked at before everything else has its turn. */
const AT_ONCE = 20

/** Signs the head of one ended session; a session that is sealed already stays as it is. */
export async function sealSession(journal: HubJournal, ports: HubPorts, session: string): Promise<void> {
  const stream = `session/${session}` as const
  for (let attempt = 0; attempt < MAX_SEALS; attempt++) {
    const head = await journal.head(stream)
    const { key, signature } = await ports.sign(headText(stream, head, 0))
    const done = await journal.change(stream, null, ({ core }) => {
      if (core.sealed) return { kind: 'change', drafts: [], by: SYSTEM, reply: {} }
      if (core.seq !== head.seq) return { kind: 'refusal', refusal: 'moved' }
      const sealed = { seq: head.seq, hash: head.hash, key, signature }
      return { kind: 'change', drafts: [{ type: 'session.sealed', data: sealed }], by: SYSTEM, reply: {} }
    })
    if (done.kind !== 'refusal') return
  }
  throw new DeskhandError('session.busy')
}

/** Seals every session as it ends. */
export function sealWhenEnded(journal: HubJournal, ports: HubPorts, log: Log): void {
  journal.onCommit((stream, entries) => {
    if (!entries.some(({ event }) => event.type === 'session.ended')) return
    sealSession(journal, ports, stream.slice('session/'.length)).catch((error: unknown) =>
      log('a session could not be sealed', { stream, problem: String(error) }),
    )
  })
}

/** Seals what ended just before the hub was killed; gives way to everything else. @param signal  the hub stops */
export async function sealLeftOvers(
  journal: HubJournal,
  ports: HubPorts,
  given: { readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  try {
    const ended = await ports.directory.sessions({ states: ['ended'], limit: START_SESSIONS })
    for (const [at, { id }] of ended.entries()) {
      if (given.signal.aborted) return
      if (at % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
      const [last] = await ports.journals.readBack(`session/${id}`, Number.MAX_SAFE_INTEGER, 1)
      if (last && readLine(last.line).type !== 'session.sealed') await sealSession(journal, ports, id)
    }
  } catch (error) {
    if (!given.signal.aborted) given.log('ended sessions could not be looked at', { problem: String(error) })
  }
}
