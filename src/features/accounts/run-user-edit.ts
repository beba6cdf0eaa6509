// Changes the name, the role, the session mode, how pictures open, or the password of an account.
import { DeskhandError } from '../../protocol/error.ts'
import type { AccountView } from '../account-settings.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { accountShape, printAccounts } from './account-shape.ts'
import { newPassword } from './new-password.ts'

interface Options {
  readonly name?: string
  readonly role?: 'rep' | 'admin'
  readonly sessionMode?: 'single' | 'multi' | 'site'
  readonly view?: AccountView['window']
  readonly scale?: AccountView['scale']
  readonly colors?: AccountView['colors']
  readonly passwordStdin?: boolean
}

/** `deskhand admin user edit ACCOUNT`: the account as it is now. */
export const run: Run<Options> = async ({ io, request }, { args: [which = ''], options }) => {
  const { name, role, sessionMode, passwordStdin } = options
  const view = viewIn(options)
  if ([name, role, sessionMode, view].every((one) => one === undefined) && !passwordStdin)
    throw new DeskhandError('usage', { problem: io.t('cli.nothingToChange') })
  const { account } = await request('account.change', {
    account: which,
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(sessionMode === undefined ? {} : { sessionMode: sessionMode === 'site' ? null : sessionMode }),
    ...(view && { view }),
    ...(passwordStdin ? { password: await newPassword(io, true) } : {}),
  })
  await printResult(io, accountShape(account), () => printAccounts(io, [account]))
  return undefined
}

/** What was said of how pictures open; undefined for nothing. */
function viewIn({ view: window, scale, colors }: Options): Partial<AccountView> | undefined {
  const said = { ...(window && { window }), ...(scale && { scale }), ...(colors && { colors }) }
  return Object.keys(said).length > 0 ? said : undefined
}
