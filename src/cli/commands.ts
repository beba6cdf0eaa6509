// Every command of `deskhand`, in the order people are told of them.
import type { CommandSpec } from '../features/command.ts'
import { FEATURE_COMMANDS } from '../features/commands.ts'
import { PROGRAM_COMMANDS } from './commands/command.ts'

const NOUN_ORDER = ['console', 'demo', 'hub', 'login', 'logout', 'whoami', 'passwd', 'token', 'session', 'verify']

/** All commands; a noun stands where its first command stands. */
export const COMMANDS: readonly CommandSpec[] = [...PROGRAM_COMMANDS, ...FEATURE_COMMANDS].toSorted(
  (a, b) => order(a) - order(b),
)

function order({ path: [noun = ''] }: CommandSpec): number {
  const at = NOUN_ORDER.indexOf(noun)
  return at < 0 ? NOUN_ORDER.length : at
}
