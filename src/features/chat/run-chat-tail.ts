// Shows the newest chat messages, and goes on showing them.
import type { Event } from '../../journal/event.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printText } from '../../terminal/print/print-message.ts'
import { timeOfDay } from '../../terminal/text/time.ts'
import type { CommandContext, Run } from '../command.ts'
import { authorShape, isoTime, localeOf, printFields } from '../shape.ts'
import type { ChatSent } from './protocol.ts'

interface Options {
  readonly follow?: boolean
  readonly lines?: number
}
const LINES = 20
const PAGE = 500

/** `deskhand chat tail`: one {"seq","at","from","to","text","attachments"} a line. */
export const run: Run<Options> = async (context, { options }) => {
  const id = await context.sessionId()
  const { events, upTo } = await newest(context, id, options.lines ?? LINES)
  const { participants } = await context.request('session.show', { session: id })
  const names = new Map(participants.map((one) => [one.id, one.name]))
  const nameOf = (one: string): string => names.get(one) ?? one
  for (const event of events) await show(context.io, event, nameOf)
  if (!options.follow) return undefined
  for await (const batch of context.follow(`session/${id}`, upTo)) {
    for (const event of batch.events) {
      const joined = (event.data as { readonly participant?: { readonly id?: string; readonly name?: string } } | null)
        ?.participant // looked at
      if (event.type === 'participant.joined' && joined?.id) names.set(joined.id, joined.name ?? joined.id)
      if (event.type === 'chat.sent') await show(context.io, event, nameOf)
    }
  }
  return undefined
}

/** The newest messages, oldest first, read backwards a page at a time. */
async function newest(
  { request }: CommandContext,
  session: string,
  count: number,
): Promise<{ readonly events: readonly Event[]; readonly upTo: number }> {
  let events: Event[] = []
  let upTo = 0
  let before = 0
  for (;;) {
    const page = await request('journal.read', { session, after: before, back: true, limit: PAGE })
    const all = page.events as Event[] // the reply's schema has spoken
    upTo = Math.max(upTo, all.at(-1)?.seq ?? 0)
    events = [...all.filter((event) => event.type === 'chat.sent'), ...events]
    if (!page.more || events.length >= count) return { events: count === 0 ? [] : events.slice(-count), upTo }
    before = page.upTo
  }
}

async function show(io: Io, event: Event, nameOf: (id: string) => string): Promise<void> {
  const { to, text } = event.data as ChatSent // events are checked where they arrive
  if (io.isJson) {
    const shape = { seq: event.seq, at: isoTime(event.at), from: authorShape(event.by), to, text, attachments: [] }
    await printNdjsonLine(io.stdout, shape)
    return
  }
  const at = timeOfDay(event.at, localeOf(io))
  const toWhom = to === 'all' ? '' : nameOf(to)
  if (io.isOutputTty) await printText(io, `${at}  ${event.by.name}${toWhom && ` → ${toWhom}`}: ${text}`)
  else await printFields(io, [at, event.by.name, toWhom, text])
}
