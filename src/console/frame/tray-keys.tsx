// The tray's last line: a single key for each thing that can be done (CON-15).
import type { ReactElement } from 'react'
import { cells } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import { type Entry, sessionEntries } from '../control/entries.ts'

/** What can be done now first; the rest is behind `?` and `:`. */
export function TrayKeys({
  control,
  width,
}: {
  readonly control: Control
  readonly width: number
}): ReactElement | null {
  const { route } = control.ui.state
  const can = sessionEntries(control).filter((entry) => !entry.isQuiet && entry.key !== '' && entry.why === null)
  const entries = [...can.filter((entry) => !entry.isMinor), ...can.filter((entry) => entry.isMinor)]
  const more = ` ${control.t('terminal.footer.more')} `
  let room = width - cells(more)
  const shown = entries.filter((entry) => {
    room -= partsOf(entry, false).reduce((sum, part) => sum + cells(safeText(part.text)), 0)
    return room >= 0
  })
  const parts = shown.flatMap((entry) => partsOf(entry, route.at === 'session' && entry.view === route.view))
  return <Line parts={[...parts, { text: more, tone: 'muted' }]} width={width} />
}

function partsOf({ key, label }: Entry, isShown: boolean): readonly Part[] {
  if (isShown) return [{ text: `▸${key} ${label} `, tone: 'selected' }]
  return [
    { text: ` ${key}`, tone: 'accent' },
    { text: ` ${label} `, tone: 'muted' },
  ]
}
