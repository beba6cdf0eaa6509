// How a share is shown to the rep: who holds mouse and keyboard, how the picture is made, by which way it goes, who looks.
import { controllerOf, picturesOf, senderOf } from '../session/rules.ts'
import type { Ask } from '../session/state.ts'
import { toWidth } from '../terminal/text/cells.ts'
import { safeText } from '../terminal/text/safe-text.ts'
import type { Part } from '../terminal/widgets/line.tsx'
import { askStatus, askSteps } from './ask-parts.ts'
import type { PaneProps, ShareStatus, ViewerWindow } from './pane.ts'
import { optionsOf, type Share, shareOf } from './shares/state.ts'
import type { Slices } from './state.ts'

/** What a pane about shares is given of them. */
export type SharesPart = Slices['shares']
type Props = PaneProps<SharesPart>
/** One line of a pane. */
export type Row = readonly Part[]

const LABEL_CELLS = 12
/** Cells a name or a title takes at most among other words. */
const MAX_NAME_CELLS = 40

/** A fact with its label; an empty label goes on with the one above. */
export function factRow(label: string, ...parts: readonly Part[]): Row {
  return [{ text: `  ${toWidth(label, LABEL_CELLS)}`, tone: 'muted' }, ...parts]
}

/** Everything about one share, from being asked to being over. */
export function shareRows(ask: Ask, props: Props): readonly Row[] {
  const { t, now } = props
  const head: readonly Row[] = [
    [{ text: '  ' }, { text: t(`panes.kind.${ask.kind}`), tone: 'title' }],
    [{ text: '  ' }, ...askSteps(ask, t)],
    factRow(t('shares.desktop.state'), askStatus(ask, t, now)),
  ]
  return ask.state === 'running' ? [...head, ...runningRows(ask, props)] : head
}

function runningRows(ask: Ask, props: Props): readonly Row[] {
  const { t, slice } = props
  const options = optionsOf(slice.part, ask)
  const { holder } = shareOf(slice.part, ask.id)
  const status = slice.statuses.get(ask.id)
  const window = ask.channel === null ? undefined : slice.windows.get(ask.channel)
  return [
    factRow(t('shares.control'), controlPart(ask, holder, props)),
    ...titleRows(ask, props),
    factRow(t('shares.desktop.picture'), { text: pictureWords({ ask, options, status }, props) }),
    ...rateRows(status, options, props),
    ...pathRows({ ask, status, window }, props),
    ...watchingRows(status, props),
    ...(window ? windowRows(window, props) : []),
  ]
}

/** Who holds mouse and keyboard (DSK-04, DSK-10). */
export function controlPart(ask: Ask, holder: Share['holder'], { t, slice }: Props): Part {
  const controller = controllerOf(ask)
  if (controller === null) return { text: t('shares.control.none'), tone: 'muted' }
  const isMe = controller === slice.me?.id
  if (holder === 'nobody') return { text: t(isMe ? 'shares.control.click' : 'shares.control.notYet') }
  if (holder === 'peer' && isMe) return { text: `● ${t('shares.control.you')}`, tone: 'good' }
  const person = holder === 'owner' ? senderOf(ask) : controller
  const name = safeText(slice.core.participants.get(person)?.name ?? '', { maxCells: MAX_NAME_CELLS })
  if (holder === 'peer') return { text: `● ${t('shares.control.other', { name })}`, tone: 'bad' }
  return { text: t(isMe ? 'shares.control.owner' : 'shares.control.taken', { name }), tone: 'warn' }
}

/** The windows that are shown, where they have names. */
function titleRows(ask: Ask, { t }: Props): readonly Row[] {
  const titles = picturesOf(ask).map(({ info }) => String(info.title ?? ''))
  const named = titles.filter((title) => title !== '').map((title) => safeText(title, { maxCells: MAX_NAME_CELLS }))
  return named.map((title, i) => factRow(i === 0 ? t('shares.shows') : '', { text: title }))
}

