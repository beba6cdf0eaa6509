// A hub put together: storage, journal, dispatch, gateway, relay and pages, started and stopped as one.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Blobs } from '../features/blobs.ts'
import type { HubPorts, Storage } from '../features/ports.ts'
import { DeskhandError } from '../protocol/error.ts'
import { newId, newNumber, newToken } from '../protocol/id.ts'
import { readSettings, type Settings } from '../session/settings.ts'
import { openFolderBlobs } from './blobs/folder.ts'
import { followFiles, sweepFiles } from './blobs/follow-files.ts'
import { openTray } from './clipboard-tray.ts'
import { createDispatch } from './dispatch.ts'
import { Feed } from './gateway/feed.ts'
import { Gateway } from './gateway/gateway.ts'
import { Presence } from './gateway/presence.ts'
import { Relay } from './gateway/relay.ts'
import type { Route } from './http/routes.ts'
import { createHttp } from './http/server.ts'
import { tokenHash } from './identity.ts'
import { createJournals, type HubJournal, openJournal } from './journals.ts'
import { openSigner, readSecret, type Signer } from './keys.ts'
import { createLimiter } from './limiter.ts'
import { composeMail, sendMail } from './mail.ts'
import { createPasswords } from './passwords.ts'
import { sealLeftOvers, sealWhenEnded } from './sealing.ts'
import { isSetupToken } from './setup.ts'
import { SessionTimers } from './timers.ts'

/** What a hub is started with. */
export interface HubOptions {
  readonly storage: Storage
  readonly dataDir: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** The address people use, when it is not the one listened on. */
  readonly publicUrl: string | null
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly behindProxy: boolean
  readonly routes: readonly Route[]
  /** Told of the hub's own faults; never of secrets or of what people wrote. */
  readonly log: (message: string, context: Readonly<Record<string, unknown>>) => void
}

/** A running hub. */
export interface Hub {
  readonly url: string
  readonly ports: HubPorts
  close(): Promise<void>
}

/** How long settings read from the directory stand, in milliseconds: another hub may change them. */
const SETTINGS_TTL_MS = 2_000

function settingsCache(storage: Storage): { get(): Promise<Settings>; forget(): void } {
  let cached: { readonly at: number; readonly settings: Promise<Settings> } | null = null
  return {
    get: () => {
      if (!cached || performance.now() - cached.at > SETTINGS_TTL_MS) {
        const settings = storage.directory.settings().then(readSettings)
        cached = { at: performance.now(), settings }
        settings.catch(() => {
          cached = null
        })
      }
      return cached.settings
    },
    forget: () => {
      cached = null
    },
  }
}

interface Parts {
  readonly journal: HubJournal
  readonly presence: Presence
  readonly signer: Signer
  readonly blobs: Blobs
  /** Set once the server listens. */
  readonly late: { baseUrl: string; gateway: Gateway | null; relay: Relay | null }
}

function createPorts(options: HubOptions, parts: Parts): HubPorts {
  const { storage, dataDir } = options
  const { presence, late } = parts
  const settings = settingsCache(storage)
  const mailPassword = join(dataDir, 'keys', 'mail.password')
  return {
    now: Date.now,
    newId: (prefix) => newId(prefix, randomBytes),
    newNumber: () => newNumber(randomBytes),
    newToken: () => newToken(randomBytes),
    tokenHash,
    directory: storage.directory,
    journals: createJournals(parts.journal, storage.journal),
    passwords: createPasswords(),
    limiter: createLimiter(Date.now),
    settings: settings.get,
    settingsChanged: settings.forget,
    baseUrl: () => late.baseUrl,
    sendMail: async (letter) => sendMail(await settings.get(), mailPassword, letter),
    composeMail: async (letter) => composeMail(await settings.get(), letter),
    sign: async (text) => {
      const { key, publicKey, sign } = parts.signer
      return { key, publicKey, signature: sign(text) }
    },
    connected: (state) => presence.connected(state),
    audience: (channel) => late.relay?.audience(channel) ?? null,
    tray: openTray(),
    blobs: parts.blobs,
    cutLinks: (which) => late.gateway?.cut(which),
    notice: (code, details) => {
      for (const link of presence.links())
        if (link.proven.identity.kind === 'account') link.send({ t: 'notice', code, details })
    },
    turnSecret: () => readSecret(join(dataDir, 'keys'), 'turn.secret'),
    isSetupToken: (token) => isSetupToken(storage, token),
  }
}

