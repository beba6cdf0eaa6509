// The clipboard between one page and its feed: a text comes in parts, and one thing is done at a time.
import { MAX_CLIPBOARD_BYTES } from '../../protocol/limits.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import type { HostMessage, PageMessage } from '../wire.ts'
import type { ViewerFeed } from './feed.ts'

type Put = Extract<PageMessage, { type: 'clipboard-put' }>

/** The clipboard of one page; what is wished while something is being done is left out. */
export type ClipboardDesk = {
  put(message: Put): void
  get(): void
  /** The page went elsewhere: what is still to come is not told it. */
  leave(): void
}

/** Serves one page; without a clipboard to serve nothing happens. */
export function openClipboardDesk(
  clipboard: ViewerFeed['clipboard'],
  tell: (message: HostMessage) => void,
): ClipboardDesk {
  let parts: string[] = []
  let length = 0
  let isBusy = false
  let isHere = true
  const say = (told: Extract<HostMessage, { type: 'clipboard' }>['told']): void => {
    if (isHere) tell({ type: 'clipboard', told })
  }
  const work = (doing: () => Promise<Parameters<typeof say>[0]>): void => {
    if (isBusy) return
    isBusy = true
    doing()
      .then(say, (error: Error) => say({ is: 'failed', problem: safeText(error.message) })) // a feed says why in words
      .finally(() => {
        isBusy = false
      })
  }
  return {
    put({ part, isLast }) {
      // One part more than the limit is kept, so that whoever judges the text sees that it is too long.
      if (length <= MAX_CLIPBOARD_BYTES) parts.push(part)
      length += part.length
      if (!isLast) return
      const text = parts.join('')
      parts = []
      length = 0
      if (clipboard) work(() => clipboard.put(text).then(() => ({ is: 'put' })))
    },
    get() {
      if (clipboard) work(() => clipboard.get().then((text) => ({ is: 'got', text })))
    },
    leave() {
      isHere = false
    },
  }
}
