// What support has put here for the customer: numbered, there while the exchange is open, taken by nobody but them.
import { isAbsolute } from 'node:path'
import type { Account } from '../../src/client/post.ts'
import type { FileData, PublishedFile } from '../../src/features/files/protocol.ts'
import { asDeskhandError, DeskhandError } from '../../src/protocol/error.ts'
import { MAX_PUBLISHED_FILES } from '../../src/protocol/limits.ts'
import type { Happening } from '../happening.ts'
import { download } from './download.ts'
import { entryName } from './safe-join.ts'

/** How often the customer is told how far a download is, in milliseconds: a quick one is done before. */
export const PROGRESS_EVERY_MS = 5_000

/** A file as the customer sees it. */
export interface OfferedFile {
  /** By which the customer names it; never given twice while the agent runs. */
  readonly number: number
  /** Safe: what it would be called here. */
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** A file that has arrived. */
export interface SavedFile extends OfferedFile {
  readonly path: string
}

/** What a shelf needs. */
export interface ShelfPorts {
  readonly account: Account
  readonly session: string
  readonly show: (happening: Happening) => void
  /** Milliseconds; they only have to go on. */
  readonly clock: () => number
  /** Tells the hub that a file has arrived, verified. */
  readonly report: (saved: { readonly file: string; readonly bytes: number; readonly sha256: string }) => void
}

/** The shelf of one session. */
export interface Shelf {
  list(): readonly OfferedFile[]
  /** From now on what is published under this ask is there; the returned function ends that, and downloads with it. */
  open(ask: string): () => void
  /** The journal tells of a file. @param by  who published it, hostile text */
  published(file: PublishedFile, by: string): void
  unpublished(file: FileData<'file.unpublished'>): void
  /**
   * Downloads a file into a folder that the customer has chosen.
   *
   * @throws DeskhandError `file.not-found`, `activity.running` for one that is on its way, what {@link download} throws
   */
  save(number: number, folder: string): Promise<SavedFile>
}

interface Kept extends OfferedFile {
  readonly told: PublishedFile
  readonly gone: AbortController
  isOnItsWay: boolean
}

/** An empty shelf, closed. */
export function makeShelf(ports: ShelfPorts): Shelf {
  const open = new Set<string>()
  const kept = new Map<string, Kept>()
  let last = 0
  const drop = (which: (file: Kept) => boolean): readonly Kept[] => {
    const some = [...kept.values()].filter(which)
    for (const one of some) {
      kept.delete(one.told.file)
      one.gone.abort()
    }
    return some
  }
  return {
    list: () => [...kept.values()].map(offered),
    open: (ask) => {
      open.add(ask)
      return () => {
        open.delete(ask)
        drop(({ told }) => told.ask === ask)
      }
    },
    published: (told, by) => {
      if (!open.has(told.ask) || kept.has(told.file) || kept.size >= MAX_PUBLISHED_FILES) return
      last += 1
      const { bytes, sha256 } = told
      const one = { number: last, name: entryName(told.name), bytes, sha256 }
      kept.set(told.file, { ...one, told, gone: new AbortController(), isOnItsWay: false })
      ports.show({ type: 'file-published', ...one, by })
    },
    unpublished: ({ file }) => {
      for (const one of drop(({ told }) => told.file === file)) ports.show({ type: 'file-gone', ...offered(one) })
    },
    save: async (number, folder) => {
      const one = [...kept.values()].find((each) => each.number === number)
      if (!one) throw new DeskhandError('file.not-found', { file: String(number) })
      if (one.isOnItsWay) throw new DeskhandError('activity.running')
      one.isOnItsWay = true
      try {
        return await saveOne(ports, one, folder)
      } finally {
        one.isOnItsWay = false
      }
    },
  }
}

async function saveOne(ports: ShelfPorts, one: Kept, folder: string): Promise<SavedFile> {
  const { account, session, show, report, clock } = ports
  const { told } = one
  const about = offered(one)
  show({ type: 'file-saving', ...about, folder })
  let toldAt = clock()
  const progress = (done: number): void => {
    if (clock() - toldAt < PROGRESS_EVERY_MS) return
    toldAt = clock()
    show({ type: 'file-progress', ...about, done })
  }
  try {
    if (!isAbsolute(folder)) throw new DeskhandError('file.unwritable', { path: folder, problem: 'name a whole path' })
    const path = await download({ account, session, told, folder, signal: one.gone.signal, progress })
    report({ file: told.file, bytes: told.bytes, sha256: told.sha256 })
    show({ type: 'file-saved', ...about, path })
    return { ...about, path }
  } catch (error) {
    const { code, message, details } = asDeskhandError(error)
    show({ type: 'file-failed', ...about, code, message, details })
    throw error
  }
}

function offered({ number, name, bytes, sha256 }: OfferedFile): OfferedFile {
  return { number, name, bytes, sha256 }
}
