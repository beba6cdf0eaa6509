// Seeing what a rep shows of their own machine: a window of this machine's browser, as long as it is shown.
import type { z } from 'zod'
import { aborted } from '../../src/client/aborted.ts'
import { appRequests } from '../../src/features/app/protocol.ts'
import { desktopRequests } from '../../src/features/desktop/protocol.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import { type Ended, type Given, type Handler, handler } from './handler.ts'

const SHOWN = {
  'desktop.share': desktopRequests['desktop.share'].data,
  'desktop.share-control': desktopRequests['desktop.share-control'].data,
  'app.share': appRequests['app.share'].data,
  'app.share-control': appRequests['app.share-control'].data,
} as const satisfies Readonly<Record<string, z.ZodType>>

/** Waits until it is shown, then opens the page; the one who shows it reports on it, so nothing is reported here. */
async function watch(given: Given): Promise<Ended> {
  const { openPage, signal } = given
  if (!openPage) throw new DeskhandError('activity.failed', { problem: 'this program cannot open pages' })
  const stopped = aborted(signal)
  const shown = await Promise.race([given.startedElsewhere(), stopped])
  if (!shown) return 'reported'
  const page = await openPage({ channel: shown.channel, title: given.by, closed: given.opened })
  try {
    given.opened(page.url)
    await stopped
  } finally {
    await page.close()
  }
  return 'reported'
}

/** The actions of what a rep shows, with and without control (DSK-05, DSK-06, APP-10, APP-17). */
export const watchHandlers = Object.fromEntries(
  Object.entries(SHOWN).map(([kind, data]) => [kind, handler(kind as keyof typeof SHOWN, data, watch)]),
) as Readonly<Record<keyof typeof SHOWN, Handler>>
