// Tokens: random, hashed at rest, scoped, expiring, and never wider than what made them.

import type { RowWrite } from '../../journal/store.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { SCOPES, type Scope } from '../../session/request.ts'
import type { AccountRow, HubPorts, Service } from '../ports.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import { callerAccount, newAccount, publicAccount } from './account.ts'

/** Tokens one account may hold at once. */
export const MAX_TOKENS = 5_000

/** Life of a token unless told otherwise, in milliseconds; never longer than that of the token it is made with. */
const TOKEN_TTL_MS = 30 * 86_400_000

/** Rows that revoke tokens. */
export function dropTokens(tokens: readonly { readonly hash: string }[]): readonly RowWrite[] {
  return tokens.map(({ hash }) => ({ table: 'token', key: { hash }, row: null }))
}

interface NewToken {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly ttlMs: number
}

/** Makes a token for an account and keeps its hash; the event tells the site, the token is told to its owner only. */
export async function issueToken(hub: HubPorts, row: AccountRow, given: NewToken) {
  const token = hub.newToken()
  const id = hub.newId('t')
  const now = hub.now()
  const expiresAt = now + given.ttlMs
  const old = await hub.directory.tokensOf('account', row.id)
  const dead = old.filter((one) => one.expires_at <= now)
  if (old.length - dead.length >= MAX_TOKENS) throw new DeskhandError('request.too-many')
  const scopes = SCOPES.filter((one) => given.scopes.includes(one) && (one !== 'admin' || row.role === 'admin'))
  await hub.journals.site(null, async () => ({
    drafts: [{ type: 'token.created', data: { account: row.id, token: id, name: given.name, scopes, expiresAt } }],
    by: { id: row.id, name: row.name, role: row.role },
    rows: [
      {
        table: 'token',
        key: { hash: hub.tokenHash(token) },
        row: {
          id,
          owner_kind: 'account',
          owner: row.id,
          name: given.name,
          scopes: JSON.stringify(scopes),
          created_at: now,
          expires_at: expiresAt,
          used_at: null,
        },
      },
      ...dropTokens(dead),
    ],
  }))
  return { token, id, expiresAt }
}

/** Makes a further token; it can carry no scope the present one lacks, and not outlive it. */
export const createToken: Service<RequestData<'token.create'>, RequestReply<'token.create'>> = async (
  hub,
  call,
  data,
) => {
  const row = await callerAccount(hub, call)
  const own = call.tokenHash ? await hub.directory.tokenByHash(call.tokenHash) : null
  const mine = call.identity.kind === 'account' ? call.identity.scopes : []
  const leftMs = own ? own.expires_at - hub.now() : TOKEN_TTL_MS
  const ttlMs = data.ttlMs ?? Math.min(TOKEN_TTL_MS, leftMs)
  if (data.scopes.some((scope) => !mine.includes(scope)) || (own && ttlMs > leftMs))
    throw new DeskhandError('token.wider')
  return issueToken(hub, row, { ...data, ttlMs })
}

/** Lists one's own tokens; their secrets are not known to the hub. */
export const listTokens: Service<RequestData<'token.list'>, RequestReply<'token.list'>> = async (hub, call) => {
  const row = await callerAccount(hub, call)
  const tokens = await hub.directory.tokensOf('account', row.id)
  return {
    tokens: tokens
      .filter((one) => one.expires_at > hub.now())
      .map((one) => ({
        id: one.id,
        name: one.name,
        scopes: JSON.parse(one.scopes) as Scope[],
        createdAt: one.created_at,
        expiresAt: one.expires_at,
      })),
  }
}

async function drop(
  hub: HubPorts,
  row: AccountRow,
  token: { readonly hash: string; readonly id: string },
): Promise<void> {
  await hub.journals.site(null, async () => ({
    drafts: [{ type: 'token.revoked', data: { account: row.id, token: token.id } }],
    by: { id: row.id, name: row.name, role: row.role },
    rows: [{ table: 'token', key: { hash: token.hash }, row: null }],
  }))
  hub.cutLinks({ tokenHash: token.hash })
}

/** Revokes one of one's own tokens by id; its links are cut at once. */
export const revokeToken: Service<RequestData<'token.revoke'>, RequestReply<'token.revoke'>> = async (
  hub,
  call,
  data,
) => {
  const row = await callerAccount(hub, call)
  const token = (await hub.directory.tokensOf('account', row.id)).find((one) => one.id === data.token)
  if (!token) throw new DeskhandError('token.not-found', { token: data.token })
  await drop(hub, row, token)
  return {}
}

/** Signs out: the token of this very request is revoked. */
export const logout: Service<RequestData<'account.logout'>, RequestReply<'account.logout'>> = async (hub, call) => {
  const row = await callerAccount(hub, call)
  const token = call.tokenHash ? await hub.directory.tokenByHash(call.tokenHash) : null
  if (token) await drop(hub, row, token)
  return {}
}

/** Makes the first administrator with the one-time setup token, and signs them in. */
export const setup: Service<RequestData<'site.setup'>, RequestReply<'site.setup'>> = async (hub, call, data) => {
  const limited = `setup/${call.address}`
  await hub.limiter.inTurn(limited, () => checkSetupToken(hub, { token: data.token, limited }))
  const made = await newAccount(hub, { ...data, role: 'admin' }, { id: 'setup', name: 'setup', role: 'system' })
  await hub.journals.site(null, async () =>
    (await hub.directory.accounts()).length > 0 ? { code: 'hub.initialised' } : made.decision(),
  )
  const ttlMs = (await hub.settings())['token.loginTtlMs']
  const issued = await issueToken(hub, made.row, { name: 'setup', scopes: SCOPES, ttlMs })
  return { token: issued.token, expiresAt: issued.expiresAt, account: publicAccount(made.row) }
}

async function checkSetupToken(
  hub: HubPorts,
  given: { readonly token: string; readonly limited: string },
): Promise<void> {
  const seconds = hub.limiter.wait(given.limited)
  if (seconds > 0) throw new DeskhandError('auth.limited', { seconds })
  if ((await hub.directory.accounts()).length > 0) throw new DeskhandError('hub.initialised')
  if (await hub.isSetupToken(given.token)) return
  hub.limiter.fail(given.limited)
  throw new DeskhandError('setup.wrong')
}
