// A session's events as someone may see them, read to the end.
import type { Event } from '../../src/journal/event.ts'
import type { Asker } from './hub.ts'

/** Every event of a session, oldest first. */
export async function readPagesOf({ ask }: Asker, session: string): Promise<readonly Event[]> {
  const events: Event[] = []
  let after = 0
  for (;;) {
    const page = await ask('journal.read', { session, after })
    events.push(...(page.events as Event[])) // the reply's schema has spoken
    if (!page.more) return events
    after = page.upTo
  }
}
