// Changes the own password.
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { askSecret, readSecret } from '../../terminal/print/prompt.ts'
import type { CommandContext, Run } from '../command.ts'
import { printResult } from '../shape.ts'

interface Options {
  readonly passwordsStdin?: boolean
}

/** `deskhand passwd`: {"changed":true}. With `--passwords-stdin` the old password and the new one, a line each. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const passwords = options.passwordsStdin ? await fromInput(context) : await fromPrompts(context)
  await context.request('account.password', passwords)
  await printResult(io, { changed: true }, () => printMessage(io, io.t('cli.password.changed')))
  return undefined
}

async function fromInput({ io }: CommandContext): Promise<{ old: string; new: string }> {
  const [old, next, ...rest] = (await readSecret(io)).split(/\r?\n/)
  if (!old || !next || rest.length > 0) throw new DeskhandError('usage', { problem: io.t('cli.password.twoLines') })
  return { old, new: next }
}

async function fromPrompts({ io }: CommandContext): Promise<{ old: string; new: string }> {
  const flag = '--passwords-stdin'
  const old = await askSecret(io, { text: io.t('cli.password.old'), flag })
  const next = await askSecret(io, { text: io.t('cli.password.new'), flag })
  const again = await askSecret(io, { text: io.t('cli.password.again'), flag })
  if (next !== again) throw new DeskhandError('usage', { problem: io.t('cli.password.differ') })
  return { old, new: next }
}
