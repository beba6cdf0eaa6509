// Prints a session's journal, and goes on printing it.
import type { Event } from '../../journal/event.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { timeOfDay } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import { eventShape, localeOf, printFields } from '../shape.ts'
import { describeEvent, type Names, newNames } from './describe-event.ts'
import { readPages } from './read-pages.ts'

interface Options {
  readonly follow?: boolean
  readonly after?: number
}

/** `deskhand session journal`: one {"stream","seq","at","type","by","data"} a line. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const id = await context.sessionId()
  const names = newNames()
  let upTo = options.after ?? 0
  for await (const page of readPages(context, id, upTo)) {
    for (const event of page.events) await show(io, event, names)
    upTo = page.upTo
  }
  if (!options.follow) return undefined
  for await (const batch of context.follow(`session/${id}`, upTo)) {
    for (const event of batch.events) await show(io, event, names)
    if (batch.events.some((event) => event.type === 'session.ended')) return undefined
  }
  return undefined
}

async function show(io: Io, event: Event, names: Names): Promise<void> {
  names.learn(event)
  if (io.isJson) await printNdjsonLine(io.stdout, eventShape(event))
  else
    await printFields(io, [
      String(event.seq),
      timeOfDay(event.at, localeOf(io), true),
      describeEvent(event, names, io.t),
    ])
}
