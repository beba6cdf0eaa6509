// The files of a session as its events tell them: they go when they are taken back, and with the exchange they stand in.
import type { Event } from '../../journal/event.ts'
import type { CoreData } from '../../session/events.ts'
import type { FileData, PublishedFile } from './protocol.ts'

/** A file that is, or was, there to be downloaded. */
export interface SharedFile extends PublishedFile {
  /** Participant who published it. */
  readonly by: string
  /** UTC milliseconds. */
  readonly at: number
  /** Times it arrived on the customer's machine, verified there. */
  readonly downloads: number
  readonly isThere: boolean
}

/** Files by id, oldest first. */
export type FilesState = ReadonlyMap<string, SharedFile>

/** Files that stay in the state; of those that are gone the oldest are forgotten first. */
export const KEPT_FILES = 200

/** Nothing published. */
export const emptyFiles: FilesState = new Map()

/** What can be downloaded now, oldest first. @param customer  of this one only */
export function filesThere(state: FilesState, customer?: string): readonly SharedFile[] {
  return [...state.values()].filter((one) => one.isThere && (customer === undefined || one.customer === customer))
}

/** Reducers of file events, and of what ends the exchange they stand in. */
export const fileReducers = {
  'file.published': (state: FilesState, data: FileData<'file.published'>, { at, by }: Event): FilesState =>
    trimmed(new Map(state).set(data.file, { ...data, by: by.id, at, downloads: 0, isThere: true })),
  'file.unpublished': (state: FilesState, { file }: FileData<'file.unpublished'>) =>
    gone(state, (one) => one.file === file),
  'file.downloaded': (state: FilesState, { file }: FileData<'file.downloaded'>) => {
    const isIt = (one: SharedFile): boolean => one.file === file
    return changed(state, isIt, ({ downloads }) => ({ downloads: downloads + 1 }))
  },
  'activity.finished': (state: FilesState, { ask }: CoreData<'activity.finished'>) =>
    gone(state, (one) => one.ask === ask),
  'activity.stopped': (state: FilesState, { ask }: CoreData<'activity.stopped'>) =>
    gone(state, (one) => one.ask === ask),
  'session.ended': (state: FilesState) => gone(state, () => true),
} as const

function gone(state: FilesState, which: (file: SharedFile) => boolean): FilesState {
  return changed(state, which, () => ({ isThere: false }))
}

/** Keeps the state itself where nothing is picked: most activities have no files. */
function changed(
  state: FilesState,
  which: (file: SharedFile) => boolean,
  how: (file: SharedFile) => Partial<SharedFile>,
): FilesState {
  if (![...state.values()].some(which)) return state
  return new Map([...state].map(([id, one]) => [id, which(one) ? { ...one, ...how(one) } : one]))
}

function trimmed(files: Map<string, SharedFile>): FilesState {
  for (const one of files.values()) {
    if (files.size <= KEPT_FILES) break
    if (!one.isThere) files.delete(one.file)
  }
  return files
}