/** Channel numbers are random, so that a restarted hub does not hand out one that is still sent on. */
function newChannel(): number {
  return (randomBytes(4).readUInt32BE() || 1) >>> 0
}

/** Events that give a running share a channel. */
const OPENS: readonly string[] = ['activity.started', 'activity.widened']
/** Events after which less is shown, or to fewer people. */
const CLOSES: readonly string[] = ['activity.stopped', 'activity.finished', 'activity.narrowed', 'participant.left']

/** Keeps the relay in step with what the journal says is running. */
function relayActivities(journal: HubJournal, relay: Relay): void {
  journal.onCommit((stream, entries, { core }) => {
    for (const { event } of entries) {
      const { ask, channel } = event.data as { readonly ask?: string; readonly channel?: number | null }
      const opened = OPENS.includes(event.type) ? core.asks.get(ask ?? '') : undefined
      if (opened && channel) relay.open(channel, stream.slice('session/'.length), opened)
    }
    if (entries.some(({ event }) => CLOSES.includes(event.type))) relay.recheck(core)
  })
}

/** Starts a hub; it answers once this resolves. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { storage } = options
  const journal = openJournal(storage.journal, Date.now, (error) =>
    options.log('a commit could not be told on', { problem: String(error), stack: (error as Error).stack }),
  )
  const presence = new Presence()
  const late: Parts['late'] = { baseUrl: options.publicUrl ?? '', gateway: null, relay: null }
  const signer = await openSigner(join(options.dataDir, 'keys'))
  const blobs = await openFolderBlobs(join(options.dataDir, 'blobs'))
  const ports = createPorts(options, { journal, presence, signer, blobs, late })
  const feed = new Feed(journal, storage.journal)
  const relay = new Relay((session, participant) => presence.linkOf(session, participant))
  late.relay = relay
  const timers = new SessionTimers(ports, journal, options.log)
  const dispatch = createDispatch({
    ports,
    journal,
    replyOf: (key) => storage.journal.replyOf(key),
    newChannel,
    log: (error, context) =>
      options.log(error.message, { ...context, stack: (error.cause as Error | undefined)?.stack }),
  })
  const { directory, now } = ports
  const gateway = new Gateway({
    dispatch,
    directory,
    journal,
    feed,
    relay,
    presence,
    now,
    onPresence: timers.ownerChanged,
  })
  late.gateway = gateway
  relayActivities(journal, relay)
  sealWhenEnded(journal, ports, options.log)
  followFiles(journal, blobs, (error) => options.log('a file could not be dropped', { problem: String(error) }))
  await sweepFiles(blobs, ports.journals)
  const server = createHttp({ ...options, dispatch, gateway, hub: ports })
  server.listen(options.port, options.host)
  await once(server, 'listening').catch(async (error: NodeJS.ErrnoException) => {
    timers.stop()
    await gateway.close()
    throw listenError(error, options)
  })
  const address = server.address() as { readonly port: number }
  const url = `${options.tls ? 'https' : 'http'}://${reachable(options.host)}:${address.port}`
  late.baseUrl = options.publicUrl ?? url
  void timers.start()
  const stopping = new AbortController()
  void sealLeftOvers(journal, ports, { log: options.log, signal: stopping.signal })
  return {
    url: late.baseUrl,
    ports,
    close: async () => {
      stopping.abort()
      timers.stop()
      server.closeAllConnections()
      await Promise.all([gateway.close(), new Promise((resolve) => server.close(resolve))])
      await storage.close()
    },
  }
}

/** What others write for the address a hub listens on; for every address of this machine that is its name. */
function reachable(host: string): string {
  if (['0.0.0.0', '::'].includes(host)) return hostname()
  return host.includes(':') ? `[${host}]` : host
}

function listenError(error: NodeJS.ErrnoException, { host, port }: HubOptions): DeskhandError {
  const problem = error.code === 'EADDRINUSE' ? `${host}:${port} is taken; pass another --port` : error.message
  return new DeskhandError('usage', { problem }, error)
}
