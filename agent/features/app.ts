// Showing applications of the customer's choice, each window a picture of its own, with control where it was given.
import { appRequests } from '../../src/features/app/protocol.ts'
import type { AppWindow, Platform } from '../platform/platform.ts'
import { chooseWindows } from '../sharing/choose-windows.ts'
import { noticeText } from '../sharing/notice-text.ts'
import { type Shown, share } from '../sharing/share.ts'
import { type Ended, type Given, type Handler, handler } from './handler.ts'

async function shareApps(given: Given, { wanted }: { readonly wanted: string }): Promise<Ended> {
  const platform = await given.openPlatform()
  const windows = await whichWindows(given, platform, wanted).finally(() => platform.close().catch(() => undefined))
  given.signal.throwIfAborted()
  return share(
    given,
    windows.map((window) => shown(given, window)),
  )
}

function shown(given: Given, { id, title, application }: AppWindow): Shown {
  const info = { title: title.slice(0, 200), application: application.slice(0, 100) }
  return { name: `app ${id}`, target: { window: id }, notice: noticeText(given), info }
}

/** What is viewed already is what will be controlled, without choosing again (APP-07). */
async function whichWindows(given: Given, platform: Platform, wanted: string): Promise<readonly AppWindow[]> {
  const id = given.shows.named('app ')?.slice('app '.length)
  const viewed = id === undefined ? [] : (await platform.listWindows()).filter((one) => one.id === id)
  return viewed.length > 0 ? viewed : chooseWindows(given, platform, wanted)
}

const kinds = ['app.view', 'app.control', 'cobrowse.view', 'cobrowse.control'] as const

/** The actions about applications; `cobrowse.*` has no originating window yet to begin with (COB-08). */
export const appHandlers = Object.fromEntries(
  kinds.map((kind) => [kind, handler(kind, appRequests[kind].data, shareApps)]),
) as Readonly<Record<(typeof kinds)[number], Handler>>
