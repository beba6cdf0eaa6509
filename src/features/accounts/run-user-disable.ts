// Shuts an account out; its tokens stop at once.
import { DeskhandError } from '../../protocol/error.ts'
import { confirm } from '../../terminal/print/prompt.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { accountShape, printAccounts } from './account-shape.ts'

/** `deskhand admin user disable ACCOUNT`: the account as it is now. */
export const run: Run = async ({ io, request, isSure }, { args: [which = ''] }) => {
  const question = { text: io.t('cli.user.disable', { account: which }), flag: '--yes' }
  if (!isSure && !(await confirm(io, question))) throw new DeskhandError('interrupted')
  const { account } = await request('account.change', { account: which, state: 'disabled' })
  await printResult(io, accountShape(account), () => printAccounts(io, [account]))
  return undefined
}
