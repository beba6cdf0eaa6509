// Accounts and sign-in as the hub does them: argon2id, limited tries, every change in the site's journal.
import { DeskhandError } from '../../protocol/error.ts'
import type { Settings } from '../../session/settings.ts'
import { readAccountSettings } from '../account-settings.ts'
import type { AccountRow, HubPorts, Service, ServiceCall } from '../ports.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import { callerAccount, checkPassword, newAccount, publicAccount, viewOf } from './account.ts'
import { dropTokens, issueToken } from './tokens.ts'

/** Adds an account. */
export const addAccount: Service<RequestData<'account.add'>, RequestReply<'account.add'>> = async (hub, call, data) => {
  const admin = await callerAccount(hub, call)
  const made = await newAccount(hub, data, { id: admin.id, name: admin.name, role: 'admin' })
  const reply = await hub.journals.site(call.key, async () => {
    const decision = await made.decision()
    return 'code' in decision ? decision : { ...decision, reply: { account: publicAccount(made.row) } }
  })
  return reply as RequestReply<'account.add'>
}

/** Lists accounts. */
export const listAccounts: Service<RequestData<'account.list'>, RequestReply<'account.list'>> = async (hub) => ({
  accounts: (await hub.directory.accounts()).map(publicAccount),
})

async function findAccount(hub: HubPorts, wanted: string): Promise<AccountRow> {
  const row = (await hub.directory.accountById(wanted)) ?? (await hub.directory.accountByEmail(wanted))
  if (!row) throw new DeskhandError('account.not-found', { account: wanted })
  return row
}

async function isLastAdmin(hub: HubPorts, row: AccountRow): Promise<boolean> {
  const admins = (await hub.directory.accounts()).filter((one) => one.role === 'admin' && one.state === 'active')
  return row.role === 'admin' && admins.length === 1 && admins[0]?.id === row.id
}

type Change = RequestData<'account.change'>

/** The account with the changes in it. */
function changed(row: AccountRow, data: Change): AccountRow {
  const own = readAccountSettings(row.settings)
  const { sessionMode: mode = own.sessionMode ?? null } = data
  const view = { ...own.view, ...data.view }
  const settings = JSON.stringify({ ...own, sessionMode: mode ?? undefined, view })
  const { name = row.name, role = row.role, state = row.state } = data
  return { ...row, name, role, state, settings }
}

/** What the journal tells of a change: never the password, only that there is a new one. */
function changeEvent(id: string, data: Change) {
  const { account: _, password, ...rest } = data
  const change = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    type: 'account.changed',
    data: { account: id, ...change, ...(password === undefined ? {} : { password: true }) },
  }
}

/** Changes an account; who is disabled, demoted or given another password is signed out at once. */
export const changeAccount: Service<Change, RequestReply<'account.change'>> = async (hub, call, data) => {
  const admin = await callerAccount(hub, call)
  const target = await findAccount(hub, data.account)
  if (data.password !== undefined) await checkPassword(hub, data.password)
  const hash = data.password === undefined ? null : await hub.passwords.hash(data.password)
  const reply = await hub.journals.site(call.key, async () => {
    const row = await findAccount(hub, target.id)
    const next = changed(row, data)
    const weaker = next.role !== 'admin' || next.state !== 'active'
    if (weaker && (await isLastAdmin(hub, row))) return { code: 'account.last-admin' }
    const { id, ...columns } = next
    const secret = hash === null ? [] : [{ table: 'secret', key: { owner: id, kind: 'password' }, row: { hash } }]
    // A new password is given because the old one, and whatever was signed in with it, is not trusted any more.
    const tokens = hash === null ? [] : await hub.directory.tokensOf('account', id)
    return {
      drafts: [changeEvent(id, data)],
      by: { id: admin.id, name: admin.name, role: 'admin' },
      rows: [{ table: 'account', key: { id }, row: columns }, ...secret, ...dropTokens(tokens)],
      reply: { account: publicAccount(next) },
    }
  })
  // Roles are read from the directory at every hello: cut links come back with the new one, or not at all.
  if (data.state === 'disabled' || data.role || data.password) hub.cutLinks({ owner: target.id })
  return reply as RequestReply<'account.change'>
}

