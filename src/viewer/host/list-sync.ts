// Keeps a page's copy of a changing list: only what is new and what is gone is told, together and not too often.
import type { ChangingList } from './feed.ts'

/** Changes are told at most this often, in milliseconds. */
const TELL_EVERY_MS = 30

/** What a page's copy needs. */
export type ListSyncOptions<T> = {
  readonly source: ChangingList<T>
  /** The most entries that are told; the oldest are left out. */
  readonly max: number
  /** Whether the page takes more now. */
  readonly hasRoom: () => boolean
  readonly tell: (added: readonly T[], removed: readonly string[]) => void
}

/** A running copy; `has` tells whether the page knows the entry, and since when. */
export type ListSync = { toldAt(id: string): number | null; stop(): void }

/** Tells the list as it is, and every change of it. */
export function syncList<T extends { readonly id: string }>(options: ListSyncOptions<T>): ListSync {
  const { source, max, hasRoom, tell } = options
  const told = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    timer = undefined
    if (!hasRoom()) {
      later()
      return
    }
    const list = source.list().slice(-max)
    const now = new Set(list.map((one) => one.id))
    const removed = [...told.keys()].filter((id) => !now.has(id))
    const added = list.filter((one) => !told.has(one.id))
    for (const id of removed) told.delete(id)
    for (const { id } of added) told.set(id, performance.now())
    if (added.length > 0 || removed.length > 0) tell(added, removed)
  }
  const later = (): void => {
    timer ??= setTimeout(flush, TELL_EVERY_MS)
  }
  const end = source.onChange(later)
  flush()
  return {
    toldAt: (id) => told.get(id) ?? null,
    stop() {
      clearTimeout(timer)
      end()
    },
  }
}
