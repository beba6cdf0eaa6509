// The text clipboard: a rep puts a text on the customer's, or gets theirs; each time asked for, and nowhere written down.
import { z } from 'zod'
import { CLIPBOARD_SALT_BYTES, MAX_CLIPBOARD_BYTES, MAX_CLIPBOARD_PART_BYTES } from '../../protocol/limits.ts'
import { declare } from '../../session/request.ts'

const ask = z.string().min(1).max(64)
const session = z.string().min(1).max(40)
const at = z
  .int()
  .min(0)
  .max(CLIPBOARD_SALT_BYTES + MAX_CLIPBOARD_BYTES)
const MAX_PART_CHARACTERS = 4 * Math.ceil(MAX_CLIPBOARD_PART_BYTES / 3)
const part = z.base64().max(MAX_PART_CHARACTERS)

/** What is told of a text; see `Told`. How long it may be is for the policy to say. */
const told = {
  characters: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
}

/** Requests about the clipboard. */
export const clipboardRequests = {
  /** Puts a text on the customer's clipboard: the text itself is given once they have agreed. */
  'clipboard.push': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    kind: 'clipboard',
    data: z.strictObject(told),
    reply: z.object({ ask: z.string() }),
  }),
  /** Gets the text on the customer's clipboard. */
  'clipboard.pull': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    kind: 'clipboard',
    data: z.strictObject({}),
    reply: z.object({ ask: z.string() }),
  }),
  /** The agent has put the text on the clipboard, or has given the text that was on it. */
  'clipboard.report': declare({
    target: 'session',
    who: ['customer'],
    scope: 'work',
    data: z.strictObject({ ask, ...told }),
    reply: z.object({}),
  }),
  /** The next part of the text, from whoever has it; the hub holds it in memory, for a minute at most. */
  'clipboard.give': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'work',
    data: z.strictObject({ session, ask, at, part, isLast: z.boolean() }),
    reply: z.object({}),
  }),
  /** The part of the text that begins there, for whom it is meant; with the last one the hub forgets it. */
  'clipboard.take': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'work',
    data: z.strictObject({ session, ask, at }),
    reply: z.object({ part, isLast: z.boolean() }),
  }),
} as const

const exchanged = z.strictObject({ ask, customer: z.string(), ...told })

/** Events of the clipboard: who, which way and how much, never what. */
export const clipboardEvents = {
  'clipboard.pushed': exchanged,
  'clipboard.pulled': exchanged,
} as const
/** Data of both. */
export type Exchanged = z.infer<typeof exchanged>
