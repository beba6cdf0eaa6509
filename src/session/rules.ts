// Rules several features share: who is meant by a name, and what stops when.
import type { Draft } from '../journal/event.ts'
import { type CoreData, core as draft } from './events.ts'
import { kindSpec } from './kinds.ts'
import { type Ask, type AskPart, type Core, isOpen, isPending, type Participant, present } from './state.ts'
import { deny, type Verdict } from './verdict.ts'

/** Why something stopped. */
export type StopReason = CoreData<'activity.stopped'>['reason']

/**
 * The participant a person meant: by id, or by a name that only one of those present has (case does not matter).
 *
 * @returns the participant, or a refusal `participant.not-found` / `participant.ambiguous`
 */
export function findParticipant(among: readonly Participant[], wanted: string): Participant | Verdict {
  const byId = among.find((one) => one.id === wanted)
  if (byId) return byId
  const name = wanted.trim().toLocaleLowerCase()
  const named = among.filter((one) => one.name.toLocaleLowerCase() === name)
  if (named.length === 1) return named[0] as Participant
  return deny(named.length ? 'participant.ambiguous' : 'participant.not-found', { participant: wanted })
}

/** Whether `findParticipant` refused. */
export function isVerdict(value: Participant | Verdict): value is Verdict {
  return 'verdict' in value
}

/** Events that end one open ask: withdrawn while nobody answered, stopped once it was granted. */
export function stopAsk(ask: Ask, reason: StopReason): Draft {
  if (isPending(ask)) return draft('consent.withdrawn', { ask: ask.id, reason })
  return draft('activity.stopped', { ask: ask.id, reason })
}

/** Events that end every open ask that `which` picks. */
export function stopAsks(core: Core, reason: StopReason, which: (ask: Ask) => boolean): readonly Draft[] {
  return [...core.asks.values()].filter((ask) => isOpen(ask) && which(ask)).map((ask) => stopAsk(ask, reason))
}

/** Whether an ask is for something that goes on being shown: it stops when the customer in focus changes (MUL-06). */
export function isShare(ask: Ask): boolean {
  return kindSpec(ask.kind).shares === true
}

/** Events that take a participant out of the session and stop what they asked for or were showing. */
export function departure(core: Core, id: string, reason: CoreData<'participant.left'>['reason']): readonly Draft[] {
  const gone = draft('participant.left', { participant: id, reason })
  return [...stopAsks(core, 'left', (ask) => ask.customer === id || ask.by === id), gone]
}

/** The customer who is meant when nobody is named: the one in focus. */
export function focusedCustomer(core: Core): Participant | null {
  return (core.focus && present(core, 'customer').find((one) => one.id === core.focus)) || null
}

/** The participant whose machine is shown. */
export function senderOf(ask: Ask): string {
  return kindSpec(ask.kind).sender === 'rep' ? ask.by : ask.customer
}

/** What the first picture of a share is called where parts are named; no further one may be called so. */
export const FIRST_PART = 'first'

/** The pictures that a running share shows now, each on a channel of its own. */
export function picturesOf({ channel, info, parts = [], isFirstOver }: Ask): readonly Omit<AskPart, 'part'>[] {
  return channel === null || isFirstOver ? parts : [{ channel, info }, ...parts]
}

/** Whether a share sends on this channel, its first or that of a further picture. */
export function sendsOn(ask: Ask, channel: number): boolean {
  return ask.channel === channel || (ask.parts ?? []).some((one) => one.channel === channel)
}

/** The one participant who may use mouse and keyboard in it; null where nobody may. */
export function controllerOf(ask: Ask): string | null {
  const { controls, sender } = kindSpec(ask.kind)
  if (!controls) return null
  return sender === 'rep' ? ask.customer : ask.by
}

/** Whether two shares show the same: a machine shows one picture of a kind, a rep's own applications one each. */
export function isSamePicture(a: Pick<Ask, 'kind' | 'action'>, b: Pick<Ask, 'kind' | 'action'>): boolean {
  return !a.kind.startsWith('app.share') || titleOf(a.action.data) === titleOf(b.action.data)
}

function titleOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'title' in data ? data.title : null
}

/** What runs and is replaced without a break once this starts: the same machine, shown without control. */
export function upgradedBy(core: Core, ask: Ask): Ask | null {
  const { upgrades } = kindSpec(ask.kind)
  const isIt = (one: Ask): boolean =>
    one.kind === upgrades && one.state === 'running' && senderOf(one) === senderOf(ask) && isSamePicture(one, ask)
  return [...core.asks.values()].find((one) => isIt(one) && one.customer === ask.customer) ?? null
}
