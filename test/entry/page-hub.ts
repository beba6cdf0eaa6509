// The real hub with its public pages, in this process, for tests: it can be stopped and started again at its address.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Link } from '../../src/client/link.ts'
import { type Mirror, openMirror } from '../../src/client/mirror.ts'
import { openLink } from '../../src/client/open-link.ts'
import { post } from '../../src/client/post.ts'
import { entryRoutes } from '../../src/entry/routes.ts'
import type { RequestInput } from '../../src/features/requests.ts'
import { initHub, type Served, serveHub } from '../../src/hub/main.ts'
import { atEnd } from '../support/ending.ts'
import { standInPackage } from '../support/stand-in-package.ts'
import { temporaryFolder } from '../support/temp.ts'

/** The administrator of every such hub. */
export const ADMIN = { email: 'min@example.com', name: 'Min Park', password: 'correct horse battery' } as const

/** A hub with pages. */
export interface PageHub {
  readonly url: string
  readonly setupToken: string | null
  readonly now: Served
  stop(): Promise<void>
  start(): Promise<void>
}

/** Starts a hub; it ends with the test. @param isNew  without an administrator, as after installing */
export async function startPageHub({ isNew = false } = {}): Promise<PageHub> {
  const [dataDir, agentRoot] = [await temporaryFolder('hub'), await standInPackage()]
  await rm(join(agentRoot, 'node_modules')) // without Node in it, so that nothing large is packed
  const place = { dataDir, database: null }
  if (!isNew) await initHub(place, ADMIN)
  const serve = (port: number): Promise<Served> =>
    serveHub({
      ...place,
      host: '127.0.0.1',
      port,
      publicUrl: null,
      tlsCert: null,
      tlsKey: null,
      behindProxy: false,
      routes: entryRoutes({ agentRoot }),
      log: (message, context) => console.error(message, context),
    })
  let now = await serve(0)
  let isOpen = true
  const { url, setupToken } = now
  const stop = async (): Promise<void> => {
    if (isOpen) await now.close()
    isOpen = false
  }
  atEnd(stop)
  return {
    url,
    setupToken,
    get now() {
      return now
    },
    stop,
    start: async () => {
      now = await serve(Number(new URL(url).port))
      isOpen = true
    },
  }
}

/** A rep in a session that was just started. */
export interface PageRep {
  readonly link: Link
  readonly mirror: Mirror
  readonly id: string
  readonly number: string
  ask: Link['request']
}

/** Signs the administrator in and starts a session. */
export async function startSession(url: string, options: RequestInput<'session.start'> = {}): Promise<PageRep> {
  const { email, password } = ADMIN
  const signedIn = await post({ url, token: '' }, { name: 'account.login', data: { email, password, device: 'test' } })
  const link = openLink({ url, token: signedIn.token })
  atEnd(() => link.close())
  const { id, number } = await link.request('session.start', { topic: 'Printer', ...options })
  const mirror = openMirror(link, id)
  await mirror.ready()
  return { link, mirror, id, number, ask: (name, data, more) => link.request(name, data, { session: id, ...more }) }
}

/** Joins a session as another customer's program would. */
export async function joinByLink(
  url: string,
  number: string,
  name: string,
): Promise<{ readonly link: Link; readonly mirror: Mirror; readonly participant: string }> {
  const joined = await post({ url, token: '' }, { name: 'session.join', data: { code: number, name } })
  const link = openLink({ url, token: joined.token })
  atEnd(() => link.close())
  const mirror = openMirror(link, joined.session)
  await mirror.ready()
  return { link, mirror, participant: joined.participant }
}
