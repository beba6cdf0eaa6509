// Keeps the small pictures of screens fresh: once a second, only while they are seen.
import { kittyDelete } from '../../terminal/pictures/kitty.ts'
import type { Control } from './control.ts'
import { type Drawable, drawThumbnail } from './draw-thumbnail.ts'
import { sixelLayer } from './sixel-layer.ts'
import { possibleThumbnails, wantedThumbnails } from './thumbnails.ts'

/** How often a picture is drawn anew, in milliseconds. */
const THUMBNAIL_EVERY_MS = 1_000
/** The first of the names kitty knows our pictures by. */
const FIRST_ID = 201

interface Kept extends Drawable {
  readonly channel: number
  isBusy: boolean
}

/** Keeps the pictures fresh; the answer ends it. */
export function watchThumbnails(control: Control): () => void {
  const { ui, desk, ports } = control
  const kept = new Map<string, Kept>()
  const layer = sixelLayer(control)
  const drop = (session: string, { screen, id }: Kept): void => {
    screen.close()
    kept.delete(session)
    layer.drop(session)
    ui.dispatch({ type: 'thumbnail', session, rows: null })
    if (ports.pictures.mode === 'kitty') ports.write(kittyDelete(id))
  }
  let asked = ''
  /** The terminal is asked what it can show once there is something to show, and again when it has another size. */
  const ask = async (): Promise<void> => {
    const { columns, rows } = ui.state
    const size = `${columns}x${rows}`
    if (asked === size || ports.isLent() || possibleThumbnails(control).length === 0) return
    asked = size
    layer.clear()
    await ports.pictures.settle()
    // whether pictures have a place may be another answer now, and nothing else tells who draws
    ui.dispatch({ type: 'redraw' })
    await draw()
  }
  const settle = (): void => {
    void ask()
    const wanted = wantedThumbnails(control)
    for (const [session, one] of [...kept])
      if (!wanted.some((it) => it.session.id === session && it.channel === one.channel)) drop(session, one)
    const link = desk.linkForFrames()
    for (const { session, channel } of wanted) {
      if (kept.has(session.id) || !link || !ports.watchScreen) continue
      const screen = ports.watchScreen({ link, session: session.id, channel })
      kept.set(session.id, { channel, id: freeId(kept), isBusy: false, screen })
    }
  }
  const draw = async (): Promise<void> => {
    const { pictures } = ports
    if (ports.isLent() || kept.size === 0 || !pictures.isKnown || !(await pictures.settle())) return
    const at = asked
    for (const [session, one] of kept) {
      if (one.isBusy) continue
      one.isBusy = true
      // a picture that cannot be drawn is one that is not there yet
      const drawn = drawThumbnail(ports, one).catch(() => null)
      void drawn.then((it) => {
        one.isBusy = false
        if (kept.get(session) !== one || asked !== at || !it) return
        if (it.sixel !== undefined) layer.put(session, it.sixel)
        ui.dispatch({ type: 'thumbnail', session, rows: it.rows })
      })
    }
  }
  const stops = [ui.subscribe(settle), desk.subscribe(settle), layer.stop]
  const timer = setInterval(() => void draw(), THUMBNAIL_EVERY_MS)
  settle()
  return () => {
    clearInterval(timer)
    for (const stop of stops) stop()
    for (const [session, one] of [...kept]) drop(session, one)
  }
}

function freeId(kept: ReadonlyMap<string, Kept>): number {
  const taken = new Set([...kept.values()].map(({ id }) => id))
  let id = FIRST_ID
  while (taken.has(id)) id += 1
  return id
}
