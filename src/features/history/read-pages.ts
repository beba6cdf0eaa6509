// Reads a session's whole journal a page at a time.
import type { Event } from '../../journal/event.ts'
import type { CommandContext } from '../command.ts'

/** One page of events and the seq it reaches to. */
export interface Page {
  readonly events: readonly Event[]
  readonly upTo: number
}

/** Pages of a session's events after a seq, oldest first, those one may see. */
export async function* readPages({ request }: CommandContext, session: string, after: number): AsyncGenerator<Page> {
  let from = after
  for (;;) {
    const page = await request('journal.read', { session, after: from })
    yield { events: page.events as Event[], upTo: page.upTo } // the reply's schema has spoken
    if (!page.more || page.upTo <= from) return
    from = page.upTo
  }
}
