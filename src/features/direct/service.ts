// Says which servers help to find a direct path, with TURN credentials that soon expire.
import { createHmac } from 'node:crypto'
import { DeskhandError } from '../../protocol/error.ts'
import type { Settings } from '../../session/settings.ts'
import type { Service } from '../ports.ts'
import { readSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'

/** How long TURN credentials are good, in milliseconds: longer than a path is held, so that none breaks for it. */
export const TURN_CREDENTIAL_MS = 12 * 3_600_000

/** Servers for whoever is in the session now. */
export const directServers: Service<RequestData<'direct.servers'>, RequestReply<'direct.servers'>> = async (
  hub,
  call,
  { session },
) => {
  const { viewer } = await readSession(hub, call.identity, session)
  if (viewer.kind === 'visitor') throw new DeskhandError('access.denied', { problem: 'you take no part in it' })
  const { state, id } = viewer.one
  if (state === 'knocking') throw new DeskhandError('access.denied', { problem: 'you were not let in yet' })
  if (state !== 'present')
    throw new DeskhandError('session.state', { state: 'left', problem: 'you are no longer in it' })
  const settings = await hub.settings()
  if (settings['direct.mode'] === 'off') return { mode: 'off', iceServers: [] }
  const turn = turnServers(settings['direct.turn'], await hub.turnSecret(), { who: id, now: hub.now() })
  if (settings['direct.mode'] === 'turn')
    return turn.length === 0 ? { mode: 'off', iceServers: [] } : { mode: 'turn', iceServers: turn }
  const stun = settings['direct.stun']
  return { mode: 'auto', iceServers: [...(stun.length === 0 ? [] : [{ urls: [...stun] }]), ...turn] }
}

type TurnServer = { readonly urls: string[]; readonly username: string; readonly credential: string }

/**
 * TURN servers with the credentials of the shared secret; none without it.
 *
 * @see draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` reads it
 */
function turnServers(
  urls: Settings['direct.turn'],
  secret: string | null,
  { who, now }: { readonly who: string; readonly now: number },
): TurnServer[] {
  if (urls.length === 0 || secret === null) return []
  const username = `${Math.floor((now + TURN_CREDENTIAL_MS) / 1_000)}:${who}`
  const credential = createHmac('sha1', secret).update(username).digest('base64')
  return [{ urls: [...urls], username, credential }]
}
