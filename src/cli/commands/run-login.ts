// Signs in to a hub and remembers the token; the first administrator signs in with the setup token.
import { hostname } from 'node:os'
import { changeConfig, withSignIn } from '../../client/config.ts'
import { hubAddress } from '../../client/hub-address.ts'
import { type Account, post } from '../../client/post.ts'
import { newPassword } from '../../features/accounts/new-password.ts'
import type { Run } from '../../features/command.ts'
import type { RequestReply } from '../../features/requests.ts'
import { isoTime, printResult } from '../../features/shape.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { MAX_NAME_CHARACTERS } from '../../protocol/limits.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { ask, askSecret, readSecret } from '../../terminal/print/prompt.ts'
import { chosenHub, readToken } from '../account.ts'
import type { ProgramContext } from '../context.ts'

interface Options {
  readonly user?: string
  readonly passwordStdin?: boolean
  readonly setupTokenFile?: string
  readonly name?: string
}

/** `deskhand login URL`: {"url","account":{"id","email","name","role"},"expiresAt"}. */
export const run: Run<Options> = async (context, { args: [typed], options }) => {
  const { io, signal } = context
  const { global } = context as ProgramContext // commands of the program get the program's context
  const url = typed === undefined ? await chosenHub(io, global) : hubAddress(typed)
  if (url === null) throw new DeskhandError('input.required', { what: io.t('cli.login.url'), flag: 'URL' })
  const stranger: Account = { url, token: '' }
  const { initialised, company } = await post(stranger, { name: 'site.about', data: {} }, { signal })
  const setupToken = await setupTokenFor(io, { initialised, options })
  const email = options.user ?? (await ask(io, { text: io.t('cli.login.email'), flag: '--user EMAIL' }))
  const signedIn = await (setupToken === null
    ? logIn(io, { stranger, email, options })
    : setUp(io, { stranger, email, options }, setupToken))
  const { token, expiresAt, account } = signedIn
  await changeConfig(io.env, (config) =>
    withSignIn(config, url, { token, email: account.email, name: account.name, expiresAt }),
  )
  const { id, name, role } = account
  const shape = { url, account: { id, email: account.email, name, role }, expiresAt: isoTime(expiresAt) }
  await printResult(io, shape, () => printMessage(io, io.t('cli.login.done', { name, company, url })))
  return undefined
}

interface Signing {
  readonly stranger: Account
  readonly email: string
  readonly options: Options
}

async function logIn(io: Io, { stranger, email, options }: Signing): Promise<RequestReply<'account.login'>> {
  const question = { text: io.t('cli.login.password'), flag: '--password-stdin' }
  const password = options.passwordStdin ? await readSecret(io) : await askSecret(io, question)
  const device = `deskhand ${hostname()}`.slice(0, MAX_NAME_CHARACTERS)
  return post(stranger, { name: 'account.login', data: { email, password, device } })
}

/** The one-time token of a hub without an administrator, from its file or typed; null for an ordinary sign-in. */
async function setupTokenFor(
  io: Io,
  { initialised, options }: { readonly initialised: boolean; readonly options: Options },
): Promise<string | null> {
  if (options.setupTokenFile !== undefined) return readToken(options.setupTokenFile)
  if (initialised) return null
  if (!io.isInputTty) throw new DeskhandError('hub.not-initialised')
  await printMessage(io, io.t('cli.login.new'))
  const typed = await askSecret(io, { text: io.t('cli.login.setupToken'), flag: '--setup-token-file FILE' })
  return typed.trim().replace(/^.*#/, '') // the whole setup link does as well
}

async function setUp(
  io: Io,
  { stranger, email, options }: Signing,
  token: string,
): Promise<RequestReply<'site.setup'>> {
  const own = email.split('@')[0] ?? email
  const question = { text: io.t('cli.login.name'), flag: '--name NAME' }
  const name = options.name ?? (io.isInputTty ? await ask(io, question, own) : own)
  const password = await newPassword(io, options.passwordStdin === true)
  return post(stranger, { name: 'site.setup', data: { token, email, name, password } })
}
