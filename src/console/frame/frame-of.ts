// Where everything stands on the screen: one pure function of the size, shared by what is drawn and what the keys do.
import type { UiState } from '../ui/ui-state.ts'

/** A rectangle of cells, counted from 0 at the top left. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The parts of the screen; a part that has no room is null. */
export interface Frame {
  /** Program, place, link. */
  readonly header: Area | null
  /** Tabs of the dashboard, or sessions of the multi layout. */
  readonly tabs: Area | null
  /** Entries of the chosen tab, or panes of the chosen session. */
  readonly entries: Area | null
  /** Session and customer in a few lines, where there is no room beside the pane. */
  readonly strip: Area | null
  /** The pane's title line. */
  readonly title: Area | null
  /** The pane, or the list, or a dialog. */
  readonly main: Area
  /** Session and customer in full. */
  readonly side: Area | null
  /** What the rep is told. */
  readonly notice: Area
  /** Keys. */
  readonly footer: Area | null
}

/** Cells from which session and customer stand beside the pane. */
export const SIDE_FROM = 110
/** From this height on the strip has a line more. */
const TALL = 20
/** The gap between the pane and what stands beside it. */
const GAP = 2

function sideWidth(columns: number): number {
  return columns >= 180 ? 56 : columns >= 120 ? 44 : 40
}

/** Divides the screen. */
export function frameOf({
  columns,
  rows,
  layout,
  route,
}: Pick<UiState, 'columns' | 'rows' | 'layout' | 'route'>): Frame {
  if (layout === 'tray') return trayFrame(columns, rows)
  const isSession = route.at === 'session'
  let y = 0
  const take = (height: number, isWanted = true): Area | null => {
    if (!isWanted || height <= 0 || y + height > rows) return null
    const area = { x: 0, y, width: columns, height }
    y += height
    return area
  }
  const hasSide = columns >= SIDE_FROM
  const header = take(1)
  const tabs = take(1, isSession)
  const entries = take(1, isSession)
  const strip = take(rows >= TALL ? 2 : 1, isSession && !hasSide)
  const title = take(1)
  const bottom = rows >= 8 ? 2 : 1
  const height = Math.max(1, rows - y - bottom)
  const aside = hasSide ? sideWidth(columns) : 0
  const main = { x: 0, y, width: columns - (aside > 0 ? aside + GAP : 0), height }
  const shorter = title && { ...title, width: main.width }
  const side = aside > 0 ? { x: columns - aside, y: y - 1, width: aside, height: height + 1 } : null
  const notice = { x: 0, y: y + height, width: columns, height: 1 }
  const footer = bottom > 1 ? { x: 0, y: y + height + 1, width: columns, height: 1 } : null
  return { header, tabs, entries, strip, title: shorter, main, side, notice, footer }
}

/** The tray: who and what in one or two lines, a pane where there is room for one, a line of keys. */
function trayFrame(columns: number, rows: number): Frame {
  const line = (y: number, height = 1): Area => ({ x: 0, y, width: columns, height })
  const strip = line(0, rows >= 5 ? 2 : 1)
  const hasFooter = rows >= 3
  const notice = line(Math.max(1, rows - (hasFooter ? 2 : 1)))
  const main = line(strip.height, Math.max(0, notice.y - strip.height))
  const footer = hasFooter ? line(rows - 1) : null
  return { header: null, tabs: null, entries: null, strip, title: null, main, side: null, notice, footer }
}
