// A session on a real hub with a rep and a customer, each with a raw link, in which something can be shown.
import { encodeFrame, FRAME_KEY } from '../../src/protocol/frame.ts'
import { type Customer, joinAs, openHub, type TestHub } from '../support/hub.ts'
import { type RawLink, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

/** Who is there. */
export interface ShareStage {
  readonly hub: TestHub
  readonly id: string
  /** For others to join with. */
  readonly number: string
  readonly kim: Customer
  /** Of Kim, the customer. */
  readonly agent: RawLink
  /** Of the primary. */
  readonly rep: RawLink
  /** One more link with a token, following this session or another. */
  follow(token: string, session?: string): Promise<RawLink>
}

/** Sets it up. @param options.approval  who joins waits to be let in; Kim is */
export async function shareStage(options: { readonly approval?: true } = {}): Promise<ShareStage> {
  const hub = await openHub({ settings: { 'session.maxCustomers': 3 } })
  const { id, number } = await hub.admin.ask('session.start', options)
  const kim = await joinAs(hub.url, number, 'Kim')
  if (options.approval) await hub.admin.ask('session.admit', { participant: 'Kim' }, { session: id })
  const follow = (token: string, session = id): Promise<RawLink> =>
    rawLink(hub.url, token, { resume: { [`session/${session}`]: 0 } })
  return { hub, id, number, kim, follow, agent: await follow(kim.token), rep: await follow(hub.admin.token) }
}

/** What can be shown of a whole desktop. */
export type ShownDesktop = 'desktop.view' | 'desktop.control' | 'desktop.share' | 'desktop.share-control'

/** Asks for it, and Kim says yes. @returns the ask */
export async function agreed({ hub, id, kim }: ShareStage, name: ShownDesktop): Promise<string> {
  const data = name === 'desktop.share-control' ? { understood: true } : {}
  const { ask } = await until('the customer to be connected', () =>
    hub.admin.ask(name, data as never, { session: id }).catch(() => null),
  )
  await kim.ask('consent.answer', { ask, answer: 'yes', by: 'customer' })
  return ask
}

/** The same, started by the machine that shows it. */
export async function running(on: ShareStage, name: ShownDesktop): Promise<{ ask: string; channel: number }> {
  const ask = await agreed(on, name)
  const isOwn = name === 'desktop.share' || name === 'desktop.share-control'
  const started = isOwn
    ? await on.hub.admin.ask('activity.start', { ask }, { session: on.id })
    : await on.kim.ask('activity.start', { ask })
  if (!started.channel) throw new Error('a channel')
  return { ask, channel: started.channel }
}

/** A frame of this kind that stands alone. */
export function shareFrame(kind: 1 | 2, channel: number, seq = 1): Uint8Array<ArrayBuffer> {
  return encodeFrame({ kind, flags: FRAME_KEY, channel, seq, capturedAt: 1 }, [new Uint8Array(8)])
}
