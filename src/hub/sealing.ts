// When a session ends, the head of its journal is signed, so that cutting its end off shows.
import type { HubPorts } from '../features/ports.ts'
import { SYSTEM } from '../journal/event.ts'
import { headText } from '../journal/seal.ts'
import type { HubJournal } from './journals.ts'

type Log = (message: string, context: Readonly<Record<string, unknown>>) => void

/** Signs the head of one ended session; a session that is sealed already stays as it is. */
export async function sealSession(journal: HubJournal, ports: HubPorts, session: string): Promise<void> {
  const stream = `session/${session}` as const
  const head = await journal.head(stream)
  const { key, signature } = await ports.sign(headText(stream, head, 0))
  await journal.change(stream, null, ({ core }) =>
    core.sealed || core.seq !== head.seq
      ? { kind: 'refusal', refusal: 'moved' }
      : {
          kind: 'change',
          drafts: [{ type: 'session.sealed', data: { seq: head.seq, hash: head.hash, key, signature } }],
          by: SYSTEM,
          reply: {},
        },
  )
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
