// What a hostile hub says once it has said hello properly: messages that are wrong, cut, replayed or meant for others.
import { hubEnvelope } from '../../src/protocol/envelope.ts'
import { encodeFrame, FRAME_KEY, peekHeader } from '../../src/protocol/frame.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/limits.ts'
import { mutateBytes, WRONG_VALUES } from './hostile-values.ts'

type Next = (below: number) => number
/** One WebSocket message, text or binary. */
export type Message = string | Uint8Array

/** Drawn far more often than the few long ones, which take most of the time to read. */
const SHORT_VALUES = WRONG_VALUES.filter(({ length }) => length < 1_000)
const STREAM = 'session/s_pretend'
const FRAME = encodeFrame({ kind: 1, flags: FRAME_KEY, channel: 7, seq: 1, capturedAt: 1 }, [new Uint8Array(120)])

/** Envelopes that may be lost, with a wrong value in each field. */
const DROPPABLE: readonly ((value: () => string) => string)[] = [
  (value) => `{"t":"watchers","channel":${value()},"count":${value()}}`,
  (value) => `{"t":"refresh","channel":${value()}}`,
  (value) => `{"t":"dropped","channel":${value()},"frames":${value()}}`,
  (value) => `{"t":"notice","code":${value()},"details":${value()}}`,
  (value) => `{"t":"presence","session":${value()},"connected":${value()},"typing":[${value()}]}`,
]

/** Well formed, and about nothing that is so: what was said before, answers nobody waits for, channels nobody has. */
const MEANT_FOR_OTHERS: readonly ((value: () => string, next: Next) => Message)[] = [
  (value) => {
    const event = `{"stream":"${STREAM}","seq":1,"at":0,"type":"surprise","by":{"id":"p","name":"n","role":"r"},"data":${value()},"prev":""}`
    return `{"t":"events","stream":"${STREAM}","upTo":1,"live":true,"events":[${event}]}`
  },
  (value, next) => `{"t":"reply","id":"n${next(1_000)}","outcome":"done","data":${value()}}`,
  (_, next) => `{"t":"watchers","channel":${1 + next(0xffff)},"count":${next(9)}}`,
  (_, next) => `{"t":"refresh","channel":${1 + next(0xffff)}}`,
  () => FRAME,
]

/** One message after which an honest link still stands. */
export function hostileMessage(next: Next): Message {
  const value = (): string => {
    const values = next(20) === 0 ? WRONG_VALUES : SHORT_VALUES
    return values[next(values.length)] ?? '0'
  }
  const droppable = DROPPABLE[next(DROPPABLE.length)]
  const other = MEANT_FOR_OTHERS[next(MEANT_FOR_OTHERS.length)]
  const kind = next(20)
  if (kind < 9) return droppable?.(value) ?? ''
  if (kind < 12) return mutateBytes(FRAME, next)
  if (kind < 18) return FRAME.subarray(0, next(FRAME.length))
  return other?.(value, next) ?? ''
}

/** Whether a message cannot be read at all. */
export function isMalformed(message: Message): boolean {
  return typeof message === 'string'
    ? !hubEnvelope.safeParse(JSON.parse(message)).success // every text of `hostileMessage` is JSON
    : !peekHeader(message).ok
}

/** Messages after each of which there is no link any more. */
export const LAST_WORDS: readonly Message[] = [
  '{',
  '{"t":"welcome","protocol":1,"build":"x","features":{},"you":{"kind":"stranger","address":"x"},"at":0}',
  '{"t":"events","stream":"session/s_pretend","upTo":1,"live":true,"events":[{}]}',
  new Uint8Array(MAX_FRAME_BYTES + 1),
  '{"t":"surprise"}',
  `{"t":"bye","error":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
]
