// Who a token speaks for: looked up by its hash, never by itself.
import { createHash } from 'node:crypto'
import type { Directory, TokenRow } from '../features/ports.ts'
import type { Identity } from '../protocol/envelope.ts'
import { DeskhandError } from '../protocol/error.ts'
import { SCOPES } from '../session/request.ts'

/** An identity with what it was proven by. */
export interface Proven {
  readonly identity: Identity
  readonly tokenHash: string | null
  /** Account id, or `<session>/<participant>`; null for strangers. */
  readonly owner: string | null
  /** UTC milliseconds. */
  readonly expiresAt: number | null
}

/** The hash a token is kept under. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64url')
}

async function accountIdentity(directory: Directory, row: TokenRow): Promise<Identity | null> {
  const account = await directory.accountById(row.owner)
  if (account?.state !== 'active') return null
  const granted = JSON.parse(row.scopes) as readonly string[]
  const scopes = SCOPES.filter((one) => granted.includes(one) && (one !== 'admin' || account.role === 'admin'))
  const { id, name, email, role } = account
  return { kind: 'account', id, name, email, role, scopes }
}

/**
 * Proves who holds a token; without one, a stranger.
 *
 * @throws DeskhandError `auth.expired` for a token that is unknown, revoked, expired, or whose account is disabled
 */
export async function prove(
  directory: Directory,
  given: { readonly token: string | null; readonly address: string; readonly now: number },
): Promise<Proven> {
  if (!given.token)
    return { identity: { kind: 'stranger', address: given.address }, tokenHash: null, owner: null, expiresAt: null }
  const hash = tokenHash(given.token)
  const row = await directory.tokenByHash(hash)
  if (!row || row.expires_at <= given.now) throw new DeskhandError('auth.expired')
  const proof = { tokenHash: hash, owner: row.owner, expiresAt: row.expires_at }
  if (row.owner_kind === 'participant') {
    const [session = '', id = ''] = row.owner.split('/')
    return { ...proof, identity: { kind: 'participant', session, id, name: '' } }
  }
  const identity = row.owner_kind === 'account' ? await accountIdentity(directory, row) : null
  if (!identity) throw new DeskhandError('auth.expired')
  return { ...proof, identity }
}
