// The reading side of everything that is not the journal, the same statements on both engines.
import { type Kysely, sql } from 'kysely'
import type { Directory, SessionQuery, SessionRow } from '../../features/ports.ts'
import { columnsOf } from './rows.ts'
import { type Database, emailKey, SCHEMA } from './schema.ts'
import { sessionList } from './session-list.ts'
import { storable } from './text.ts'

const ACCOUNT = Object.keys(SCHEMA.account.columns) as (keyof Database['account'])[] // declared with those keys
const SESSION = Object.keys(SCHEMA.session.columns) as (keyof SessionRow)[] // declared with those keys
const TOKEN = columnsOf(SCHEMA.token) as (keyof Database['token'])[] // declared with those keys

/** The directory over a database of either engine. */
export function kyselyDirectory(db: Kysely<Database>): Directory {
  const tokens = () => db.selectFrom('token').select(TOKEN)
  const accounts = () => db.selectFrom('account').select(ACCOUNT)
  return {
    accountById: async (id) => (await accounts().where('id', '=', storable(id)).executeTakeFirst()) ?? null,
    accountByEmail: async (email) =>
      (await accounts().where('email_key', '=', emailKey(email)).orderBy('created_at').limit(1).executeTakeFirst()) ??
      null,
    accounts: () => accounts().orderBy('email_key').orderBy('id').execute(),
    secret: async (owner, kind) => {
      const secrets = db.selectFrom('secret').select('hash').where('owner', '=', storable(owner))
      return (await secrets.where('kind', '=', storable(kind)).executeTakeFirst())?.hash ?? null
    },
    tokenByHash: async (hash) => (await tokens().where('hash', '=', storable(hash)).executeTakeFirst()) ?? null,
    tokensOf: (ownerKind, owner) =>
      tokens()
        .where('owner_kind', '=', ownerKind)
        .where('owner', '=', storable(owner))
        .orderBy('created_at')
        .orderBy('hash')
        .execute(),
    sessions: (query: SessionQuery) => sessionList(db, query),
    session: async (id) =>
      (await db.selectFrom('session').select(SESSION).where('id', '=', storable(id)).executeTakeFirst()) ?? null,
    isMember: async (session, account) =>
      (await db
        .selectFrom('session_member')
        .select(sql<number>`1`.as('yes'))
        .where('session', '=', storable(session))
        .where('account', '=', storable(account))
        .executeTakeFirst()) !== undefined,
    code: async (code) =>
      (await db
        .selectFrom('code')
        .select(['code', 'session', 'expires_at'])
        .where('code', '=', storable(code))
        .executeTakeFirst()) ?? null,
    settings: async () => {
      const rows = await db.selectFrom('setting').select(['key', 'value']).orderBy('key').execute()
      return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
    },
  }
}
