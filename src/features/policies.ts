// The policy of every session request, with the part of the state it may look at. A request without one does not compile.
import type { Policy } from '../session/verdict.ts'
import { addMark, clearMarks, removeMark } from './annotate/policy.ts'
import { appPolicies } from './app/policy.ts'
import { sendChat } from './chat/policy.ts'
import { pullClipboard, pushClipboard, reportClipboard } from './clipboard/policy.ts'
import {
  answer,
  deliver,
  finishActivity,
  narrowActivity,
  revoke,
  startActivity,
  stopActivity,
  widenActivity,
  withdraw,
} from './consent/policy.ts'
import { desktopPolicies } from './desktop/policy.ts'
import { openFiles, reportFile, unpublishFile } from './files/policy.ts'
import { endSession } from './lifecycle/policy.ts'
import { saveNote } from './notes/policy.ts'
import { admit, focus, leave, passControl } from './people/policy.ts'
import type { RequestData, SessionRequestName } from './requests.ts'
import { reclaimShare, reportHolder, setShare } from './shares/policy.ts'
import type { Slices } from './state.ts'
import { collectSysinfo, reportSysinfo } from './sysinfo/policy.ts'

/** A policy and the slice it is given. */
export interface BoundPolicy {
  readonly slice: keyof Slices | null
  readonly judge: Policy<never, never>
}

type Bind<N extends SessionRequestName> = {
  readonly [S in keyof Slices]: readonly [S, Policy<RequestData<N>, Slices[S]>]
}[keyof Slices]

const table: { readonly [N in SessionRequestName]: Policy<RequestData<N>, null> | Bind<N> } = {
  'chat.send': ['chat', sendChat],
  'note.save': ['notes', saveNote],
  'sysinfo.collect': ['sysinfo', collectSysinfo],
  'sysinfo.report': ['sysinfo', reportSysinfo],
  'clipboard.push': ['clipboard', pushClipboard],
  'clipboard.pull': ['clipboard', pullClipboard],
  'clipboard.report': ['clipboard', reportClipboard],
  'file.open': ['files', openFiles],
  'file.unpublish': ['files', unpublishFile],
  'file.report': ['files', reportFile],
  ...desktopPolicies,
  ...appPolicies,
  'annotate.add': ['annotate', addMark],
  'annotate.remove': ['annotate', removeMark],
  'annotate.clear': ['annotate', clearMarks],
  'share.set': ['shares', setShare],
  'share.report': ['shares', reportHolder],
  'share.reclaim': ['shares', reclaimShare],
  'consent.deliver': deliver,
  'consent.answer': answer,
  'consent.revoke': revoke,
  'consent.withdraw': withdraw,
  'activity.start': startActivity,
  'activity.widen': widenActivity,
  'activity.narrow': narrowActivity,
  'activity.finish': finishActivity,
  'activity.stop': stopActivity,
  'session.admit': admit,
  'session.pass': passControl,
  'session.focus': focus,
  'session.leave': leave,
  'session.end': ['notes', endSession],
}

/** All policies, by request. */
export const POLICIES = Object.fromEntries(
  Object.entries(table).map(([name, bound]) => [
    name,
    typeof bound === 'function' ? { slice: null, judge: bound } : { slice: bound[0], judge: bound[1] },
  ]),
) as unknown as { readonly [N in SessionRequestName]: BoundPolicy }
