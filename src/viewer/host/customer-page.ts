// The customer's page: the viewer with the customer's words, on what a rep shows and on their session.
import type { Link } from '../../client/link.ts'
import { openMirror } from '../../client/mirror.ts'
import type { Language } from '../../language/catalogue.ts'
import { chatFeed } from './chat-feed.ts'
import type { ViewerFeed } from './feed.ts'
import { marksFeed } from './marks-feed.ts'
import { shareFeed } from './share-feed.ts'
import { startViewerHost, type ViewerHost } from './viewer-host.ts'

/** What a page is opened for. */
export interface CustomerPageParts {
  readonly link: Link
  readonly session: string
  readonly channel: number
  /** Who shows something; hostile text. */
  readonly title: string
  readonly language: Language
  /** Whether to open it in this machine's browser. */
  readonly open: boolean
  /** The customer's participant id. */
  readonly me: string
  /** The questions that are open on their terminal, to be answered in the page as well. */
  readonly prompts: NonNullable<ViewerFeed['prompts']>
  /** The customer does not want to see it any longer. */
  readonly stop: () => void
  /** They closed the page while it is still shown: this address opens it once more. */
  readonly closed: (url: string) => void
}

/** A page that is open. */
export interface CustomerPage {
  /** Opens it once. */
  readonly url: string
  close(): Promise<void>
}

/** How long a page that nobody uses stays: control that is added ends one use before the next begins, in milliseconds. */
const KEPT_MS = 500

/** Pages by what they show: control that is added to a share goes on in the same window. */
const open = new Map<string, Opened>()

interface Opened {
  readonly shown: Promise<{ readonly host: ViewerHost; close(): Promise<void> }>
  users: number
  /** The newest use: what was upgraded is not there to be stopped any more. */
  use: CustomerPageParts
  /** The customer has closed it at least once. */
  wasClosed: boolean
}

/** Opens a page, or one more use of the one that shows this already; it closes soon after the last has let go of it. */
export async function openCustomerPage(parts: CustomerPageParts): Promise<CustomerPage> {
  const name = `${parts.session} ${parts.channel}`
  const one = open.get(name) ?? firstUse(parts)
  open.set(name, one)
  one.users += 1
  one.use = parts
  const leave = async (): Promise<void> => {
    one.users -= 1
    setTimeout(() => {
      if (one.users > 0 || open.get(name) !== one) return
      open.delete(name)
      one.shown.then((shown) => shown.close()).catch(() => undefined) // it never opened
    }, KEPT_MS)
  }
  try {
    const { host } = await one.shown
    if (parts.open && one.wasClosed && host.stats().pages === 0) await host.openInBrowser()
    return { url: one.wasClosed ? host.nextUrl : host.url, close: leave }
  } catch (error) {
    open.delete(name)
    throw error
  }
}

function firstUse(parts: CustomerPageParts): Opened {
  const closed = (url: string): void => {
    one.wasClosed = true
    one.use.closed(url)
  }
  const shown = start({ ...parts, closed, stop: () => one.use.stop() })
  const one: Opened = { shown, users: 0, use: parts, wasClosed: false }
  return one
}

async function start(parts: CustomerPageParts): Opened['shown'] {
  const { link, session, channel, title, language, me, prompts, stop } = parts
  const mirror = openMirror(link, session)
  const marks = marksFeed({ link, mirror, channel, failed: () => undefined })
  const chat = chatFeed(link, mirror, me)
  const feed = shareFeed({ link, mirror, channel, audience: 'customer', language, stop, marks, chat, prompts })
  try {
    const host = await startViewerHost({ feed, title, language, open: parts.open })
    host.onClosed(() => parts.closed(host.nextUrl))
    return {
      host,
      close: async () => {
        mirror.close()
        await host.close()
      },
    }
  } catch (error) {
    mirror.close()
    throw error
  }
}
