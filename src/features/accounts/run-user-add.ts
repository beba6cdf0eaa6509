// Makes an account.
import { ask } from '../../terminal/print/prompt.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { accountShape, printAccounts } from './account-shape.ts'
import { newPassword } from './new-password.ts'

interface Options {
  readonly name?: string
  readonly role?: 'rep' | 'admin'
  readonly passwordStdin?: boolean
}

/** `deskhand admin user add EMAIL`: {"id","email","name","role","state","createdAt"}. */
export const run: Run<Options> = async ({ io, request }, { args: [email = ''], options }) => {
  const name = options.name ?? (await ask(io, { text: io.t('cli.user.name'), flag: '--name NAME' }, email))
  const password = await newPassword(io, options.passwordStdin === true)
  const { account } = await request('account.add', { email, name, role: options.role ?? 'rep', password })
  await printResult(io, accountShape(account), () => printAccounts(io, [account]))
  return undefined
}
