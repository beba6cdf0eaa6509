// A line of tabs, one of them chosen.
import type { ReactElement } from 'react'
import type { Binding } from '../keys/keymap.ts'
import { cells } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { Line, type Part } from './line.tsx'

/** One tab. */
export type Tab = {
  readonly title: string | Untrusted
  /** Something new is in it: shown as `•` after the title. */
  readonly hasNews?: boolean
}

/** Properties of `Tabs`. */
export type TabsProps = {
  readonly tabs: readonly Tab[]
  readonly active: number
  /** Cells; when not all tabs fit, those around the active one are shown between `‹` and `›`. */
  readonly width: number
}

/** Keys that go through tabs, in the scope `tabs`. */
export const TABS_KEYS: readonly Binding[] = [
  { id: 'tabs.next', chords: ['tab', 'right'], scope: 'tabs', help: 'terminal.key.tabs.next' },
  { id: 'tabs.previous', chords: ['shift+tab', 'left'], scope: 'tabs', help: 'terminal.key.tabs.previous' },
]

/** The tabs; the chosen one stands in brackets besides its colour. */
export function Tabs({ tabs, active, width }: TabsProps): ReactElement | null {
  const parts = tabs.map((tab, i) => tabPart(tab, i === active))
  const { from, to } = visibleTabs(
    parts.map((part) => cells(part.text)),
    active,
    width,
  )
  const before: Part[] = from > 0 ? [{ text: '‹', tone: 'muted' }] : []
  const after: Part[] = to < tabs.length ? [{ text: '›', tone: 'muted' }] : []
  return <Line parts={[...before, ...parts.slice(from, to), ...after]} width={width} />
}

/** The tab at a column of the line, for a mouse. @returns undefined beside every tab */
export function tabAt({ tabs, active, width }: TabsProps, column: number): number | undefined {
  const widths = tabs.map((tab, i) => cells(tabPart(tab, i === active).text))
  const { from, to } = visibleTabs(widths, active, width)
  let at = from > 0 ? 1 : 0
  for (let i = from; i < to; i++) {
    if (column >= at && column < at + (widths[i] ?? 0)) return i
    at += widths[i] ?? 0
  }
  return undefined
}

function tabPart(tab: Tab, isActive: boolean): { readonly text: string; readonly tone: 'selected' | 'plain' } {
  const title = safeText(tab.title) + (tab.hasNews === true ? ' •' : '')
  return isActive ? { text: `[${title}]`, tone: 'selected' } : { text: ` ${title} `, tone: 'plain' }
}

/** The longest run of tabs around the active one that fits, with a cell at each end for the marks. */
function visibleTabs(
  widths: readonly number[],
  active: number,
  width: number,
): { readonly from: number; readonly to: number } {
  if (widths.reduce((sum, one) => sum + one, 0) <= width) return { from: 0, to: widths.length }
  let [from, to] = [Math.max(0, active), Math.min(widths.length, active + 1)]
  let room = width - 2 - (widths[active] ?? 0)
  for (;;) {
    const [after, before] = [widths[to], from > 0 ? widths[from - 1] : undefined]
    if (after !== undefined && after <= room) [to, room] = [to + 1, room - after]
    else if (before !== undefined && before <= room) [from, room] = [from - 1, room - before]
    else return { from, to }
  }
}
