// Takes a token back.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand token revoke ID`: {"id","revoked":true}. */
export const run: Run = async ({ io, request }, { args: [id = ''] }) => {
  await request('token.revoke', { token: id })
  await printResult(io, { id, revoked: true }, () => printMessage(io, io.t('cli.token.revoked', { id })))
  return undefined
}
