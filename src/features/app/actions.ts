// What a rep can do about applications from anywhere in a session: see, control, show, give, co-browse, stop.
import type { Kind } from '../../session/kinds.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import type { OwnApp, PaneAction, PaneProps } from '../pane.ts'
import { isThere, mayShow, openAgain, openFor, stopOne, whyNotAsk, whyNotStop, whyNoWindow } from '../share-actions.ts'
import type { SharesPart } from '../share-parts.ts'

type Props = PaneProps<SharesPart>
type Action = PaneAction<SharesPart>

/** The customer's applications to the rep. */
export const THEIRS = [
  'app.view',
  'app.control',
  'cobrowse.view',
  'cobrowse.control',
] as const satisfies readonly Kind[]
/** The rep's own applications to the customer. */
export const OURS = ['app.share', 'app.share-control'] as const satisfies readonly Kind[]
const ALL: readonly Kind[] = [...THEIRS, ...OURS]
/** Stands for everything that is installed in the list of what runs. */
const MORE = '+'

async function ask(props: Props, kind: (typeof THEIRS)[number]): Promise<void> {
  props.act.show('app')
  if (isThere(props, kind) || !(await mayShow(props, kind))) return
  void props.act.request(kind, { wanted: '' })
}

async function show(props: Props, kind: (typeof OURS)[number]): Promise<void> {
  const { act } = props
  act.show('app')
  const danger = kind === 'app.share-control' ? 'shares.warnApp' : undefined
  if (isThere(props, kind) || !(await mayShow(props, kind, danger))) return
  // What is shown already goes on with control: nothing is chosen again (APP-18).
  const isShown = kind === 'app.share-control' && openFor(props.slice, 'app.share')?.state === 'running'
  const app = isShown ? null : await pickApp(props)
  if (isShown || app) void act.showOwn({ kind, app })
}

/** Lets the rep choose one of their own applications: what runs first, then all that is installed (APP-12). */
async function pickApp({ act, t }: Props): Promise<OwnApp | null> {
  const running = await act.ownApps(false)
  if (!running) return null
  const more = { id: MORE, label: `+ ${t('shares.app.more')}` }
  const chosen = await act.choose(t('shares.app.which'), [...running.map(optionOf), more])
  if (chosen !== MORE) return running.find((one) => one.id === chosen) ?? null
  const installed = ((await act.ownApps(true)) ?? []).filter((one) => !one.isRunning)
  const wanted = installed.length === 0 ? null : await act.choose(t('shares.app.start'), installed.map(optionOf))
  return installed.find((one) => one.id === wanted) ?? null
}

function optionOf({ id, name, title }: OwnApp): { readonly id: string; readonly label: string; detail: string } {
  return { id, label: safeText(name), detail: safeText(title) }
}

type Named = Pick<Action, 'chords' | 'help' | 'short'>

function asking(kind: Kind, named: Named, run: (props: Props) => Promise<void>): Action {
  return {
    id: kind,
    tab: 'application',
    needs: [kind as Action['needs'][number]], // every kind of application is a request of that name
    why: (slice) => whyNotAsk(slice, kind),
    run: (props) => void run(props),
    ...named,
  }
}

function theirs(kind: (typeof THEIRS)[number], named: Named): Action {
  return asking(kind, named, (props) => ask(props, kind))
}

function ours(kind: (typeof OURS)[number], named: Named): Action {
  return asking(kind, named, (props) => show(props, kind))
}

/** The actions of the Application tab (CON-09). */
export const appActions: readonly Action[] = [
  theirs('app.view', { chords: ['u'], help: 'shares.app.action.see', short: 'shares.short.see' }),
  theirs('app.control', { chords: ['U'], help: 'shares.app.action.control', short: 'shares.short.control' }),
  ours('app.share', { chords: ['z'], help: 'shares.app.action.share', short: 'shares.short.share' }),
  ours('app.share-control', { chords: ['Z'], help: 'shares.app.action.give', short: 'shares.short.give' }),
  theirs('cobrowse.view', {
    chords: ['b'],
    help: 'shares.app.action.cobrowse',
    short: 'shares.short.cobrowse',
  }),
  theirs('cobrowse.control', {
    chords: ['B'],
    help: 'shares.app.action.cobrowseControl',
    short: 'shares.short.cobrowseControl',
  }),
  {
    id: 'app.window',
    chords: ['O'],
    help: 'shares.app.action.window',
    short: 'shares.short.window',
    isMinor: true,
    tab: 'application',
    needs: ['app.view'],
    why: (slice) => whyNoWindow(slice, THEIRS),
    run: (props) => openAgain(props, THEIRS),
  },
  {
    id: 'app.stop',
    chords: ['X'],
    help: 'shares.app.action.stop',
    short: 'shares.short.stop',
    isMinor: true,
    tab: 'application',
    needs: ['activity.stop'],
    why: (slice) => whyNotStop(slice, ALL),
    run: (props) => void stopOne(props, ALL),
  },
]
