// Says who the hub takes this program for.
import { printText } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand whoami`: {"kind","id","name","email","role","scopes","capabilities","view"}. */
export const run: Run = async ({ io, request }) => {
  const { you, capabilities, view } = await request('account.whoami', {})
  await printResult(io, { ...you, capabilities, ...(view && { view }) }, async () => {
    if (you.kind === 'account') await printText(io, `${you.name} <${you.email}> (${you.role})`)
    else await printText(io, you.kind)
  })
  return undefined
}
