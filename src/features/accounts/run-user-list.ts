// Lists all accounts.
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { accountShape, printAccounts } from './account-shape.ts'

/** `deskhand admin user list`: [{"id","email","name","role","state","createdAt"}]. */
export const run: Run = async ({ io, request }) => {
  const { accounts } = await request('account.list', {})
  await printResult(io, accounts.map(accountShape), () => printAccounts(io, accounts))
  return undefined
}
