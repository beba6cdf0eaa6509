// Showing the whole desktop or a monitor, with control where the customer agreed to that.
import { desktopRequests } from '../../src/features/desktop/protocol.ts'
import { noticeText } from '../sharing/notice-text.ts'
import { share } from '../sharing/share.ts'
import { desktopPicture } from '../sharing/show.ts'
import { type Ended, type Given, type Handler, handler } from './handler.ts'

/** The action `desktop.view`. */
export const viewDesktop: Handler = handler('desktop.view', desktopRequests['desktop.view'].data, shareDesktop)

/** The action `desktop.control`. */
export const controlDesktop: Handler = handler('desktop.control', desktopRequests['desktop.control'].data, shareDesktop)

async function shareDesktop(given: Given, { monitor }: { readonly monitor: number | null }): Promise<Ended> {
  const picture = await desktopPicture(given.openPlatform, monitor)
  return share(given, [{ ...picture, notice: noticeText(given), info: {} }])
}
