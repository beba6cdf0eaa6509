// What runs on this machine under the customer's yes: started only with one, stopped at once when it is taken back.
import type { Translate } from '../../src/language/catalogue.ts'
import { asDeskhandError, DeskhandError } from '../../src/protocol/error.ts'
import type { Kind } from '../../src/session/kinds.ts'
import type { GrantRecord } from '../consent/record.ts'
import type { Elsewhere, Ended, Given, Page, PageOn, ShareChange } from '../features/handler.ts'
import type { Activity, Front, Happening } from '../happening.ts'
import type { Shows } from '../sharing/shows.ts'
import type { Asking } from './asking.ts'
import type { Channel, Channels } from './channel.ts'

/** Activities that may run at the same time. */
export const MAX_ACTIVITIES = 16
/** How long a stopped activity may take to let go of the display, in milliseconds. */
const STOP_PATIENCE_MS = 2_000

/** An ask the customer has allowed. */
export interface Allowed {
  readonly id: string
  readonly kind: Kind
  /** The action as canonical text, as it was shown to the customer. */
  readonly action: string
  readonly by: string
  readonly run: (given: Given) => Promise<Ended>
}

/** Opens a page on what arrives on a channel. @param what.stop  the customer does not want to see it any longer */
export type OpenPage = (what: PageOn & { readonly stop: () => void }) => Promise<Page>

/** What activities need. */
export interface ActivityPorts {
  readonly channels: Channels
  readonly shows: Shows
  readonly asking: Asking
  readonly clipboard: Given['clipboard']
  readonly files: Given['files']
  readonly record: GrantRecord
  readonly translate: Translate
  readonly clock: () => number
  readonly company: () => string
  readonly openPlatform: Given['openPlatform']
  readonly choose: Front['choose'] | undefined
  readonly openPage: OpenPage | null
  readonly prompts: Given['prompts']
  readonly allowApps: Given['allowApps']
  readonly show: (happening: Happening) => void
  /** The list has changed. */
  readonly changed: () => void
}

/** The activities of this machine. */
export interface Activities {
  /** Starts one; without a matching entry in the agent's own record nothing happens. */
  start(allowed: Allowed): void
  /** Stops one that the hub said is over; true when it ran. */
  stop(ask: string, reason: string): boolean
  /** Stops everything of these kinds, or everything; it resolves when nothing is captured any more. */
  stopKinds(kinds: readonly Kind[] | null): { readonly stopped: readonly Kind[]; readonly quiet: Promise<void> }
  has(ask: string): boolean
  /** What the journal says of a running share. */
  changed(ask: string, change: ShareChange): void
  /** The other side has started what it shows here. */
  startedElsewhere(ask: string, elsewhere: Elsewhere): void
  list(): readonly Activity[]
}

interface Running {
  readonly allowed: Allowed
  readonly since: number
  readonly stopper: AbortController
  watchers: number | null
  readonly onShare: ((change: ShareChange) => void)[]
  readonly elsewhere: PromiseWithResolvers<Elsewhere>
  over: Promise<void>
}

/** Starts with nothing running. */
export function startActivities(ports: ActivityPorts): Activities {
  const running = new Map<string, Running>()
  const halt = (one: Running, reason: string): void => {
    running.delete(one.allowed.id)
    one.stopper.abort()
    ports.record.close(one.allowed.id)
    const { id: ask, kind } = one.allowed
    ports.show(reason === 'finished' ? { type: 'finished', ask, kind } : { type: 'stopped', ask, kind, reason })
    ports.changed()
  }
  return {
    start: (allowed) => {
      if (!ports.record.start(allowed.id, allowed.kind, allowed.action)) {
        report(ports, allowed, new DeskhandError('consent.not-granted'))
        return
      }
      if (running.size >= MAX_ACTIVITIES) return report(ports, allowed, new DeskhandError('request.too-many'))
      const one: Running = {
        allowed,
        since: ports.clock(),
        stopper: new AbortController(),
        watchers: null,
        onShare: [],
        elsewhere: Promise.withResolvers<Elsewhere>(),
        over: Promise.resolve(),
      }
      running.set(allowed.id, one)
      one.over = carryOut(ports, one).finally(() => {
        if (running.delete(allowed.id)) ports.changed()
      })
    },
    stop: (ask, reason) => {
      const one = running.get(ask)
      if (one) halt(one, reason)
      return one !== undefined
    },
    stopKinds: (kinds) => {
      const some = [...running.values()].filter((one) => kinds === null || kinds.includes(one.allowed.kind))
      for (const one of some) halt(one, 'customer')
      return { stopped: some.map((one) => one.allowed.kind), quiet: quiet(some.map((one) => one.over)) }
    },
    has: (ask) => running.has(ask),
    changed: (ask, change) => {
      for (const listener of running.get(ask)?.onShare ?? []) listener(change)
    },
    startedElsewhere: (ask, elsewhere) => running.get(ask)?.elsewhere.resolve(elsewhere),
    list: () =>
      [...running.values()].map(({ allowed, since, watchers }) => ({
        ask: allowed.id,
        kind: allowed.kind,
        by: allowed.by,
        since,
        watchers,
      })),
  }
}

