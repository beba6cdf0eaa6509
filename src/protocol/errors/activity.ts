// Errors of consent and of what happens under it.
import type { ErrorRows } from './spec.ts'

/** Errors of consent and of what happens under it. */
export const activityErrors = {
  'consent.refused': {
    sentence: 'the customer refused',
    help: 'explain what you need it for, then ask again',
    exit: 6,
    http: 403,
  },
  'consent.expired': {
    sentence: 'the customer did not answer in time',
    help: 'ask again when the customer is at the machine',
    exit: 7,
    http: 408,
  },
  'consent.revoked': {
    sentence: 'the customer took the permission back',
    help: 'talk to the customer',
    exit: 6,
    http: 403,
  },
  'consent.not-pending': {
    sentence: 'this request for permission is not waiting for an answer',
    help: 'nothing to do: it was answered, expired or withdrawn',
    exit: 9,
    http: 409,
  },
  'consent.not-granted': {
    sentence: 'the customer has not permitted this',
    help: 'ask for permission first',
    exit: 6,
    http: 403,
  },
  'activity.not-found': {
    sentence: 'nothing like that is running in the session',
    help: 'start it first, for example with `deskhand desktop view`; `deskhand session show` tells what runs',
    exit: 3,
    http: 404,
  },
  'activity.failed': {
    sentence: 'the customer’s machine could not do it: {problem}',
    help: 'run `deskhand-agent doctor` there',
    exit: 1,
    http: 502,
  },
  'activity.stopped': {
    sentence: 'it was stopped: {reason}',
    help: 'start it again if it is still needed',
    exit: 1,
    http: 409,
  },
  'feature.off': {
    sentence: 'the administrator has switched off {kind}',
    help: 'ask the administrator',
    exit: 5,
    http: 403,
  },
  'screen.none': {
    sentence: 'this machine has no display that can be shown: {problem}',
    help: 'run `deskhand-agent doctor`; without a display only chat and information work',
    exit: 1,
    http: 502,
  },
  'screen.lost': {
    sentence: 'what was shown is gone: {problem}',
    help: 'start again when it is back',
    exit: 1,
    http: 502,
  },
  'signal.too-many': {
    sentence: 'more than {limit} signals in a second',
    help: 'nothing to do: the screen goes on over the hub',
    exit: 8,
    http: 429,
    retry: true,
  },
  'signal.no-peer': {
    sentence: 'there is nobody for a direct path to',
    help: 'nothing to do: the screen goes on over the hub',
    exit: 9,
    http: 409,
  },
  'signal.peers-full': {
    sentence: 'this screen has its {limit} direct paths already',
    help: 'nothing to do: the screen goes on over the hub',
    exit: 8,
    http: 429,
  },
  'agent.running': {
    sentence: 'this session is served by an agent on this machine already',
    help: 'see it with `deskhand-agent status`',
    exit: 9,
    http: 409,
  },
  'agent.none': {
    sentence: 'no agent of yours is running on this machine',
    help: 'join a session with `deskhand-agent NUMBER`',
    exit: 3,
    http: 404,
  },
  'agent.several': {
    sentence: 'several agents are running: {sessions}',
    help: 'choose one with --session',
    exit: 2,
    http: 409,
  },
  'app.not-found': {
    sentence: 'no application of that name runs or is installed on this machine: {name}',
    help: 'see `deskhand app list --all`',
    exit: 3,
    http: 404,
  },
  'annotate.controlled': {
    sentence: 'the customer controls this machine at the moment',
    help: 'take control back with `deskhand desktop reclaim`, then draw',
    exit: 9,
    http: 409,
  },
  'annotate.not-found': {
    sentence: 'there is no mark {mark} any more',
    help: 'list them with `deskhand annotate list`',
    exit: 3,
    http: 404,
  },
  'activity.several': {
    sentence: 'several pictures are shared: {asks}',
    help: 'choose one with --share',
    exit: 2,
    http: 409,
  },
  'chat.too-long': {
    sentence: 'a chat message has at most {limit} characters, this one has {length}',
    help: 'send it in parts',
    exit: 8,
    http: 413,
  },
  'note.too-long': {
    sentence: 'notes have at most {limit} characters, these have {length}',
    help: 'shorten them',
    exit: 8,
    http: 413,
  },
  'activity.running': {
    sentence: 'this runs already, or waits for the customer’s answer',
    help: 'wait for it, or stop it first, for example with `deskhand desktop stop`',
    exit: 9,
    http: 409,
  },
} as const satisfies ErrorRows
