// The Clipboard menu: text goes either way when somebody presses for it, never by itself.
import { type HostMessage, MAX_CLIPBOARD_PART_CHARACTERS, type PageMessage } from '../wire.ts'
import { type Menu, makeMenu } from './menu.ts'
import type { Text } from './text.ts'
import type { ToastText } from './toast.ts'

/** What the menu works with. */
export type ClipboardParts = {
  readonly text: Text
  readonly send: (message: PageMessage) => void
  readonly say: (what: ToastText) => void
  /** Takes the focus when the menu was used or left. */
  readonly back: () => void
}

/** The clipboard of the page. */
export type ClipboardMenu = {
  readonly menu: Menu
  /** Whether the customer is being asked. */
  readonly isWaiting: boolean
  told(told: Extract<HostMessage, { type: 'clipboard' }>['told']): void
}

/** Makes what the menu offers. Browsers let a page at the clipboard only as an answer to a press, so each is one. */
export function makeClipboardMenu({ text, send, say, back }: ClipboardParts): ClipboardMenu {
  let isWaiting = false
  const asked = (): void => {
    isWaiting = true
    say({ text: text('clipboardAsked') })
  }
  const refused = (): void => say({ text: text('clipboardBlocked'), isSticky: true })
  const put = async (): Promise<void> => {
    const copied = await navigator.clipboard.readText()
    if (copied === '') return say({ text: text('clipboardEmpty') })
    for (let at = 0; at < copied.length; at += MAX_CLIPBOARD_PART_CHARACTERS) {
      const end = at + MAX_CLIPBOARD_PART_CHARACTERS
      send({ type: 'clipboard-put', part: copied.slice(at, end), isLast: end >= copied.length })
    }
    asked()
  }
  const copy = (got: string): void => {
    navigator.clipboard.writeText(got).then(() => say({ text: text('clipboardCopied') }), refused)
  }
  const get = (): void => {
    send({ type: 'clipboard-get' })
    asked()
  }
  const items = [
    { label: text('clipboardPut'), run: () => void put().catch(refused) },
    { label: text('clipboardGet'), run: get },
  ]
  const group = { title: text('clipboard'), note: text('clipboardNote'), items }
  return {
    menu: makeMenu(text('clipboard'), () => [group], back),
    get isWaiting() {
      return isWaiting
    },
    told(told) {
      isWaiting = false
      if (told.is === 'failed') say({ text: told.problem, isSticky: true })
      else if (told.is === 'put') say({ text: text('clipboardDone') })
      else if (told.text === '') say({ text: text('clipboardTheirsEmpty') })
      else {
        const got = text('clipboardGot', { count: [...told.text].length })
        say({ text: got, isSticky: true, button: { label: text('clipboardCopy'), run: () => copy(told.text) } })
      }
    },
  }
}
