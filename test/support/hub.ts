// A real hub in this process, over real sockets, with the people who ask it things.
import { join } from 'node:path'
import { type PostOptions, post } from '../../src/client/post.ts'
import type { RequestInput, RequestName, RequestReply } from '../../src/features/requests.ts'
import { initHub, type Served, type ServeOptions, serveHub } from '../../src/hub/main.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import type { SettingName } from '../../src/session/settings.ts'
import { atEnd } from './ending.ts'
import { temporaryFolder } from './temp.ts'

/** Password of every account a test makes. */
export const PASSWORD = 'correct horse battery'

/** Someone who asks the hub things, one request at a time. */
export interface Asker {
  readonly url: string
  readonly token: string
  ask<N extends RequestName>(name: N, data: RequestInput<N>, options?: PostOptions): Promise<RequestReply<N>>
  /** The code a request is refused with; fails the test when it is done. */
  refusal<N extends RequestName>(name: N, data: RequestInput<N>, options?: PostOptions): Promise<string>
}

/** Someone with an account. */
export interface Rep extends Asker {
  readonly account: string
  readonly email: string
  readonly name: string
}

/** A running hub. */
export interface TestHub extends Asker {
  readonly served: Served
  readonly dataDir: string
  readonly database: string | null
  readonly admin: Rep
  /** What the hub complained of. */
  readonly log: readonly string[]
  close(): Promise<void>
}

/** How a hub is served in a test, beside the defaults. */
export type HubGiven = Partial<ServeOptions> & { readonly settings?: Partial<Record<SettingName, unknown>> }

/** Someone who asks with a token, or a stranger without one. */
export function asker(url: string, token = ''): Asker {
  const ask: Asker['ask'] = (name, data, options) => post({ url, token }, { name, data }, options)
  const refusal: Asker['refusal'] = async (name, data, options) => {
    try {
      await ask(name, data, options)
    } catch (error) {
      if (error instanceof DeskhandError) return error.code
      throw error
    }
    throw new Error(`${name} was done, not refused`)
  }
  return { url, token, ask, refusal }
}

/** Serves a folder that has been set up already; ends with the test. */
export async function serve(dataDir: string, given: HubGiven = {}): Promise<Omit<TestHub, 'admin'>> {
  const log: string[] = []
  const { settings: _, database = null, ...rest } = given
  const served = await serveHub({
    dataDir,
    database,
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    tlsCert: null,
    tlsKey: null,
    behindProxy: false,
    routes: [],
    log: (message, context) => void log.push(`${message} ${JSON.stringify(context)}`),
    ...rest,
  })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= served.close()
    return closing
  }
  atEnd(close)
  return { ...asker(served.url), served, dataDir, database, log, close }
}

/** Sets a hub up, serves it and signs its administrator in; ends with the test. */
export async function openHub(given: HubGiven = {}): Promise<TestHub> {
  const dataDir = given.dataDir ?? join(await temporaryFolder('hub'), 'data')
  const place = { dataDir, database: given.database ?? null }
  await initHub(place, { email: 'admin@example.com', name: 'Admin', password: PASSWORD })
  const hub = await serve(dataDir, given)
  const admin = await signIn(hub.url, 'admin@example.com')
  for (const [name, value] of Object.entries(given.settings ?? {})) await admin.ask('site.set', { name, value })
  return { ...hub, admin }
}

/** Signs an account in. */
export async function signIn(url: string, email: string, password = PASSWORD): Promise<Rep> {
  const { token, account } = await asker(url).ask('account.login', { email, password, device: 'test' })
  return { ...asker(url, token), account: account.id, email, name: account.name }
}

/** Adds an account and signs it in. */
export async function addRep(hub: TestHub, name: string, role: 'rep' | 'admin' = 'rep'): Promise<Rep> {
  const email = `${name.toLowerCase().replace(/\W/g, '')}@example.com`
  await hub.admin.ask('account.add', { email, name, role, password: PASSWORD })
  return signIn(hub.url, email)
}

/** A customer in a session, with the token of their program. */
export interface Customer extends Asker {
  readonly session: string
  readonly participant: string
  readonly state: 'present' | 'knocking'
}

/** Joins by number. */
export async function joinAs(
  url: string,
  code: string,
  name: string,
  rest: Partial<RequestInput<'session.join'>> = {},
): Promise<Customer> {
  const joined = await asker(url).ask('session.join', { code, name, ...rest })
  return {
    ...asker(url, joined.token),
    session: joined.session,
    participant: joined.participant,
    state: joined.state,
  }
}
