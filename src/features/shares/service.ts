// How a running share is going, from what the relay knows of it.
import { DeskhandError } from '../../protocol/error.ts'
import { picturesOf } from '../../session/rules.ts'
import type { Ask } from '../../session/state.ts'
import type { HubPorts, Service } from '../ports.ts'
import { readSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import { optionsOf, shareOf } from './state.ts'

type Reply = RequestReply<'share.status'>

/** Tells of a share; nothing is known of the pictures of one that does not run. @throws DeskhandError `activity.not-found` */
export const showStatus: Service<RequestData<'share.status'>, Reply> = async (
  hub,
  { identity },
  { session, ask: id },
) => {
  const { state } = await readSession(hub, identity, session)
  const ask = state.core.asks.get(id)
  if (!ask) throw new DeskhandError('activity.not-found')
  const { holder } = shareOf(state.shares, id)
  return {
    options: optionsOf(state.shares, ask),
    holder,
    pictures: ask.state === 'running' ? toldOf(hub, ask) : [],
  }
}

function toldOf(hub: HubPorts, ask: Ask): Reply['pictures'] {
  return picturesOf(ask).map((one) => {
    const { picture = null, relayedBytes = 0, windows = null, watchers = [] } = hub.audience(one.channel) ?? {}
    return {
      channel: one.channel,
      title: String(one.info.title ?? ''),
      made: picture,
      relayedBytes,
      windows: windows && [...windows],
      watchers: [...watchers],
    }
  })
}
