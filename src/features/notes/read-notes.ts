// Reads the notes of a session with the version a change must be based on.
import type { CommandContext } from '../command.ts'
import { noteEvents } from './protocol.ts'

/** The notes as they were last saved; version 0 before the first time. */
export interface SavedNotes {
  readonly session: string
  readonly number: string
  readonly text: string
  readonly version: number
}

const PAGE = 500

/** Reads the newest notes from the journal, newest page first. */
export async function readNotes({ request, sessionId, session }: CommandContext): Promise<SavedNotes> {
  const id = await sessionId()
  const { number } = await request('session.show', { session: await session() })
  let before = 0
  for (;;) {
    const page = await request('journal.read', { session: id, after: before, back: true, limit: PAGE })
    const saved = page.events.findLast((event) => event.type === 'note.saved')
    if (saved) return { session: id, number, ...noteEvents['note.saved'].parse(saved.data) }
    if (!page.more) return { session: id, number, text: '', version: 0 }
    before = page.upTo
  }
}
