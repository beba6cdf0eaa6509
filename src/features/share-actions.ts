// What a rep can do about shares of every sort: ask, warn first, open the window, take control back, stop.
import type { MessageKey } from '../language/catalogue.ts'
import { type Kind, kindSpec } from '../session/kinds.ts'
import { senderOf } from '../session/rules.ts'
import { type Ask, isOpen, isPending, present } from '../session/state.ts'
import { safeText } from '../terminal/text/safe-text.ts'
import type { PaneProps, PaneSlice } from './pane.ts'
import type { SharesPart } from './share-parts.ts'

type Props = PaneProps<SharesPart>
type Slice = PaneSlice<SharesPart>

/** Asks of some kinds about the customer in focus, oldest first. */
function asksOf({ core }: Slice, kinds: readonly Kind[]): readonly Ask[] {
  return [...core.asks.values()].filter((ask) => kinds.includes(ask.kind) && ask.customer === core.focus)
}

/** The open asks of some kinds, oldest first. */
export function openAsks(slice: Slice, kinds: readonly Kind[]): readonly Ask[] {
  return asksOf(slice, kinds).filter(isOpen)
}

/** What a pane shows of some kinds: all that is open, else the newest of what was. */
export function asksToShow(slice: Slice, kinds: readonly Kind[]): readonly Ask[] {
  const open = openAsks(slice, kinds)
  return open.length > 0 ? open : asksOf(slice, kinds).slice(-1)
}

/** An open ask that shows what `kind` would: the same, or what controls it. */
export function openFor(slice: Slice, kind: Kind): Ask | undefined {
  const showing = [...slice.core.asks.values()].filter(
    (ask) =>
      isOpen(ask) && ask.customer === slice.core.focus && (ask.kind === kind || kindSpec(ask.kind).upgrades === kind),
  )
  return showing.at(-1)
}

/** Why a rep cannot ask now, or null. What is open already is not asked for again: its window is shown. */
export function whyNotAsk(slice: Slice, kind: Kind): MessageKey | null {
  const customer = slice.core.focus === null ? undefined : slice.core.participants.get(slice.core.focus)
  if (!customer) return 'panes.why.noCustomer'
  if (kindSpec(kind).sender !== 'rep' && customer.machine?.display === 'none') return 'shares.desktop.noDisplay'
  return slice.me?.role === 'primary' || openFor(slice, kind) ? null : 'panes.why.notPrimary'
}

/** Opens the window of what is shown already. @returns whether there is any such thing, so that nothing is to be asked */
export function isThere({ slice, act }: Props, kind: Kind): boolean {
  const open = openFor(slice, kind)
  if (open?.state === 'running' && senderOf(open) !== slice.me?.id) act.openWindow(open.id)
  return open !== undefined
}

/**
 * Tells what is to be known before something is shown: who else sees it (MUL-05), and what a customer with control of
 * one's own machine can do (DSK-08, APP-19).
 *
 * @param danger  the warning about control, where it is given away
 * @returns whether to go on
 */
export async function mayShow({ slice, act, t }: Props, kind: Kind, danger?: MessageKey): Promise<boolean> {
  const count = present(slice.core, 'customer').length
  const several = count > 1 ? [t('shares.several', { count })] : []
  const sentences = [...several, ...(danger ? [(t as (key: MessageKey) => string)(danger)] : [])] // takes no parameters
  if (sentences.length === 0) return true
  return act.confirm({
    title: t(`panes.kind.${kind}`),
    text: sentences.join('\n\n'),
    yes: t(danger ? 'shares.give' : 'shares.goOn'),
    no: t('panes.no'),
    isDangerous: danger !== undefined,
  })
}

/** Why nothing of some kinds can be opened in a window now, or null. */
export function whyNoWindow(slice: Slice, kinds: readonly Kind[]): MessageKey | null {
  return runningTheirs(slice, kinds).length > 0 ? null : 'panes.why.nothingShown'
}

function runningTheirs(slice: Slice, kinds: readonly Kind[]): readonly Ask[] {
  return openAsks(slice, kinds).filter((ask) => ask.state === 'running' && senderOf(ask) !== slice.me?.id)
}

/** Opens the window of the newest share of some kinds again. */
export function openAgain({ slice, act }: Props, kinds: readonly Kind[]): void {
  const ask = runningTheirs(slice, kinds).at(-1)
  if (ask) act.openWindow(ask.id)
}

/** Why nothing of some kinds can be stopped now, or null. */
export function whyNotStop(slice: Slice, kinds: readonly Kind[]): MessageKey | null {
  if (openAsks(slice, kinds).length === 0) return 'panes.why.nothingShown'
  return slice.me?.role === 'primary' ? null : 'panes.why.notPrimary'
}

/** Stops a share of some kinds, or takes the question back; with several the rep chooses. */
export async function stopOne(props: Props, kinds: readonly Kind[]): Promise<void> {
  const { act, t } = props
  const ask = await pickAsk(props, { among: openAsks(props.slice, kinds), title: t('shares.stopWhich') })
  if (ask) void act.request(isPending(ask) ? 'consent.withdraw' : 'activity.stop', { ask: ask.id })
}

/** The only ask there is, or the one the rep chooses; null when none was chosen. */
export async function pickAsk(
  { act, t }: Props,
  { among, title }: { readonly among: readonly Ask[]; readonly title: string },
): Promise<Ask | null> {
  if (among.length <= 1) return among[0] ?? null
  const options = among.map((ask) => ({
    id: ask.id,
    label: t(`panes.kind.${ask.kind}`),
    detail: safeText(String(ask.info.title ?? '')),
  }))
  const id = await act.choose(title, options)
  return among.find((ask) => ask.id === id) ?? null
}
