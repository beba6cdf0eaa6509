// The one-time setup token: printed by the first `hub serve`, good until there is an administrator.
import type { Storage } from '../features/ports.ts'
import { SYSTEM } from '../journal/event.ts'
import { newToken, type RandomBytes } from '../protocol/id.ts'
import { tokenHash } from './identity.ts'

/** A setup token is good for this long, in milliseconds; the next start prints a new one. */
const SETUP_TTL_MS = 24 * 3_600_000
const OWNER = { kind: 'setup', name: 'site' } as const

/** Makes a new setup token and voids the ones before, or returns null when the hub is set up already. */
export async function newSetupToken(storage: Storage, random: RandomBytes): Promise<string | null> {
  if ((await storage.directory.accounts()).length > 0) return null
  const token = newToken(random)
  const now = Date.now()
  const old = await storage.directory.tokensOf(OWNER.kind, OWNER.name)
  const row = {
    id: `t_setup_${now}`,
    owner_kind: OWNER.kind,
    owner: OWNER.name,
    name: SYSTEM.name,
    scopes: '[]',
    created_at: now,
    expires_at: now + SETUP_TTL_MS,
    used_at: null,
  }
  await storage.journal.commit([
    {
      stream: 'site',
      after: 0,
      lines: [],
      rows: [
        ...old.map(({ hash }) => ({ table: 'token', key: { hash }, row: null })),
        { table: 'token', key: { hash: tokenHash(token) }, row },
      ],
    },
  ])
  return token
}

/** Whether this is the setup token, still good. Once there is an account no token is. */
export async function isSetupToken(storage: Storage, token: string): Promise<boolean> {
  const row = await storage.directory.tokenByHash(tokenHash(token))
  return row?.owner_kind === OWNER.kind && row.expires_at > Date.now()
}
