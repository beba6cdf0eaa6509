// Prints events of every stream one may see, after a cursor, and goes on printing them.
import type { Event } from '../../journal/event.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { timeOfDay } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import { eventShape, localeOf, printFields } from '../shape.ts'
import { describeEvent, newNames } from './describe-event.ts'

interface Options {
  readonly since?: number
  readonly follow?: boolean
}
/** How long the hub may hold a request back until something happens, in milliseconds. */
const WAIT_MS = 25_000
const TIMEOUT_MS = 2 * WAIT_MS

/**
 * `deskhand events`: one {"stream","seq","at","type","by","data","cursor"} a line.
 *
 * Going on with `--since` and the cursor of the last line read misses nothing; after a break within a page it may
 * repeat some.
 */
export const run: Run<Options> = async ({ io, request, signal }, { options }) => {
  const names = newNames()
  let cursor = options.since ?? 0
  // A hub that cannot be reached at the start is an error; one that goes away later is waited for.
  for (let isPatient = false; ; isPatient = true) {
    const waitMs = options.follow ? WAIT_MS : 0
    const page = await request('events.since', { cursor, waitMs }, { timeoutMs: TIMEOUT_MS, isPatient })
    for (const [index, raw] of page.events.entries()) {
      const event = raw as Event // the reply's schema has spoken
      const reached = index === page.events.length - 1 ? page.cursor : cursor
      names.learn(event)
      if (io.isJson) await printNdjsonLine(io.stdout, { ...eventShape(event), cursor: reached })
      else
        await printFields(io, [
          timeOfDay(event.at, localeOf(io), true),
          event.stream,
          describeEvent(event, names, io.t),
        ])
      if (signal.aborted) return undefined
    }
    cursor = page.cursor
    if (!page.more && !options.follow) break
  }
  if (!io.isJson) await printMessage(io, io.t('cli.cursor', { cursor }))
  return undefined
}
