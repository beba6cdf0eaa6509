// What the services of accounts share: whose call it is, how an account is shown and made.
import type { Author } from '../../journal/event.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { type AccountView, readAccountSettings, USUAL_VIEW } from '../account-settings.ts'
import type { AccountRow, Decision, HubPorts, ServiceCall } from '../ports.ts'

/** The account of a call; the gate has made sure there is one. */
export async function callerAccount(hub: HubPorts, call: ServiceCall): Promise<AccountRow> {
  const account = call.identity.kind === 'account' ? await hub.directory.accountById(call.identity.id) : null
  if (!account) throw new DeskhandError('auth.required')
  return account
}

/** An account as others may see it. */
export function publicAccount(row: AccountRow) {
  const { id, email, name, role, state, created_at } = row
  const { sessionMode = null } = readAccountSettings(row.settings)
  return { id, email, name, role, state, createdAt: created_at, sessionMode, view: viewOf(row) }
}

/** How pictures open for an account. */
export function viewOf({ settings }: Pick<AccountRow, 'settings'>): AccountView {
  return { ...USUAL_VIEW, ...definedOf(readAccountSettings(settings).view ?? {}) }
}

function definedOf(view: Readonly<Record<string, string | undefined>>): Partial<AccountView> {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined))
}

/** Refuses a password shorter than the site allows: `account.password-weak`. */
export async function checkPassword(hub: Pick<HubPorts, 'settings'>, password: string): Promise<void> {
  const min = (await hub.settings())['account.passwordMin']
  if ([...password].length < min) throw new DeskhandError('account.password-weak', { min })
}

/** What making an account needs of the hub. */
export interface AccountPorts extends Pick<HubPorts, 'directory' | 'passwords' | 'settings' | 'now'> {
  newId(prefix: 'a'): string
}

interface NewAccount {
  readonly email: string
  readonly name: string
  readonly role: 'admin' | 'rep'
  readonly password: string
}

/** Prepares a new account; the row, its secret and the event are written together. */
export async function newAccount(hub: AccountPorts, given: NewAccount, by: Author) {
  await checkPassword(hub, given.password)
  const hash = await hub.passwords.hash(given.password)
  const id = hub.newId('a')
  const row: AccountRow = {
    id,
    email: given.email,
    name: given.name,
    role: given.role,
    state: 'active',
    created_at: hub.now(),
    settings: '{}',
  }
  const { id: _, ...columns } = row
  const decision = async (): Promise<Decision> => {
    if (await hub.directory.accountByEmail(given.email))
      return { code: 'account.exists', details: { email: given.email } }
    return {
      drafts: [{ type: 'account.added', data: { account: id, email: row.email, name: row.name, role: row.role } }],
      by,
      rows: [
        { table: 'account', key: { id }, row: columns },
        { table: 'secret', key: { owner: id, kind: 'password' }, row: { hash } },
      ],
    }
  }
  return { row, decision }
}
