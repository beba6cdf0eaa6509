// Changes the name, the role, the session mode or the password of an account.
import { DeskhandError } from '../../protocol/error.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { accountShape, printAccounts } from './account-shape.ts'
import { newPassword } from './new-password.ts'

interface Options {
  readonly name?: string
  readonly role?: 'rep' | 'admin'
  readonly sessionMode?: 'single' | 'multi' | 'site'
  readonly passwordStdin?: boolean
}

/** `deskhand admin user edit ACCOUNT`: the account as it is now. */
export const run: Run<Options> = async ({ io, request }, { args: [which = ''], options }) => {
  const { name, role, sessionMode, passwordStdin } = options
  if (name === undefined && role === undefined && sessionMode === undefined && !passwordStdin)
    throw new DeskhandError('usage', { problem: io.t('cli.nothingToChange') })
  const { account } = await request('account.change', {
    account: which,
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(sessionMode === undefined ? {} : { sessionMode: sessionMode === 'site' ? null : sessionMode }),
    ...(passwordStdin ? { password: await newPassword(io, true) } : {}),
  })
  await printResult(io, accountShape(account), () => printAccounts(io, [account]))
  return undefined
}
