// Which running share a command means: the one that is named, else the only one.
import { DeskhandError } from '../../protocol/error.ts'
import type { CommandContext } from '../command.ts'
import type { RequestReply } from '../requests.ts'

/** A running share as commands need it. */
export interface FoundShare {
  /** The session's id. */
  readonly session: string
  readonly ask: string
  readonly channel: number
}

/**
 * Finds the share that is meant.
 *
 * @param wanted  id of its ask
 * @throws DeskhandError `activity.not-found` when nothing like that runs; `activity.several` when one must be named
 */
export async function findShare({ request, session }: CommandContext, wanted?: string): Promise<FoundShare> {
  const detail = await request('session.show', { session: await session() })
  const running = detail.asks.filter(({ state }) => state === 'running').flatMap(sharesOf)
  const found = wanted === undefined ? running : running.filter(({ ask }) => ask === wanted)
  const [only, ...others] = found
  if (!only) throw new DeskhandError('activity.not-found')
  if (others.length > 0)
    throw new DeskhandError('activity.several', { asks: found.map(({ ask, kind }) => `${ask} (${kind})`).join(', ') })
  return { session: detail.id, ask: only.ask, channel: only.channel }
}

type AskDetail = RequestReply<'session.show'>['asks'][number]

function sharesOf({ id, kind, channel }: AskDetail) {
  return channel === null ? [] : [{ ask: id, kind, channel }]
}
