// Makes a token for a script.
import type { Scope } from '../../session/request.ts'
import { printMessage, printText } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { isoTime, printResult } from '../shape.ts'

interface Options {
  readonly scope?: readonly string[]
  readonly ttl?: number
}

/** `deskhand token create NAME`: {"token","id","expiresAt"}. The token is shown this once. */
export const run: Run<Options> = async ({ io, request }, { args, options }) => {
  const scopes = (options.scope ?? ['read', 'work']) as Scope[] // the request's schema checks them before it leaves
  const made = await request('token.create', { name: args[0] ?? '', scopes, ttlMs: options.ttl ?? null })
  await printResult(io, { token: made.token, id: made.id, expiresAt: isoTime(made.expiresAt) }, async () => {
    await printText(io, made.token)
    await printMessage(io, io.t('cli.token.once', { id: made.id, until: isoTime(made.expiresAt) }))
  })
  return undefined
}