/** Signs in. Wrong emails and wrong passwords cost and answer the same, and are limited by address and by account. */
export const login: Service<RequestData<'account.login'>, RequestReply<'account.login'>> = async (hub, call, data) => {
  const keys = [`login/address/${call.address}`, `login/email/${data.email}`] as const
  const row = await hub.limiter.inTurn(keys[0], () => hub.limiter.inTurn(keys[1], () => tryLogin(hub, data, keys)))
  const ttlMs = (await hub.settings())['token.loginTtlMs']
  const issued = await issueToken(hub, row, { name: data.device, scopes: ['read', 'work', 'admin'], ttlMs })
  return { token: issued.token, expiresAt: issued.expiresAt, account: publicAccount(row) }
}

async function tryLogin(
  hub: HubPorts,
  data: RequestData<'account.login'>,
  keys: readonly [address: string, email: string],
): Promise<AccountRow> {
  const seconds = Math.max(...keys.map((key) => hub.limiter.wait(key)))
  if (seconds > 0) throw new DeskhandError('auth.limited', { seconds })
  const row = await hub.directory.accountByEmail(data.email)
  const hash = row && (await hub.directory.secret(row.id, 'password'))
  const right = await hub.passwords.verify(data.password, hash ?? '')
  if (!right || !row || row.state !== 'active') {
    for (const key of keys) hub.limiter.fail(key)
    throw new DeskhandError('auth.failed')
  }
  hub.limiter.clear(keys[1])
  return row
}

/** Changes one's own password; every other token of the account is revoked and its links are cut. */
export const changePassword: Service<RequestData<'account.password'>, RequestReply<'account.password'>> = async (
  hub,
  call,
  data,
) => {
  const row = await callerAccount(hub, call)
  const limited = `login/email/${row.email}`
  await hub.limiter.inTurn(limited, () => checkOld(hub, { row, old: data.old, limited }))
  await checkPassword(hub, data.new)
  const next = await hub.passwords.hash(data.new)
  const others = (await hub.directory.tokensOf('account', row.id)).filter((one) => one.hash !== call.tokenHash)
  await hub.journals.site(call.key, async () => ({
    drafts: [{ type: 'account.changed', data: { account: row.id, password: true } }],
    by: { id: row.id, name: row.name, role: row.role },
    rows: [{ table: 'secret', key: { owner: row.id, kind: 'password' }, row: { hash: next } }, ...dropTokens(others)],
  }))
  for (const { hash } of others) hub.cutLinks({ tokenHash: hash })
  return {}
}

async function checkOld(
  hub: HubPorts,
  given: { readonly row: AccountRow; readonly old: string; readonly limited: string },
): Promise<void> {
  const seconds = hub.limiter.wait(given.limited)
  if (seconds > 0) throw new DeskhandError('auth.limited', { seconds })
  const hash = await hub.directory.secret(given.row.id, 'password')
  if (await hub.passwords.verify(given.old, hash ?? '')) return
  hub.limiter.fail(given.limited)
  throw new DeskhandError('auth.failed')
}

/** Who asks, the names of the requests they may ask: consoles show nothing else (GEN-01), and how pictures open for them. */
export function whoami(
  capabilitiesOf: (identity: ServiceCall['identity'], settings: Settings) => readonly string[],
): Service<RequestData<'account.whoami'>, RequestReply<'account.whoami'>> {
  return async (hub, { identity }) => {
    const row = identity.kind === 'account' ? await hub.directory.accountById(identity.id) : null
    const capabilities = [...capabilitiesOf(identity, await hub.settings())]
    return { you: identity, capabilities, ...(row && { view: viewOf(row) }) }
  }
}
