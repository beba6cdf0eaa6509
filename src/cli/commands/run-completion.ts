// Prints the completion script of a shell.
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { write } from '../../terminal/print/io.ts'
import { COMPLETIONS } from '../completion.ts'
import type { ProgramContext } from '../context.ts'

/** `deskhand completion bash|zsh|fish`. */
export const run: Run = async (context, { args: [shell = ''] }) => {
  const { io, commands } = context as ProgramContext // commands of the program get the program's context
  const make = Object.hasOwn(COMPLETIONS, shell) ? COMPLETIONS[shell] : undefined
  if (!make)
    throw new DeskhandError('usage', {
      problem: io.t('cli.completion.unknown', { shell, shells: Object.keys(COMPLETIONS).join(', ') }),
    })
  await write(io.stdout, make(commands, io.t))
  return undefined
}
