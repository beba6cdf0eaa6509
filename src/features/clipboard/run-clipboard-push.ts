// Puts a text on the customer's clipboard, after their yes.
import { type Part, packText } from '../../protocol/clipboard.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import type { Run } from '../command.ts'
import { readStandardInput } from '../read-text.ts'
import { printResult } from '../shape.ts'
import { givePushed, type Place, seen } from './exchange.ts'

/** `deskhand clipboard push [TEXT|-]`: {"ask","characters","bytes"}. */
export const run: Run = async (context, { args }) => {
  const { io, request } = context
  const { packed, told } = packText(await textOf(io, args[0]))
  const session = await context.sessionId()
  const progress = progressLine(io)
  const steps = seen(context.perform('clipboard.push', told), ({ is }) => progress.update(io.t(`cli.step.${is}`)))
  const give = (part: Place & Part): Promise<unknown> => request('clipboard.give', { session, ...part })
  const ask = await givePushed(steps, packed, give).finally(progress.done)
  const { characters, bytes } = told
  await printResult(io, { ask, characters, bytes }, () =>
    printMessage(io, io.t('cli.clipboard.pushed', { characters })),
  )
  return undefined
}

/** What was typed; with `-` or nothing standard input, exactly as it is. */
async function textOf(io: Io, words: unknown): Promise<string> {
  const list = Array.isArray(words) ? words.map(String) : []
  const isTyped = list.length > 0 && !(list.length === 1 && list[0] === '-')
  return isTyped ? list.join(' ') : readStandardInput(io, { what: io.t('cli.text'), flag: 'TEXT' })
}
