// Opens the console.
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { chosenAccount } from '../account.ts'
import type { ProgramContext } from '../context.ts'

interface Options {
  readonly layout?: 'dashboard' | 'tray' | 'multi'
}

/** `deskhand` or `deskhand console`. */
export const run: Run<Options> = async (context, { options }) => {
  const { io, global } = context as ProgramContext // commands of the program get the program's context
  if (!io.isInputTty || !io.isOutputTty)
    throw new DeskhandError('input.required', { what: io.t('cli.console.terminal'), flag: '--help' })
  const account = await chosenAccount(io, global)
  throw new DeskhandError('hub.feature-missing', { problem: `${account.url} ${options.layout}` })
}
