// What the customer types to reach their files: `/files` and `/download N FOLDER`; every other line is a message.
import { homePath } from '../../src/client/home-path.ts'
import type { Front } from '../happening.ts'
import type { Shelf } from './shelf.ts'

/** A line that is no message. */
export type Typed =
  | { readonly is: 'files' }
  | { readonly is: 'download'; readonly number: number; readonly folder: string }
  /** A download that does not say which file or where to. */
  | { readonly is: 'unclear' }

/** Reads a line; null for a message. Only these two words are taken: a path may well be talked about. */
export function readTyped(line: string): Typed | null {
  if (/^\/files$/.test(line)) return { is: 'files' }
  if (!/^\/download(\s|$)/.test(line)) return null
  const [, number, folder] = /^\/download\s+(\d{1,9})\s+(\S.*)$/.exec(line) ?? []
  return number && folder ? { is: 'download', number: Number(number), folder } : { is: 'unclear' }
}

/** Does what was typed, and shows what came of it. */
export async function obeyTyped(typed: Typed, shelf: Shelf, front: Pick<Front, 'show'>): Promise<void> {
  if (typed.is === 'files') front.show({ type: 'files', files: shelf.list() })
  else if (typed.is === 'unclear') front.show({ type: 'file-unclear' })
  else if (!shelf.list().some(({ number }) => number === typed.number))
    front.show({ type: 'files', files: shelf.list() })
  else await shelf.save(typed.number, homePath(typed.folder)).catch(() => undefined) // it was shown
}
