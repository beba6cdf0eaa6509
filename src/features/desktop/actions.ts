// What a rep can do about desktops from anywhere in a session: the four directions (DSK-17), the window, control, stop.
import type { Kind } from '../../session/kinds.ts'
import type { PaneAction, PaneProps } from '../pane.ts'
import { isThere, mayShow, openAgain, openAsks, stopOne, whyNotAsk, whyNotStop, whyNoWindow } from '../share-actions.ts'
import type { SharesPart } from '../share-parts.ts'

type Props = PaneProps<SharesPart>
type Action = PaneAction<SharesPart>

/** The customer's desktop to the rep. */
export const THEIRS = ['desktop.view', 'desktop.control'] as const satisfies readonly Kind[]
/** The rep's own desktop to the customer. */
export const OURS = ['desktop.share', 'desktop.share-control'] as const satisfies readonly Kind[]
const ALL: readonly Kind[] = [...THEIRS, ...OURS]

async function ask(props: Props, kind: (typeof THEIRS)[number]): Promise<void> {
  props.act.show('desktop')
  if (isThere(props, kind) || !(await mayShow(props, kind))) return
  void props.act.request(kind, { monitor: null })
}

async function show(props: Props, kind: (typeof OURS)[number]): Promise<void> {
  props.act.show('desktop')
  const danger = kind === 'desktop.share-control' ? 'shares.warnDesktop' : undefined
  if (isThere(props, kind) || !(await mayShow(props, kind, danger))) return
  void props.act.showOwn({ kind })
}

function asking(kind: Kind, action: Pick<Action, 'chords' | 'help' | 'short' | 'run'>): Action {
  return {
    id: kind === 'desktop.view' ? 'desktop.see' : kind,
    tab: 'desktop',
    needs: [kind as Action['needs'][number]], // every desktop kind is a request of that name
    why: (slice) => whyNotAsk(slice, kind),
    ...action,
  }
}

/** The actions of the Desktop tab. */
export const desktopActions: readonly Action[] = [
  asking('desktop.view', {
    chords: ['v'],
    help: 'shares.desktop.action.see',
    short: 'shares.short.see',
    run: (props) => void ask(props, 'desktop.view'),
  }),
  asking('desktop.control', {
    chords: ['V'],
    help: 'shares.desktop.action.control',
    short: 'shares.short.control',
    run: (props) => void ask(props, 'desktop.control'),
  }),
  asking('desktop.share', {
    chords: ['h'],
    help: 'shares.desktop.action.share',
    short: 'shares.short.share',
    run: (props) => void show(props, 'desktop.share'),
  }),
  asking('desktop.share-control', {
    chords: ['H'],
    help: 'shares.desktop.action.give',
    short: 'shares.short.give',
    run: (props) => void show(props, 'desktop.share-control'),
  }),
  {
    id: 'desktop.window',
    chords: ['o'],
    help: 'shares.desktop.action.window',
    short: 'shares.short.window',
    isMinor: true,
    tab: 'desktop',
    needs: ['desktop.view'],
    why: (slice) => whyNoWindow(slice, THEIRS),
    run: (props) => openAgain(props, THEIRS),
  },
  {
    id: 'share.reclaim',
    chords: ['R'],
    help: 'shares.action.reclaim',
    isMinor: true,
    tab: 'desktop',
    needs: ['share.reclaim'],
    why: (slice) => (openAsks(slice, GIVEN).some(isRunning) ? null : 'panes.why.notGiven'),
    run: ({ slice, act }) => {
      for (const { id } of openAsks(slice, GIVEN).filter(isRunning)) void act.request('share.reclaim', { ask: id })
    },
  },
  {
    id: 'desktop.stop',
    chords: ['x'],
    help: 'shares.desktop.action.stop',
    short: 'shares.short.stop',
    tab: 'desktop',
    needs: ['activity.stop'],
    why: (slice) => whyNotStop(slice, ALL),
    run: (props) => void stopOne(props, ALL),
  },
]

/** Shares in which the customer may use the rep's own mouse and keyboard. */
const GIVEN: readonly Kind[] = ['desktop.share-control', 'app.share-control']

function isRunning({ state }: { readonly state: string }): boolean {
  return state === 'running'
}
