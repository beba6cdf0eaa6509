// Makes a hub's first administrator without serving it.
import { newPassword } from '../../features/accounts/new-password.ts'
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { initHub } from '../../hub/main.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { ask } from '../../terminal/print/prompt.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

interface Options extends PlaceOptions {
  readonly admin?: string
  readonly name?: string
  readonly passwordStdin?: boolean
}

/** `deskhand hub init`: {"dataDir","account","email"}. */
export const run: Run<Options> = async ({ io }, { options }) => {
  const place = hubPlace(io, options)
  const email = options.admin ?? (await ask(io, { text: io.t('cli.login.email'), flag: '--admin EMAIL' }))
  const password = await newPassword(io, options.passwordStdin === true)
  const name = options.name ?? email.split('@')[0] ?? email
  const { account } = await initHub(place, { email, name, password })
  await printResult(io, { dataDir: place.dataDir, account, email }, () =>
    printMessage(io, io.t('cli.hub.initialised', { email, folder: place.dataDir })),
  )
  return undefined
}
