// Lets an account in again.
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { accountShape, printAccounts } from './account-shape.ts'

/** `deskhand admin user enable ACCOUNT`: the account as it is now. */
export const run: Run = async ({ io, request }, { args: [which = ''] }) => {
  const { account } = await request('account.change', { account: which, state: 'active' })
  await printResult(io, accountShape(account), () => printAccounts(io, [account]))
  return undefined
}
