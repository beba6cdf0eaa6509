// What a rep can do about the customer's desktop from anywhere in a session: ask to see it, open the window again, stop.
import { type Ask, isOpen, isPending } from '../../session/state.ts'
import type { PaneAction, PaneProps, PaneSlice } from '../pane.ts'

/** The newest request to see the desktop of the customer in focus, an open one before the rest. */
export function newestView({ core }: PaneSlice<unknown>): Ask | undefined {
  const asks = [...core.asks.values()].filter((ask) => ask.kind === 'desktop.view' && ask.customer === core.focus)
  return asks.findLast(isOpen) ?? asks.at(-1)
}

function openView(slice: PaneSlice<unknown>): Ask | undefined {
  const ask = newestView(slice)
  return ask && isOpen(ask) ? ask : undefined
}

function see({ slice, act }: PaneProps<unknown>): void {
  act.show('desktop')
  const ask = openView(slice)
  if (ask?.state === 'running') act.openWindow(ask.id)
  else if (!ask) void act.request('desktop.view', {})
}

function stop({ slice, act }: PaneProps<unknown>): void {
  const ask = openView(slice)
  if (ask) void act.request(isPending(ask) ? 'consent.withdraw' : 'activity.stop', { ask: ask.id })
}

/** The actions of the Desktop tab. */
export const desktopActions: readonly PaneAction<unknown>[] = [
  {
    id: 'desktop.see',
    chords: ['v'],
    help: 'panes.desktop.action.see',
    tab: 'desktop',
    needs: ['desktop.view'],
    why: (slice) => {
      const customer = slice.core.focus === null ? undefined : slice.core.participants.get(slice.core.focus)
      if (!customer) return 'panes.why.noCustomer'
      if (customer.machine?.display === 'none') return 'panes.desktop.noDisplay'
      return slice.me?.role === 'primary' || openView(slice) ? null : 'panes.why.notPrimary'
    },
    run: see,
  },
  {
    id: 'desktop.window',
    chords: ['o'],
    help: 'panes.desktop.action.window',
    isMinor: true,
    tab: 'desktop',
    needs: ['desktop.view'],
    why: (slice) => (openView(slice)?.state === 'running' ? null : 'panes.why.nothingShown'),
    run: ({ slice, act }) => {
      const ask = openView(slice)
      if (ask) act.openWindow(ask.id)
    },
  },
  {
    id: 'desktop.stop',
    chords: ['x'],
    help: 'panes.desktop.action.stop',
    tab: 'desktop',
    needs: ['activity.stop'],
    why: (slice) => {
      if (!openView(slice)) return 'panes.why.nothingShown'
      return slice.me?.role === 'primary' ? null : 'panes.why.notPrimary'
    },
    run: stop,
  },
]
