// Annotations: marks that people draw on a picture that is shared, seen by everyone who may see the picture.
import { z } from 'zod'
import {
  LEAST_MARK_POINTS,
  MARK_SHAPES,
  MAX_MARK_COORDINATE_PX,
  MAX_MARK_POINTS,
  MAX_MARK_TEXT_CHARACTERS,
  MAX_MARK_WIDTH_PX,
  type Mark,
} from '../../protocol/marks.ts'
import { declare } from '../../session/request.ts'

const id = z.string().min(1).max(64)
const coordinate = z.int().min(0).max(MAX_MARK_COORDINATE_PX)
const characters = (text: string): number => [...text].length

const drawn = z.strictObject({
  shape: z.enum(MARK_SHAPES),
  /** `0xRRGGBB`, as a number. */
  color: z.int().min(0).max(0xffffff),
  widthPx: z.int().min(1).max(MAX_MARK_WIDTH_PX),
  points: z
    .array(z.tuple([coordinate, coordinate]))
    .min(1)
    .max(MAX_MARK_POINTS),
  text: z
    .string()
    // A character is at most two code units: what is longer needs no counting.
    .max(2 * MAX_MARK_TEXT_CHARACTERS)
    .refine((text) => characters(text) <= MAX_MARK_TEXT_CHARACTERS, `at most ${MAX_MARK_TEXT_CHARACTERS} characters`)
    .default(''),
})

type Drawn = z.output<typeof drawn>

const isWhole = ({ shape, points }: Drawn): boolean => points.length >= LEAST_MARK_POINTS[shape]
const hasItsText = ({ shape, text }: Drawn): boolean => (shape === 'text') === (text.trim() !== '')

/** A mark as it is drawn; the hub gives it its id. */
export const newMark = drawn
  .refine(isWhole, 'an arrow and a rectangle need two points')
  .refine(hasItsText, 'a text needs words, and nothing else has them')
/** A mark as it is drawn. */
export type NewMark = z.output<typeof newMark>

/** A mark as it is kept. */
export const mark = drawn.extend({ id })
mark satisfies z.ZodType<Mark>

/** One picture of the share; null is its first, and of what is cleared all of them. */
const channel = z.int().min(1).nullable().default(null)
/** How often in a second one person may draw, and as often remove or clear; each is kept for ever. */
export const MAX_MARKS_PER_SECOND = 40
const everyone = {
  target: 'session',
  who: ['primary', 'assistant', 'customer'],
  scope: 'work',
  perSecond: MAX_MARKS_PER_SECOND,
} as const

/**
 * Requests about annotations of the running share `ask`. Reps remove and clear every mark; a customer, who may draw on
 * what is shown to or of them, removes and clears their own.
 */
export const annotateRequests = {
  'annotate.add': declare({
    ...everyone,
    data: z.strictObject({ ask: id, channel, mark: newMark }),
    reply: z.object({ mark: z.string() }),
  }),
  'annotate.remove': declare({
    ...everyone,
    data: z.strictObject({ ask: id, mark: id }),
    reply: z.object({}),
  }),
  'annotate.clear': declare({
    ...everyone,
    data: z.strictObject({ ask: id, channel }),
    reply: z.object({ cleared: z.number() }),
  }),
} as const

/**
 * Events of annotations; `customer` is the one the share belongs to. `channel` null: of all its pictures; `author` null:
 * of everybody.
 */
export const annotateEvents = {
  'annotate.added': z.strictObject({ ask: id, customer: id, channel: z.int().min(1), mark }),
  'annotate.removed': z.strictObject({ ask: id, customer: id, mark: id }),
  'annotate.cleared': z.strictObject({
    ask: id,
    customer: id,
    channel: z.int().min(1).nullable(),
    author: id.nullable(),
  }),
} as const

/** Data of the event `T`. */
export type AnnotateData<T extends keyof typeof annotateEvents> = z.output<(typeof annotateEvents)[T]>
