// Lists the applications of the rep's own machine that can be shown.
import type { Run } from '../../features/command.ts'
import { printFields, printResult } from '../../features/shape.ts'
import type { ProgramContext } from '../context.ts'

interface Options {
  readonly all?: boolean
  readonly platform?: 'x11' | 'fake'
}

/** `deskhand app list`: {"apps":[{"id","name","title","isRunning"}]}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const machine = await (context as ProgramContext).ownMachine() // commands of the program get the program's context
  const display = { platform: options.platform ?? null, env: io.env, language: io.language }
  const apps = await machine.listApps(display, options.all === true)
  await printResult(io, { apps }, async () => {
    for (const { id, name, title, isRunning } of apps) await printFields(io, [isRunning ? '●' : '○', name, title, id])
  })
  return undefined
}
