// Gets the text on the customer's clipboard, after their yes.
import { DeskhandError } from '../../protocol/error.ts'
import { MAX_CLIPBOARD_BYTES } from '../../protocol/limits.ts'
import { type Io, write } from '../../terminal/print/io.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import type { CommandContext, Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { writeFileWhole } from '../write-file.ts'
import { seen, takePulled } from './exchange.ts'
import type { Exchanged } from './protocol.ts'

interface Options {
  readonly out?: string
}

/** `deskhand clipboard pull`: {"ask","characters","bytes","text"}; with `--out` "file" in place of "text". */
export const run: Run<Options> = async (context, { options: { out } }) => {
  const { io } = context
  const { text, told } = await pull(context)
  const { ask, characters, bytes } = told
  if (out === undefined) await printResult(io, { ask, characters, bytes, text }, () => printPlain(io, text))
  else {
    await writeFileWhole(out, [text])
    const shape = { ask, characters, bytes, file: out }
    await printResult(io, shape, () => printMessage(io, io.t('cli.written', { file: out })))
  }
  return undefined
}

async function pull(context: CommandContext): Promise<{ readonly text: string; readonly told: Exchanged }> {
  const { io, request } = context
  const session = await context.sessionId()
  const progress = progressLine(io)
  const steps = seen(context.perform('clipboard.pull', {}), ({ is }) => progress.update(io.t(`cli.step.${is}`)))
  try {
    return await takePulled(steps, (place) => request('clipboard.take', { session, ...place }))
  } catch (error) {
    throw ownError(error)
  } finally {
    await progress.done()
  }
}

/** A text that is too long there is too long: nothing is wrong with the machine. */
function ownError(error: unknown): unknown {
  const isTooLarge = error instanceof DeskhandError && error.details.code === 'clipboard.too-large'
  return isTooLarge ? new DeskhandError('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES }, error) : error
}

/** Into a file or a pipe as it is; at a terminal nothing of it is obeyed. */
async function printPlain(io: Io, text: string): Promise<void> {
  await write(io.stdout, io.isOutputTty ? `${safeText(text, { multiline: true })}\n` : text)
}
