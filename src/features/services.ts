// The service of every site request. A request without one does not compile.
import type { Identity } from '../protocol/envelope.ts'
import { offKinds } from '../session/permitted.ts'
import type { RequestSpec } from '../session/request.ts'
import type { Settings } from '../session/settings.ts'
import { addAccount, changeAccount, changePassword, listAccounts, login, whoami } from './accounts/service.ts'
import { createToken, listTokens, logout, revokeToken, setup } from './accounts/tokens.ts'
import { giveClipboard, takeClipboard } from './clipboard/service.ts'
import { directServers } from './direct/service.ts'
import { listFiles } from './files/service.ts'
import { readEvents, readHead, readJournal, readLines } from './history/service.ts'
import { listSessions, showSession, startSession } from './lifecycle/service.ts'
import { inviteToSession } from './people/invite.ts'
import { assistSession, joinSession } from './people/service.ts'
import type { Service } from './ports.ts'
import { REQUESTS, type RequestData, type RequestReply, type SiteRequestName } from './requests.ts'
import { showStatus } from './shares/service.ts'
import { aboutSite, setSite, showSite } from './site/service.ts'

/** Names of the requests an account may ask, with its role, its token's scopes and what the site allows (GEN-01). */
export function capabilitiesOf(identity: Identity, settings: Settings): readonly string[] {
  if (identity.kind !== 'account') return []
  const off = offKinds(settings)
  return Object.entries<RequestSpec>(REQUESTS)
    .filter(([, { kind }]) => !kind || !off.includes(kind))
    .filter(([, spec]) => identity.scopes.includes(spec.scope))
    .filter(([, spec]) => !spec.who.every((who) => who === 'admin') || identity.role === 'admin')
    .filter(([, spec]) => !spec.who.every((who) => who === 'customer' || who === 'knocking'))
    .map(([name]) => name)
}

/** All services, by request. */
export const SERVICES: { readonly [N in SiteRequestName]: Service<RequestData<N>, RequestReply<N>> } = {
  'site.setup': setup,
  'site.about': aboutSite,
  'site.show': showSite,
  'site.set': setSite,
  'account.login': login,
  'account.logout': logout,
  'account.whoami': whoami(capabilitiesOf),
  'account.password': changePassword,
  'account.add': addAccount,
  'account.list': listAccounts,
  'account.change': changeAccount,
  'token.create': createToken,
  'token.list': listTokens,
  'token.revoke': revokeToken,
  'session.start': startSession,
  'session.list': listSessions,
  'session.show': showSession,
  'session.join': joinSession,
  'session.assist': assistSession,
  'session.invite': inviteToSession,
  'journal.read': readJournal,
  'journal.lines': readLines,
  'journal.head': readHead,
  'events.since': readEvents,
  'direct.servers': directServers,
  'share.status': showStatus,
  'clipboard.give': giveClipboard,
  'clipboard.take': takeClipboard,
  'file.list': listFiles,
}
