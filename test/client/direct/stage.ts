// A real hub, the link of a customer's machine that sends a channel, and links of reps who watch it.
import { type DirectServer, serveDirect } from '../../../src/client/direct/serve-direct.ts'
import { type AskServers, NO_SERVERS } from '../../../src/client/direct/servers.ts'
import { type DirectWatch, watchDirect } from '../../../src/client/direct/watch-direct.ts'
import type { Link, Watchers } from '../../../src/client/link.ts'
import { openLink } from '../../../src/client/open-link.ts'
import { encodeFrame, FRAME_KEY, FRAME_REFRESH, nextSeq, peekHeader } from '../../../src/protocol/frame.ts'
import { type FramePlace, startFramePlace } from '../../../src/protocol/frame-place.ts'
import { atEnd } from '../../support/ending.ts'
import { addRep, joinAs, openHub, type TestHub } from '../../support/hub.ts'
import { until } from '../../support/wait.ts'

/** One who watches: what a viewer would do with each frame it is shown. */
export interface TestWatcher {
  readonly link: Link
  readonly watch: DirectWatch
  /** Numbers of the frames it could use. */
  readonly seqs: number[]
  /** Numbers of frames that did not follow what it had. */
  readonly missed: number[]
  readonly place: FramePlace
  readonly paths: string[]
  /** When the last frame came, in milliseconds of the process clock. */
  at: number
}

/** The stage. */
export interface Stage {
  readonly hub: TestHub
  readonly id: string
  readonly channel: number
  readonly agent: Link
  readonly server: DirectServer
  watchers: Watchers
  /** Sends the next frame: an update, as long as given, in bytes. */
  send(sizeBytes?: number): boolean
  readonly lastSeq: number
  /** Whole pictures that were asked for. */
  readonly refreshes: number
  /** A rep who watches, by the admin's account or a new one of that name. */
  watcher(options?: { readonly name?: string; readonly servers?: AskServers }): Promise<TestWatcher>
}

const NOBODY: Watchers = { count: 0, controller: false, relayed: 0, peers: [], controls: [] }

/** Sets it up: a desktop is being viewed, and whole pictures are sent as they are asked for. */
export async function stage(
  given: {
    readonly kind?: 'desktop.view' | 'desktop.control'
    readonly servers?: AskServers
    readonly hub?: TestHub
  } = {},
): Promise<Stage> {
  const hub = given.hub ?? (await openHub())
  const { id, number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  const agent = openLink({ url: hub.url, token: kim.token })
  atEnd(() => agent.close())
  agent.follow(`session/${id}`, 0, () => undefined)
  await agent.ready()
  const { ask } = await until('the customer', () => hub.admin.ask(given.kind ?? 'desktop.view', {}, { session: id }))
  await kim.ask('consent.answer', { ask, answer: 'yes', by: 'customer' })
  const { channel } = await kim.ask('activity.start', { ask })
  if (!channel) throw new Error('a channel')
  const servers = given.servers ?? (async () => NO_SERVERS)
  const server = serveDirect({ link: agent, channel, watchers: NOBODY, servers })
  atEnd(() => server.close())
  let [seq, refreshes] = [0, 0]
  const frame = (flags: number, sizeBytes: number): Uint8Array =>
    encodeFrame({ kind: 1, flags, channel, seq, capturedAt: Date.now() }, [new Uint8Array(sizeBytes).fill(seq)])
  const refresh = (): void => {
    refreshes += 1
    server.send(frame(FRAME_KEY | FRAME_REFRESH, 5_000))
  }
  agent.onRefresh((wanted) => void (wanted === channel && refresh()))
  server.onRefresh(refresh)
  const on: Stage = {
    hub,
    id,
    channel,
    agent,
    server,
    watchers: NOBODY,
    send: (sizeBytes = 1_000) => {
      seq = nextSeq(seq)
      return server.send(frame(0, sizeBytes))
    },
    get lastSeq() {
      return seq
    },
    get refreshes() {
      return refreshes
    },
    watcher: (options) => newWatcher(on, options),
  }
  agent.onWatchers((about, watchers) => {
    if (about !== channel) return
    on.watchers = watchers
    server.watched(watchers)
  })
  return on
}

async function newWatcher(
  { hub, id, channel }: Stage,
  { name, servers = async () => NO_SERVERS }: { readonly name?: string; readonly servers?: AskServers } = {},
): Promise<TestWatcher> {
  const who = name === undefined ? hub.admin : await addRep(hub, name)
  if (name !== undefined) await who.ask('session.assist', { session: id })
  const link = openLink({ url: hub.url, token: who.token as string }) // signed in just above
  atEnd(() => link.close())
  const followed = Promise.withResolvers<void>()
  link.follow(`session/${id}`, 0, ({ live }) => void (live && followed.resolve()))
  await followed.promise
  const [seqs, missed, paths]: [number[], number[], string[]] = [[], [], []]
  const place = startFramePlace()
  const watcher: TestWatcher = {
    link,
    seqs,
    missed,
    place,
    paths,
    at: 0,
    watch: watchDirect({
      link,
      channel,
      servers,
      random: () => 0,
      onFrame: (bytes) => {
        const peeked = peekHeader(bytes)
        if (!peeked.ok) throw new Error(peeked.code)
        const verdict = place.judge(peeked.header, true)
        if (verdict === 'skip') return
        watcher.at = performance.now()
        const list = verdict === 'send' ? seqs : missed
        list.push(peeked.header.seq)
      },
      onPath: (path) => void paths.push(path),
    }),
  }
  atEnd(() => watcher.watch.close())
  return watcher
}
