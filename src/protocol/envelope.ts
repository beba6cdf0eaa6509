// The JSON envelopes of a link: what a program may say to the hub and what the hub says back.
import { z } from 'zod'
import {
  MAX_DIRECT_PEERS,
  MAX_EVENTS_PER_ENVELOPE,
  MAX_NAME_CHARACTERS,
  MAX_SIGNAL_CHARACTERS,
  MAX_TOLD_TITLE_CHARACTERS,
  MAX_TOLD_WINDOWS,
} from './limits.ts'

const id = z.string().min(1).max(64)
const streamId = z
  .string()
  .max(80)
  .regex(/^(site|session\/[a-z0-9_]+|rep\/[a-z0-9_]+)$/)
const channel = z.int().min(1).max(0xffff_ffff)
/** The hub's number of one who watches a channel and would like a direct path. */
const peer = z.int().min(1).max(0xffff_ffff)
/** How frames reach one who watches. */
const path = z.enum(['relay', 'direct'])

/** The first message of a link; `resume` holds the last seq seen of each stream, which are followed from there. */
export const hello = z.strictObject({
  t: z.literal('hello'),
  protocol: z.strictObject({ min: z.int().min(1).max(1_000), max: z.int().min(1).max(1_000) }),
  build: z.string().max(40),
  features: z.record(z.string().max(40), z.int().min(1).max(1_000)),
  token: z.string().max(200),
  resume: z.record(streamId, z.int().min(0)),
})

/** Something asked of the hub. `id` is chosen by the asker; the same id asked again is applied once. */
export const request = z.strictObject({
  t: z.literal('request').optional(),
  id,
  name: z.string().min(1).max(60),
  /** Session id or number, for requests about one session. */
  session: z.string().min(1).max(40).optional(),
  data: z.unknown(),
})

const follow = z.strictObject({ t: z.literal('follow'), stream: streamId, after: z.int().min(0) })
const unfollow = z.strictObject({ t: z.literal('unfollow'), stream: streamId })
/** Who watches over a direct path stays counted, but the hub relays no pictures to them. */
const watch = z.strictObject({ t: z.literal('watch'), channel, on: z.boolean(), path: path.optional() })
/** A word between the two ends of a direct path, which the hub does not read. The sender of a channel names the peer. */
const signal = z.strictObject({
  t: z.literal('signal'),
  channel,
  peer: peer.nullable(),
  data: z.string().max(MAX_SIGNAL_CHARACTERS),
})
/** This program is the one that sends the channel: a rep may have several. */
const send = z.strictObject({ t: z.literal('send'), channel })
/** How a picture is made, as its sender says. */
export const pictureStats = z.strictObject({
  mode: z.enum(['standard', 'sampling']),
  codec: z.string().max(40).nullable(),
  colors: z.enum(['256', '16bit', 'true']),
  kbps: z.number().min(0).max(1e9),
  framesPerSecond: z.number().min(0).max(1_000),
})
/** What a sender says of its picture, and who watches of how long it takes to them; droppable. */
const stats = z.strictObject({
  t: z.literal('stats'),
  channel,
  picture: pictureStats.nullable(),
  /** Titles of the windows that are seen, the topmost first, where the link is too thin for pictures; hostile text. */
  windows: z.array(z.string().max(MAX_TOLD_TITLE_CHARACTERS)).max(MAX_TOLD_WINDOWS).optional(),
  latencyMs: z.number().min(0).max(3_600_000).nullable(),
})
const refresh = z.strictObject({ t: z.literal('refresh'), channel })
/** Droppable, idempotent: typing, pointer. */
const presence = z.strictObject({
  t: z.literal('presence'),
  session: z.string().min(1).max(40),
  typing: z.boolean(),
})

/** Everything a program may say on a link. */
export const clientEnvelope = z.discriminatedUnion('t', [
  hello,
  request.extend({ t: z.literal('request') }),
  follow,
  unfollow,
  watch,
  send,
  stats,
  signal,
  refresh,
  presence,
])

