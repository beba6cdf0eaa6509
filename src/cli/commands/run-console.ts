// Opens the console.
import { runConsole } from '../../console/main.tsx'
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { chosenAccount } from '../account.ts'
import { readConsoleConfig } from '../console-config.ts'
import type { ProgramContext } from '../context.ts'
import { ownScreensOf } from '../own-screens.ts'
import { showScreenIn } from '../show-screen.ts'
import { watchScreen } from '../watch-screen.ts'

interface Options {
  readonly layout?: 'dashboard' | 'tray' | 'multi'
}

/** `deskhand` or `deskhand console`. */
export const run: Run<Options> = async (context, { options }) => {
  const program = context as ProgramContext // commands of the program get the program's context
  const { io, global, signal } = program
  if (!io.isInputTty || !io.isOutputTty)
    throw new DeskhandError('input.required', { what: io.t('cli.console.terminal'), flag: '--help' })
  const account = await chosenAccount(io, global)
  const { layout: kept, ...config } = await readConsoleConfig(io.env)
  const layout = options.layout ?? kept
  return runConsole({
    ...account,
    language: io.language,
    io,
    process,
    signal,
    config: config as NonNullable<Parameters<typeof runConsole>[0]['config']>, // the file's schema has spoken
    showScreen: showScreenIn(io.language),
    watchScreen,
    ownScreens: ownScreensOf(() => program.ownMachine(), io),
    ...(layout === undefined ? {} : { layout }),
    ...(global.session === undefined ? {} : { session: global.session }),
  })
}