interface Going {
  readonly ask: Ask
  readonly options: Share['options']
  readonly status: ShareStatus | undefined
}

function pictureWords({ ask, options, status }: Going, { t }: Props): string {
  const made = status?.pictures[0]?.made
  const words = [
    sizeOf(ask),
    t(`shares.mode.${made?.mode ?? options.mode}`),
    t(`shares.colors.${options.colors}`),
    ...(options.monitor === null ? [] : [t('shares.monitor', { number: options.monitor + 1 })]),
    ...(made?.codec ? [made.codec] : []),
  ]
  return words.join(' · ')
}

function rateRows(status: ShareStatus | undefined, { maxKbps }: Share['options'], { t }: Props): readonly Row[] {
  const words = [
    ...(status?.pictures[0]?.made ? [t('shares.rate', rate(status))] : []),
    ...(maxKbps === null ? [] : [t('shares.atMost', { kbps: maxKbps })]),
  ]
  return words.length === 0 ? [] : [factRow(t('shares.speed'), { text: words.join(' · ') })]
}

/** Pictures and kilobits a second of all pictures of the share together. */
function rate(status: ShareStatus | undefined): { readonly fps: number; readonly kbps: number } {
  const made = (status?.pictures ?? []).flatMap((one) => one.made ?? [])
  return {
    fps: Math.round(Math.max(0, ...made.map((one) => one.framesPerSecond))),
    kbps: Math.round(made.reduce((sum, one) => sum + one.kbps, 0)),
  }
}

function sizeOf({ info }: Ask): string {
  return typeof info.width === 'number' && typeof info.height === 'number' ? `${info.width} × ${info.height}` : '–'
}

interface Way {
  readonly ask: Ask
  readonly status: ShareStatus | undefined
  readonly window: ViewerWindow | undefined
}

/** The way of the pictures: the window's own where there is one, else that of those who look. */
function pathRows({ ask, status, window }: Way, props: Props): readonly Row[] {
  const { t, slice } = props
  const watchers = (status?.pictures ?? []).flatMap((one) => one.watchers)
  const mine = watchers.find((one) => one.participant === slice.me?.id)
  const first = senderOf(ask) === slice.me?.id ? watchers[0] : mine
  const path = window?.path ?? first?.path ?? null
  if (path === null) return []
  const latencyMs = window?.latencyMs ?? first?.latencyMs ?? null
  const late = latencyMs === null ? [] : [t('shares.latency', { ms: Math.max(0, Math.round(latencyMs)) })]
  return [factRow(t('shares.path'), { text: [t(`shares.path.${path}`), ...late].join(' · ') })]
}

function watchingRows(status: ShareStatus | undefined, { t, slice }: Props): readonly Row[] {
  if (!status) return []
  const ids = new Set(status.pictures.flatMap((one) => one.watchers.map(({ participant }) => participant)))
  const names = [...ids].map((id) =>
    id === slice.me?.id
      ? t('panes.you')
      : safeText(slice.core.participants.get(id)?.name ?? id, { maxCells: MAX_NAME_CELLS }),
  )
  const nobody = { text: t('shares.nobody'), tone: 'muted' as const }
  return [factRow(t('shares.watching'), names.length === 0 ? nobody : { text: names.join(', ') })]
}

function windowRows(window: ViewerWindow, { t }: Props): readonly Row[] {
  const { state, url, frames, isSeen } = window
  // a page that was never there is on its way; one that is gone was closed
  const shownAs = isSeen || state !== 'live' ? state : frames === 0 ? 'connecting' : 'ended'
  const words = t(`shares.desktop.window.${shownAs}`)
  const shown = t('shares.desktop.frames', { frames })
  return [
    factRow(t('shares.desktop.window'), { text: `${words} · ${shown}` }),
    factRow('', { text: url, tone: 'accent' }),
  ]
}
