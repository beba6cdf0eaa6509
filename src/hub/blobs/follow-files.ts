// Keeps the blobs in step with the journal: what is taken back, or stood in an exchange that has ended, goes from the disk.
import type { Blobs } from '../../features/blobs.ts'
import type { Journals } from '../../features/ports.ts'
import type { SessionState } from '../../features/state.ts'
import type { Event } from '../../journal/event.ts'
import type { HubJournal } from '../journals.ts'

/** Events after which files are gone, with which of the session's they are. */
const GONE: Readonly<Record<string, (file: { readonly file: string; readonly ask: string }, data: Named) => boolean>> =
  {
    'file.unpublished': (one, data) => one.file === data.file,
    'activity.finished': (one, data) => one.ask === data.ask,
    'activity.stopped': (one, data) => one.ask === data.ask,
    'session.ended': () => true,
  }

interface Named {
  readonly file?: string
  readonly ask?: string
}

/** Drops what an event made unavailable, the downloads of it with it. @param failed  told what could not be dropped */
export function followFiles(journal: HubJournal, blobs: Blobs, failed: (error: unknown) => void): void {
  journal.onCommit((stream, entries, state) => {
    for (const { event } of entries)
      for (const name of goneBy(event, state))
        blobs.drop({ folder: stream.slice('session/'.length), name }).catch(failed)
  })
}

function goneBy(event: Event, { files }: SessionState): readonly string[] {
  const isGone = Object.hasOwn(GONE, event.type) ? GONE[event.type] : undefined
  if (!isGone || files.size === 0) return []
  return [...files.values()].filter((one) => !one.isThere && isGone(one, event.data as Named)).map(({ file }) => file)
}

/** Drops whatever no session has to give any more: a crash may have come between the journal and the disk. */
export async function sweepFiles(blobs: Blobs, journals: Pick<Journals, 'state'>): Promise<void> {
  for (const folder of await blobs.folders()) {
    const { files } = await journals.state(folder)
    await blobs.keepOnly(folder, new Set([...files.values()].filter((one) => one.isThere).map(({ file }) => file)))
  }
}
