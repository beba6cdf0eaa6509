// Who may draw on what, and who may wipe it off.
import { controllerOf } from '../../session/rules.ts'
import type { Ask } from '../../session/state.ts'
import { allow, deny, type Given, type Policy, type Verdict } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { AnnotateState, DrawnMark, Layer } from './state.ts'

interface Share {
  readonly ask: Ask
  /** Its pictures, by channel. */
  readonly layers: ReadonlyMap<number, Layer>
}
type Looked = Given<AnnotateState>

/** A running share the asker may see: reps every one, a customer those of theirs. */
function findShare({ core, slice, actor }: Looked, id: string): Share | null {
  const ask = core.asks.get(id)
  const layers = new Map([...slice].filter(([, layer]) => layer.ask === id))
  if (!ask || layers.size === 0 || ask.state !== 'running') return null
  return isRep(actor) || ask.customer === actor.author.id ? { ask, layers } : null
}

function isRep({ author }: Looked['actor']): boolean {
  return author.role !== 'customer'
}

/**
 * Whether a customer, controlling a rep's machine at this moment, is in the way of drawing on a share: on that machine
 * nobody draws, and its rep on nothing, so that there is one owner of the pointer (ANN-03).
 */
function isControlled({ core, slice, actor }: Looked, id: string): boolean {
  return [...slice.values()].some(({ ask: held, holder }) => {
    const ask = core.asks.get(held)
    if (!ask || holder !== 'peer' || controllerOf(ask) !== ask.customer) return false
    return held === id || ask.by === actor.author.id
  })
}

/** Draws; only a customer who controls is in the way, nobody else is refused. */
export const addMark: Policy<RequestData<'annotate.add'>, AnnotateState> = (given, { ask, channel, mark }) => {
  const share = findShare(given, ask)
  const picture = channel ?? share?.ask.channel ?? null
  if (!share || picture === null || !share.layers.has(picture)) return deny('activity.not-found')
  if (isControlled(given, ask)) return deny('annotate.controlled')
  const id = given.newId('m')
  const { customer } = share.ask
  return allow([{ type: 'annotate.added', data: { ask, customer, channel: picture, mark: { id, ...mark } } }], {
    mark: id,
  })
}

/** Removes one mark: a rep anyone's, a customer their own. */
export const removeMark: Policy<RequestData<'annotate.remove'>, AnnotateState> = (given, { ask, mark }) => {
  const share = findShare(given, ask)
  if (!share) return deny('activity.not-found')
  const found = marksOf(share).find(({ id }) => id === mark)
  if (!found) return deny('annotate.not-found', { mark })
  if (!mayWipe(given, found)) return deny('access.denied', { problem: 'it was drawn by someone else' })
  return allow([{ type: 'annotate.removed', data: { ask, customer: share.ask.customer, mark } }])
}

/** Removes all marks; of a customer, only their own. */
export const clearMarks: Policy<RequestData<'annotate.clear'>, AnnotateState> = (given, { ask, channel }): Verdict => {
  const share = findShare(given, ask)
  if (!share || (channel !== null && !share.layers.has(channel))) return deny('activity.not-found')
  const cleared = marksOf(share, channel).filter((one) => mayWipe(given, one)).length
  const author = isRep(given.actor) ? null : given.actor.author.id
  const event = { type: 'annotate.cleared', data: { ask, customer: share.ask.customer, channel, author } }
  return allow(cleared > 0 ? [event] : [], { cleared })
}

/** Marks of one picture, or of all. */
function marksOf({ layers }: Share, channel: number | null = null): readonly DrawnMark[] {
  return [...layers].flatMap(([key, { marks }]) => ((channel ?? key) === key ? marks : []))
}

function mayWipe({ actor }: Looked, { by }: DrawnMark): boolean {
  return isRep(actor) || by === actor.author.id
}
