// Serving a hub, and setting one up.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newAccount } from '../features/accounts/account.ts'
import { DeskhandError } from '../protocol/error.ts'
import { newId } from '../protocol/id.ts'
import { readSettings } from '../session/settings.ts'
import { isLoopback } from './http/address.ts'
import type { Route } from './http/routes.ts'
import { type Hub, startHub } from './hub.ts'
import { createJournals, openJournal } from './journals.ts'
import { openSigner } from './keys.ts'
import { createPasswords } from './passwords.ts'
import { type HubPlace, openPlace, readyStorage } from './place.ts'
import { newSetupToken } from './setup.ts'

/** Port of `hub serve` unless told otherwise. */
export const DEFAULT_PORT = 4747

/** How a hub is served. */
export interface ServeOptions extends HubPlace {
  readonly host: string
  readonly port: number
  readonly publicUrl: string | null
  readonly tlsCert: string | null
  readonly tlsKey: string | null
  readonly behindProxy: boolean
  readonly routes: readonly Route[]
  readonly log: (message: string, context: Readonly<Record<string, unknown>>) => void
}

/** A served hub, and the one-time setup token when nobody has set it up yet. */
export interface Served extends Hub {
  readonly setupToken: string | null
}

async function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<{ cert: Buffer; key: Buffer } | null> {
  if (!tlsCert && !tlsKey) return null
  if (!tlsCert || !tlsKey) throw new DeskhandError('usage', { problem: '--tls-cert and --tls-key belong together' })
  const read = (path: string): Promise<Buffer> =>
    readFile(path).catch((cause: Error) =>
      Promise.reject(new DeskhandError('file.unreadable', { path, problem: cause.message }, cause)),
    )
  return { cert: await read(tlsCert), key: await read(tlsKey) }
}

/**
 * Serves a hub until it is closed.
 *
 * @throws DeskhandError `hub.insecure` for plain HTTP beyond loopback, `storage.*`, `usage` when the port is taken
 */
export async function serveHub(options: ServeOptions): Promise<Served> {
  const tls = await readTls(options)
  if (!tls && !options.behindProxy && !isLoopback(options.host))
    throw new DeskhandError('hub.insecure', { host: options.host })
  const storage = await openPlace(options)
  try {
    await readyStorage(storage)
    const setupToken = await newSetupToken(storage, randomBytes)
    const hub = await startHub({ ...options, storage, tls })
    return { ...hub, setupToken }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** Makes the first administrator without serving. @throws DeskhandError `hub.initialised`, `account.password-weak` */
export async function initHub(
  place: HubPlace,
  admin: { readonly email: string; readonly name: string; readonly password: string },
): Promise<{ readonly account: string }> {
  const storage = await openPlace(place)
  try {
    await readyStorage(storage)
    await openSigner(join(place.dataDir, 'keys'))
    if ((await storage.directory.accounts()).length > 0) throw new DeskhandError('hub.initialised')
    const journals = createJournals(openJournal(storage.journal, Date.now), storage.journal)
    const parts = {
      directory: storage.directory,
      journals,
      passwords: createPasswords(),
      now: Date.now,
      newId: (prefix: 'a') => newId(prefix, randomBytes),
      settings: async () => readSettings(await storage.directory.settings()),
    }
    const made = await newAccount(parts, { ...admin, role: 'admin' }, { id: 'setup', name: 'setup', role: 'system' })
    await journals.site(null, made.decision)
    return { account: made.row.id }
  } finally {
    await storage.close()
  }
}
