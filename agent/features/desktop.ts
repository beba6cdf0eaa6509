// Showing the whole desktop or a monitor, with control where the customer agreed to that.
import { desktopRequests } from '../../src/features/desktop/protocol.ts'
import type { ScreenTarget } from '../platform/platform.ts'
import { noticeText } from '../sharing/notice-text.ts'
import { share } from '../sharing/share.ts'
import { monitorTarget } from '../sharing/show.ts'
import { type Ended, type Given, type Handler, handler } from './handler.ts'

/** The action `desktop.view`. */
export const viewDesktop: Handler = handler('desktop.view', desktopRequests['desktop.view'].data, shareDesktop)

/** The action `desktop.control`. */
export const controlDesktop: Handler = handler('desktop.control', desktopRequests['desktop.control'].data, shareDesktop)

async function shareDesktop(given: Given, { monitor }: { readonly monitor: number | null }): Promise<Ended> {
  const target = await chosen(given, monitor)
  const name = `desktop ${target.monitor ?? ''}`
  return share(given, [{ name, target, notice: noticeText(given), info: {} }])
}

/** The monitor by its name: its number is its place among those there are now. */
async function chosen(given: Given, index: number | null): Promise<ScreenTarget> {
  if (index === null) return {}
  const platform = await given.openPlatform()
  return monitorTarget(platform, index).finally(() => platform.close().catch(() => undefined))
}
