// Sends one chat message.
import type { Run } from '../command.ts'
import { wordsOrInput } from '../read-text.ts'
import { isoTime, printResult } from '../shape.ts'

interface Options {
  readonly to?: string
}

/** `deskhand chat send TEXT`: {"seq","at","to","text"}. */
export const run: Run<Options> = async ({ io, request, session }, { args, options }) => {
  const text = await wordsOrInput(io, args[0])
  const to = options.to ?? 'all'
  const { seq, at } = await request('chat.send', { to, text }, { session: await session() })
  await printResult(io, { seq, at: isoTime(at), to, text }, async () => undefined)
  return undefined
}
