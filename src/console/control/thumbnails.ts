// Small pictures of the screens that are being shown, under the list of sessions: once a second, only while they are seen.
import { isShare, senderOf } from '../../session/rules.ts'
import { halfBlocks } from '../../terminal/pictures/half-blocks.ts'
import { kittyDelete, kittyRows, kittyUpload } from '../../terminal/pictures/kitty.ts'
import { type DeskSession, myPlace } from '../desk/desk-state.ts'
import { frameOf } from '../frame/frame-of.ts'
import { type Control, tell } from './control.ts'
import type { WatchedScreen } from './ports.ts'
import { shownLines } from './session-lines.ts'

/** How often a picture is drawn anew, in milliseconds. */
export const THUMBNAIL_EVERY_MS = 1_000
/** Cells of one picture: about 16 to 9, as a cell is twice as high as it is wide. */
export const THUMBNAIL = { columns: 34, rows: 10 } as const
/** The smallest terminal that has room for them, in cells. */
export const THUMBNAILS_FROM = { columns: 100, rows: 30 } as const
/** Cells between two pictures. */
export const THUMBNAIL_GAP = 2
/** Pixels of a kitty picture for each cell. */
const CELL_PX = { width: 10, height: 20 } as const
/** The first of the names kitty knows our pictures by. */
const FIRST_ID = 201

/** A session whose customer's screen is being shown, with the channel of the picture. */
export interface Wanted {
  readonly session: DeskSession
  readonly channel: number
}

/** The sessions that have a picture now: as many as fit, in the order of the list. */
export function wantedThumbnails({ desk, ui, ports }: Control): readonly Wanted[] {
  const { columns, rows, layout, route, hasThumbnails } = ui.state
  const hasRoom = columns >= THUMBNAILS_FROM.columns && rows >= THUMBNAILS_FROM.rows && layout !== 'tray'
  if (!hasThumbnails || !hasRoom || route.at !== 'list' || !ports.watchScreen || ports.pictures === 'none') return []
  const fits = Math.floor((frameOf(ui.state).main.width + THUMBNAIL_GAP) / (THUMBNAIL.columns + THUMBNAIL_GAP))
  const shown = shownLines(desk.state.list, ui.state.list).flatMap((line): readonly Wanted[] => {
    const session = desk.state.sessions.get(line.id)
    const channel = session && myPlace(session, desk.state.me) ? channelOf(session) : null
    return session && channel !== null ? [{ session, channel }] : []
  })
  return shown.slice(0, fits)
}

/** The newest picture of the customer's machine. */
function channelOf({ state }: DeskSession): number | null {
  const running = [...state.core.asks.values()].filter((ask) => ask.state === 'running' && isShare(ask))
  return running.findLast((ask) => senderOf(ask) === ask.customer)?.channel ?? null
}

/** Shows or hides the pictures. */
export function toggleThumbnails(control: Control): void {
  const { ui, ports, t } = control
  const { columns, rows } = ui.state
  const hasColours = ports.pictures !== 'none' && ports.watchScreen !== null
  const hasRoom = columns >= THUMBNAILS_FROM.columns && rows >= THUMBNAILS_FROM.rows
  if (!hasColours) tell(control, t('console.thumbnails.colours'))
  else if (!hasRoom) tell(control, t('console.thumbnails.room', THUMBNAILS_FROM))
  if (!hasColours || !hasRoom) return
  const isOn = !ui.state.hasThumbnails
  ui.dispatch({ type: 'thumbnails', isOn })
  tell(control, t(isOn ? 'console.thumbnails.on' : 'console.thumbnails.off'))
}

interface Kept {
  readonly channel: number
  readonly screen: WatchedScreen
  readonly id: number
  isBusy: boolean
}

/** Keeps the pictures fresh; the answer ends it. */
export function watchThumbnails(control: Control): () => void {
  const { ui, desk, ports } = control
  const kept = new Map<string, Kept>()
  const drop = (session: string, { screen, id }: Kept): void => {
    screen.close()
    kept.delete(session)
    ui.dispatch({ type: 'thumbnail', session, rows: null })
    if (ports.pictures === 'kitty') ports.write(kittyDelete(id))
  }
  const settle = (): void => {
    const wanted = wantedThumbnails(control)
    for (const [session, one] of [...kept])
      if (!wanted.some((it) => it.session.id === session && it.channel === one.channel)) drop(session, one)
    const link = desk.linkForFrames()
    for (const { session, channel } of wanted) {
      if (kept.has(session.id) || !link || !ports.watchScreen) continue
      const taken = new Set([...kept.values()].map(({ id }) => id))
      let id = FIRST_ID
      while (taken.has(id)) id += 1
      kept.set(session.id, {
        channel,
        id,
        isBusy: false,
        screen: ports.watchScreen({ link, session: session.id, channel }),
      })
    }
  }
  const draw = (): void => {
    for (const [session, one] of kept) {
      if (one.isBusy) continue
      one.isBusy = true
      void rowsOf(control, one)
        // a picture that cannot be drawn is one that is not there yet
        .catch(() => null)
        .then((rows) => kept.get(session) === one && rows && ui.dispatch({ type: 'thumbnail', session, rows }))
        .finally(() => {
          one.isBusy = false
        })
    }
  }
  const stops = [ui.subscribe(settle), desk.subscribe(settle)]
  const timer = setInterval(draw, THUMBNAIL_EVERY_MS)
  settle()
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
    for (const [session, one] of [...kept]) drop(session, one)
  }
}

async function rowsOf({ ports }: Control, { screen, id }: Kept): Promise<readonly string[] | null> {
  const { columns, rows } = THUMBNAIL
  if (ports.pictures === 'kitty') {
    const png = await (await screen.look(columns * CELL_PX.width, rows * CELL_PX.height))?.png()
    if (png) ports.write(kittyUpload(png, { id, columns, rows }))
    return png ? kittyRows({ id, columns, rows }) : null
  }
  const [widthPx, heightPx] = [columns, rows * 2]
  const rgb = await (await screen.look(widthPx, heightPx))?.rgb()
  if (!rgb || ports.pictures === 'none') return null
  return halfBlocks({ rgb, widthPx, heightPx }, ports.pictures)
}
