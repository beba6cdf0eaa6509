// Every request Deskhand knows, by name. A total list: what is not here does not exist.
import type { z } from 'zod'
import { accountRequests } from './accounts/protocol.ts'
import { annotateRequests } from './annotate/protocol.ts'
import { appRequests } from './app/protocol.ts'
import { chatRequests } from './chat/protocol.ts'
import { clipboardRequests } from './clipboard/protocol.ts'
import { consentRequests } from './consent/protocol.ts'
import { desktopRequests } from './desktop/protocol.ts'
import { directRequests } from './direct/protocol.ts'
import { fileRequests } from './files/protocol.ts'
import { historyRequests } from './history/protocol.ts'
import { lifecycleRequests } from './lifecycle/protocol.ts'
import { noteRequests } from './notes/protocol.ts'
import { peopleRequests } from './people/protocol.ts'
import { shareRequests } from './shares/protocol.ts'
import { siteRequests } from './site/protocol.ts'
import { sysinfoRequests } from './sysinfo/protocol.ts'

/** All requests. */
export const REQUESTS = {
  ...accountRequests,
  ...siteRequests,
  ...lifecycleRequests,
  ...peopleRequests,
  ...consentRequests,
  ...chatRequests,
  ...noteRequests,
  ...sysinfoRequests,
  ...desktopRequests,
  ...annotateRequests,
  ...appRequests,
  ...shareRequests,
  ...historyRequests,
  ...directRequests,
  ...clipboardRequests,
  ...fileRequests,
} as const

type All = typeof REQUESTS
/** Name of a request. */
export type RequestName = keyof All
/** Requests judged by a policy against one session. */
export type SessionRequestName = { [N in RequestName]: All[N]['target'] extends 'session' ? N : never }[RequestName]
/** Requests done by a service of the hub. */
export type SiteRequestName = Exclude<RequestName, SessionRequestName>
/** Data of a request as a program writes it: defaults may be left out. */
export type RequestInput<N extends RequestName> = z.input<All[N]['data']>
/** Data of a request after parsing. */
export type RequestData<N extends RequestName> = z.output<All[N]['data']>
/** What a done request answers with. */
export type RequestReply<N extends RequestName> = z.output<All[N]['reply']> &
  (N extends SessionRequestName ? { readonly seq: number; readonly at: number } : unknown)

/** The declaration of a name that came from outside, or undefined. */
export function findRequest(name: string): All[RequestName] | undefined {
  return Object.hasOwn(REQUESTS, name) ? REQUESTS[name as RequestName] : undefined
}