async function carryOut(ports: ActivityPorts, one: Running): Promise<void> {
  const { allowed, stopper } = one
  const channels: Channel[] = []
  try {
    const ended = await allowed.run(givenTo(ports, one, channels))
    if (stopper.signal.aborted) return
    ports.record.close(allowed.id)
    if (ended === 'done') void ports.asking.tell('activity.finish', { ask: allowed.id, outcome: 'done' })
    ports.show({ type: 'finished', ask: allowed.id, kind: allowed.kind })
  } catch (error) {
    if (!stopper.signal.aborted) report(ports, allowed, asDeskhandError(error))
  } finally {
    stopper.abort()
    for (const channel of channels) channel.close()
  }
}

/** A page whose stop button ends the share for everybody. */
function openPageOf({ openPage, asking }: ActivityPorts, ask: string): Given['openPage'] {
  if (!openPage) return null
  return (what) => openPage({ ...what, stop: () => void asking.tell('activity.stop', { ask }) })
}

/** How long choosing an application may take, in milliseconds. */
const CHOICE_MS = 120_000

/** Aborted when it is stopped, or nobody has chosen in time. */
function choosing(stopped: AbortSignal): AbortSignal {
  return AbortSignal.any([stopped, AbortSignal.timeout(CHOICE_MS)])
}

function givenTo(ports: ActivityPorts, one: Running, channels: Channel[]): Given {
  const { allowed, stopper } = one
  const { id: ask, kind, by } = allowed
  /** A channel that is closed, direct paths and all, in the moment this is stopped. */
  const open = (number: number): Channel => {
    const opened = ports.channels.open(number)
    channels.push(opened)
    stopper.signal.addEventListener('abort', () => opened.close(), { once: true })
    return opened
  }
  return {
    ask,
    kind,
    by,
    company: ports.company(),
    signal: stopper.signal,
    asking: ports.asking,
    clipboard: ports.clipboard,
    files: ports.files,
    widened: async (part, info) => {
      const { channel } = await ports.asking.ask('activity.widen', { ask, part, info })
      stopper.signal.throwIfAborted()
      return open(channel)
    },
    narrowed: (part) => {
      if (!stopper.signal.aborted) void ports.asking.tell('activity.narrow', { ask, part })
    },
    choose: ports.choose ? (choice) => ports.choose?.(choice, choosing(stopper.signal)) ?? Promise.resolve(null) : null,
    prompts: ports.prompts,
    openPage: openPageOf(ports, ask),
    opened: (url) => ports.show({ type: 'page', ask, kind, url }),
    allowApps: ports.allowApps,
    shows: ports.shows,
    onShare: (listener) => void one.onShare.push(listener),
    startedElsewhere: async () => {
      const elsewhere = await one.elsewhere.promise
      ports.show({ type: 'started', ask, kind, by, info: elsewhere.info })
      return elsewhere
    },
    translate: ports.translate,
    openPlatform: ports.openPlatform,
    started: async (info) => {
      stopper.signal.throwIfAborted()
      const { channel } = await ports.asking.ask('activity.start', { ask, info })
      stopper.signal.throwIfAborted()
      ports.show({ type: 'started', ask, kind, by, info })
      return channel === null ? null : open(channel)
    },
    watched: (count) => {
      if (one.watchers === count || stopper.signal.aborted) return
      one.watchers = count
      ports.show({ type: 'watched', ask, kind, count })
      ports.changed()
    },
  }
}

/** Tells both sides that something the customer allowed did not happen, or not any more. */
function report(ports: ActivityPorts, { id: ask, kind }: Allowed, error: DeskhandError): void {
  const { code, message } = error
  ports.record.close(ask)
  ports.show({ type: 'failed', ask, kind, code, message })
  void ports.asking.tell('activity.finish', {
    ask,
    outcome: 'failed',
    error: { code, message: message.slice(0, 2_000) },
  })
}

async function quiet(runs: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_PATIENCE_MS)
  })
  await Promise.race([Promise.all(runs), patience])
  clearTimeout(timer)
}
