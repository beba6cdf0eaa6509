// Prints the completion script of a shell.
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { write } from '../../terminal/print/io.ts'
import { COMMANDS } from '../commands.ts'
import { COMPLETIONS } from '../completion.ts'

/** `deskhand completion bash|zsh|fish`. */
export const run: Run = async ({ io }, { args: [shell = ''] }) => {
  const make = Object.hasOwn(COMPLETIONS, shell) ? COMPLETIONS[shell] : undefined
  if (!make)
    throw new DeskhandError('usage', {
      problem: io.t('cli.completion.unknown', { shell, shells: Object.keys(COMPLETIONS).join(', ') }),
    })
  await write(io.stdout, make(COMMANDS, io.t))
  return undefined
}
