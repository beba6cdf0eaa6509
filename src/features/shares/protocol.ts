// What goes on in a running share: how the picture is made, and who holds mouse and keyboard.
import { z } from 'zod'
import { pictureStats } from '../../protocol/envelope.ts'
import { declare } from '../../session/request.ts'
import { SHARE_COLORS, SHARE_KBPS, SHARE_MODES } from './choices.ts'

const ask = z.string().min(1).max(64)

/** Options of a share. `maxKbps` null: as much as the path takes. `monitor` null: the whole desktop. */
export const shareOptions = z.strictObject({
  mode: z.enum(SHARE_MODES),
  colors: z.enum(SHARE_COLORS),
  maxKbps: z.int().min(SHARE_KBPS.min).max(SHARE_KBPS.max).nullable(),
  monitor: z.int().min(0).max(63).nullable(),
})
/** Options of a share. */
export type ShareOptions = z.output<typeof shareOptions>

/** How often in a second one person may change a share, tell who holds it, or take it back; each is kept for ever. */
export const MAX_SHARE_CHANGES_PER_SECOND = 20
const perSecond = MAX_SHARE_CHANGES_PER_SECOND

/** Who holds mouse and keyboard: nobody yet, the one who looks (DSK-04), or the owner, who took them back (DSK-10). */
const holder = z.enum(['nobody', 'peer', 'owner'])
/** Who holds mouse and keyboard. */
export type Holder = z.output<typeof holder>

/** One picture of a share: how it is made, and how it reaches those who watch. */
const picture = z.object({
  channel: z.number(),
  title: z.string(),
  made: pictureStats.nullable(),
  relayedBytes: z.number(),
  /** Titles of the windows in it, the topmost first, where the link is too thin for pictures; hostile text. */
  windows: z.array(z.string()).nullable().default(null),
  watchers: z.array(
    z.object({
      participant: z.string(),
      path: z.enum(['relay', 'direct']),
      latencyMs: z.number().nullable(),
      dropped: z.number(),
    }),
  ),
})

/** Requests about running shares. */
export const shareRequests = {
  /** Changes what is given; who looks may choose, and so may the owner. */
  'share.set': declare({
    target: 'session',
    who: ['primary', 'customer'],
    scope: 'work',
    perSecond,
    data: z.strictObject({ ask, options: shareOptions.partial() }),
    reply: z.object({}),
  }),
  /** The machine that is controlled tells who holds mouse and keyboard now. */
  'share.report': declare({
    target: 'session',
    who: ['customer', 'primary'],
    scope: 'work',
    perSecond,
    data: z.strictObject({ ask, holder }),
    reply: z.object({}),
  }),
  /** How a running share is going: its picture, its paths, who watches. */
  'share.status': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({ session: z.string().min(1).max(40), ask }),
    reply: z.object({ options: shareOptions, holder, pictures: z.array(picture) }),
  }),
  /** The owner takes mouse and keyboard back from wherever they are (DSK-10, APP-20). */
  'share.reclaim': declare({
    target: 'session',
    who: ['primary', 'customer'],
    scope: 'work',
    perSecond,
    data: z.strictObject({ ask }),
    reply: z.object({}),
  }),
} as const

/** Events of running shares. */
export const shareEvents = {
  'share.set': z.strictObject({ ask, options: shareOptions }),
  'share.held': z.strictObject({ ask, holder }),
} as const
