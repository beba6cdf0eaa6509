// Small pictures of the screens that are being shown, under the list of sessions: which there are now, and the key.
import { isShare, senderOf } from '../../session/rules.ts'
import { type DeskSession, myPlace } from '../desk/desk-state.ts'
import type { Area } from '../frame/frame-of.ts'
import { THUMBNAILS_FROM, thumbnailArea, thumbnailsThatFit } from '../frame/thumbnail-place.ts'
import { type Control, tell } from './control.ts'
import { shownLines } from './session-lines.ts'

/** A session whose customer's screen is being shown, with the channel of the picture. */
export interface Wanted {
  readonly session: DeskSession
  readonly channel: number
}

/** The sessions that have a picture now: as many as fit, in the order of the list. */
export function wantedThumbnails(control: Control): readonly Wanted[] {
  return control.ports.pictures.mode === 'none' ? [] : possibleThumbnails(control)
}

/** The sessions that have one if the terminal can show any. */
export function possibleThumbnails({ desk, ui, ports }: Control): readonly Wanted[] {
  const { layout, route, hasThumbnails } = ui.state
  if (!hasThumbnails || !hasRoom(ui.state) || layout === 'tray' || route.at !== 'list' || !ports.watchScreen) return []
  const shown = shownLines(desk.state.list, ui.state.list).flatMap((line): readonly Wanted[] => {
    const session = desk.state.sessions.get(line.id)
    const channel = session && myPlace(session, desk.state.me) ? channelOf(session) : null
    return session && channel !== null ? [{ session, channel }] : []
  })
  return shown.slice(0, thumbnailsThatFit(ui.state))
}

function hasRoom({ columns, rows }: { readonly columns: number; readonly rows: number }): boolean {
  return columns >= THUMBNAILS_FROM.columns && rows >= THUMBNAILS_FROM.rows
}

/** The newest picture of the customer's machine. */
function channelOf({ state }: DeskSession): number | null {
  const running = [...state.core.asks.values()].filter((ask) => ask.state === 'running' && isShare(ask))
  return running.findLast((ask) => senderOf(ask) === ask.customer)?.channel ?? null
}

/** The cells of the pictures that nothing stands over, by session. */
export function openThumbnails(control: Control): ReadonlyMap<string, Area> {
  const { ui, ports } = control
  const wanted = ui.state.dialog || ports.isLent() ? [] : wantedThumbnails(control)
  return new Map(wanted.map(({ session }, index) => [session.id, thumbnailArea(ui.state, index)]))
}

/** Shows or hides the pictures. */
export function toggleThumbnails(control: Control): void {
  const { ui, ports, t } = control
  const hasColours = (ports.pictures.mode !== 'none' || !ports.pictures.isKnown) && ports.watchScreen !== null
  const isWide = hasRoom(ui.state)
  if (!hasColours) tell(control, t('console.thumbnails.colours'))
  else if (!isWide) tell(control, t('console.thumbnails.room', THUMBNAILS_FROM))
  if (!hasColours || !isWide) return
  const isOn = !ui.state.hasThumbnails
  ui.dispatch({ type: 'thumbnails', isOn })
  tell(control, t(isOn ? 'console.thumbnails.on' : 'console.thumbnails.off'))
}
