// Reads a command line by the declarations of all commands.
import { CommanderError } from 'commander'
import type { Translate } from '../language/catalogue.ts'
import { DeskhandError } from '../protocol/error.ts'
import { COMMANDS } from './commands.ts'
import { buildProgram, type Typed } from './program.ts'
import { usageError } from './usage-error.ts'

/** Reads a command line. @throws DeskhandError `usage` saying what is wrong with it */
export function parse(args: readonly string[], t: Translate): Typed {
  let typed: Typed | null = null
  const program = buildProgram(COMMANDS, t, (one) => {
    typed = one
  })
  try {
    program.parse([...args], { from: 'user' })
  } catch (error) {
    throw error instanceof CommanderError ? usageError(error, t) : error
  }
  if (!typed) throw new DeskhandError('usage', { problem: t('cli.usage.missingCommand') })
  return typed
}
