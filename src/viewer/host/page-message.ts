// Messages of a page, checked where they arrive.
import { z } from 'zod'
import { shareOptions } from '../../features/shares/protocol.ts'
import { MAX_CHAT_CHARACTERS } from '../../protocol/limits.ts'
import { MARK_SHAPES, MAX_MARK_POINTS, MAX_MARK_TEXT_CHARACTERS, MAX_MARK_WIDTH_PX } from '../../protocol/marks.ts'
import { parseJson } from '../../protocol/parse-json.ts'
import { MAX_SCREEN_PX } from '../../protocol/screen.ts'
import { MAX_CLIPBOARD_PART_CHARACTERS, type PageMessage, PROMPT_ANSWERS } from '../wire.ts'

/** The longest name of a mark or a question, in characters. */
const MAX_ID_CHARACTERS = 64

const id = z.string().min(1).max(MAX_ID_CHARACTERS)
const place = z.int().min(0).max(MAX_SCREEN_PX)
const characters = (most: number) => (text: string) => [...text].length <= most

const mark = z.object({
  shape: z.enum(MARK_SHAPES),
  color: z.int().min(0).max(0xffffff),
  widthPx: z.int().min(1).max(MAX_MARK_WIDTH_PX),
  points: z
    .array(z.tuple([place, place]))
    .min(1)
    .max(MAX_MARK_POINTS),
  text: z.string().refine(characters(MAX_MARK_TEXT_CHARACTERS)),
})

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), token: z.string() }),
  z.object({ type: z.literal('drawn'), seq: z.int(), latencyMs: z.number() }),
  z.object({ type: z.literal('lost') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('set'), options: shareOptions.partial() }),
  z.object({ type: z.literal('request-control') }),
  z.object({ type: z.literal('release-control') }),
  z.object({ type: z.literal('mark'), mark }),
  z.object({ type: z.literal('erase'), id }),
  z.object({ type: z.literal('erase-all') }),
  z.object({ type: z.literal('say'), text: z.string().min(1).refine(characters(MAX_CHAT_CHARACTERS)) }),
  z.object({ type: z.literal('answer'), id, answer: z.enum(PROMPT_ANSWERS) }),
  z.object({
    type: z.literal('clipboard-put'),
    part: z.string().max(MAX_CLIPBOARD_PART_CHARACTERS),
    isLast: z.boolean(),
  }),
  z.object({ type: z.literal('clipboard-get') }),
  z.object({ type: z.literal('select'), tab: z.int().min(0) }),
])

/** Reads a message of a page, or `null` when it is none. */
export function readPageMessage(text: string): PageMessage | null {
  const read = message.safeParse(parseJson(text))
  return read.success ? read.data : null
}
