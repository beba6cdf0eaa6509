// Signs out: the token stops at the hub, then it is forgotten here.
import { changeConfig, readConfig, withoutHub } from '../../client/config.ts'
import { post } from '../../client/post.ts'
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { asDeskhandError, DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { chosenHub } from '../account.ts'
import type { ProgramContext } from '../context.ts'

/** Refusals that mean the token is of no use any more, which is what was wanted. */
const GONE = ['auth.required', 'auth.expired', 'auth.failed']

/** `deskhand logout`: {"url","signedOut":true}. */
export const run: Run = async (context) => {
  const { io, signal } = context
  const url = await chosenHub(io, (context as ProgramContext).global) // commands of the program get its context
  const known = url === null ? undefined : (await readConfig(io.env)).hubs[url]
  if (url === null || !known) throw new DeskhandError('auth.required')
  await post({ url, token: known.token }, { name: 'account.logout', data: {} }, { signal }).catch((error: unknown) => {
    if (!GONE.includes(asDeskhandError(error).code)) throw error
  })
  await changeConfig(io.env, (config) => withoutHub(config, url))
  await printResult(io, { url, signedOut: true }, () => printMessage(io, io.t('cli.logout.done', { url })))
  return undefined
}
