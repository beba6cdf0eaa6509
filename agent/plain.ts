// The agent without a terminal: what happens, as plain lines or as one JSON value a line. Nobody can be asked here.

import { jsonText } from '../src/terminal/text/json-text.ts'
import type { Front, Happening } from './happening.ts'
import { render } from './render.ts'
import type { Wording } from './wording.ts'

/** Where lines go. */
export interface Sink {
  write(text: string): unknown
}

/** Plain lines for people, safe for any terminal that reads them later. */
export function plainFront(sink: Sink, wording: Wording): Front {
  return {
    ask: null,
    show: (happening) => {
      for (const line of render(happening, wording)) sink.write(`${line.text}\n`)
    },
    setStatus: () => undefined,
    close: () => undefined,
  }
}

/** NDJSON: `at` in ISO 8601 UTC and `type`, then what the type carries. Texts of others are as they arrived. */
export function jsonFront(sink: Sink, clock: () => number): Front {
  return {
    ask: null,
    show: (happening) => void sink.write(`${jsonText(asJson(happening, clock()))}\n`),
    setStatus: () => undefined,
    close: () => undefined,
  }
}

function asJson(happening: Happening, now: number): Readonly<Record<string, unknown>> {
  const { type, ...rest } = happening
  return { type, ...rest, at: new Date('at' in rest ? rest.at : now).toISOString() }
}