const wireError = z.object({
  code: z.string().max(80),
  message: z.string().max(2_000),
  help: z.string().max(2_000),
  details: z.record(z.string(), z.unknown()),
})

/** Who a link or a request speaks for. */
export const identity = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('account'),
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['admin', 'rep']),
    scopes: z.array(z.string()),
  }),
  z.object({ kind: z.literal('participant'), id: z.string(), name: z.string(), session: z.string() }),
  z.object({ kind: z.literal('stranger'), address: z.string() }),
])

const author = z.object({ id: z.string(), name: z.string(), role: z.string() })
/** An event as it arrives on a link. */
export const wireEvent = z.object({
  stream: streamId,
  seq: z.int().min(1),
  at: z.number(),
  type: z.string().max(60),
  by: author,
  data: z.unknown(),
  prev: z.string(),
})

const reply = z.discriminatedUnion('outcome', [
  z.object({ t: z.literal('reply'), id, outcome: z.literal('done'), data: z.unknown() }),
  z.object({ t: z.literal('reply'), id, outcome: z.enum(['refused', 'failed']), error: wireError }),
])

/** Everything the hub says on a link. Unknown fields of a newer hub are ignored. */
export const hubEnvelope = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('welcome'),
    protocol: z.int(),
    build: z.string(),
    features: z.record(z.string(), z.int()),
    you: identity,
    at: z.number(),
  }),
  reply,
  z.object({
    t: z.literal('events'),
    stream: streamId,
    /** Every event the receiver may see up to this seq has been sent. */
    upTo: z.int().min(0),
    /** True when the stream has been caught up with and what follows happens now. */
    live: z.boolean(),
    events: z.array(wireEvent).max(MAX_EVENTS_PER_ENVELOPE),
  }),
  z.object({
    t: z.literal('presence'),
    session: z.string(),
    connected: z.array(z.string().max(64)),
    typing: z.array(z.string().max(64)),
  }),
  z.object({
    t: z.literal('watchers'),
    channel,
    /** People who look. */
    count: z.int().min(0),
    /** Whether the one who may control is among them. */
    controller: z.boolean().default(false),
    /** Programs that need the frames over the hub; all, where it is not said. */
    relayed: z.int().min(0).optional(),
    /** Those who may have a direct path; one that is missing here is to be closed. */
    peers: z.array(peer).max(MAX_DIRECT_PEERS).default([]),
    /** Of these, the programs of the one who may control. */
    controls: z.array(peer).max(MAX_DIRECT_PEERS).default([]),
  }),
  /** `peer` is told to the sender of the channel only. */
  z.object({
    t: z.literal('signal'),
    channel,
    peer: peer.nullable(),
    data: z.string().max(MAX_SIGNAL_CHARACTERS),
  }),
  z.object({ t: z.literal('refresh'), channel }),
  z.object({ t: z.literal('dropped'), channel, frames: z.int().min(0) }),
  z.object({ t: z.literal('notice'), code: z.string().max(80), details: z.record(z.string(), z.unknown()) }),
  z.object({ t: z.literal('bye'), error: wireError }),
])

/** One message of a program to the hub. */
export type ClientEnvelope = z.infer<typeof clientEnvelope>
/** One message of the hub to a program. */
export type HubEnvelope = z.infer<typeof hubEnvelope>
/** One request, on a link or over HTTP. */
export type RequestEnvelope = z.infer<typeof request>
/** How a picture is made. */
export type PictureStats = z.infer<typeof pictureStats>
/** Who a link or a request speaks for. */
export type Identity = z.infer<typeof identity>
/** The answer to a request. */
export type Reply = Extract<HubEnvelope, { t: 'reply' }>

/** A name of a person, topic or thing as it is typed: no line breaks, length capped. */
export const nameText = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NAME_CHARACTERS)
  .refine((text) => !/[\n\r\0]/.test(text), 'one line only')
