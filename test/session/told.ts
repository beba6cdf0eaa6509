// What each kind of asker is told of a request, in the shapes that many requests share.
import { ASKERS, type AskerKind } from './situation.ts'

/** What each kind of asker is told: `done` or the code of a refusal. */
export type Expected = Partial<Record<AskerKind, string>>

/** What an asker is told of a session request that does not name them: `done` must be written down. */
export const OUTSIDE: Expected = {
  stranger: 'auth.required',
  expired: 'auth.expired',
  disabled: 'auth.expired',
  outsider: 'session.not-found',
  elsewhere: 'session.not-found',
  readOnly: 'auth.scope',
  leftRep: 'session.not-found',
  admin: 'access.denied',
  knocking: 'access.denied',
  turnedAway: 'session.state',
  leftCustomer: 'session.state',
}
/** Of whoever controls the session. */
export const CONTROLS: Expected = {
  ...OUTSIDE,
  assistant: 'control.not-primary',
  customer: 'access.denied',
  otherCustomer: 'access.denied',
}
/** No token would help a rep to answer for a customer, so none is asked for. */
export const OF_THE_AGENT: Expected = {
  ...OUTSIDE,
  primary: 'access.denied',
  readOnly: 'access.denied',
  assistant: 'access.denied',
}
/** What a machine tells of a share it sends: its owner may, whoever that is; of this one it is the customer. */
export const OF_THE_SENDER: Expected = { ...CONTROLS, primary: 'activity.not-found' }

/** Reads of one session: everyone with a place in it, past or present, and administrators. */
export const LOOKS: Expected = {
  stranger: 'auth.required',
  expired: 'auth.expired',
  disabled: 'auth.expired',
  outsider: 'session.not-found',
  elsewhere: 'session.not-found',
}
/** Done for everyone with a place in the session, past or present, and for administrators. */
export const DONE_FOR_MEMBERS = {
  primary: 'done',
  readOnly: 'done',
  assistant: 'done',
  leftRep: 'done',
  admin: 'done',
  customer: 'done',
  otherCustomer: 'done',
  knocking: 'done',
  turnedAway: 'done',
  leftCustomer: 'done',
} as const
const ACCOUNTS = ['outsider', 'primary', 'readOnly', 'assistant', 'leftRep', 'admin'] as const
/** The same code for several kinds of askers. */
export const all = (kinds: readonly AskerKind[], code: string): Expected =>
  Object.fromEntries(kinds.map((kind) => [kind, code]))
/** Refused to everyone. */
export const NOBODY: Expected = { ...all(ASKERS, 'access.denied'), stranger: 'auth.required', ...signedOut() }
function signedOut(): Expected {
  return { expired: 'auth.expired', disabled: 'auth.expired' }
}
/** Of accounts, whoever they are; a token for reading only may not change anything. */
export const ofAccounts = (code: string, readOnly = 'auth.scope'): Expected => ({
  ...NOBODY,
  ...all(ACCOUNTS, code),
  readOnly,
})
/** Of administrators alone. */
export const ofAdmins = (code: string): Expected => ({ ...NOBODY, admin: code })
/** Of everyone who is not shut out. */
export const ofAnyone = (code: string, readOnly = code): Expected => ({
  ...all(ASKERS, code),
  ...signedOut(),
  readOnly,
})

/** A text from a clipboard goes from one person to one other; to all the rest there is none. */
export const CARRIES: Expected = {
  ...all(Object.keys(DONE_FOR_MEMBERS) as AskerKind[], 'activity.not-found'), // these are kinds of askers
  ...LOOKS,
  readOnly: 'auth.scope',
}

/** Everyone who may see a share draws on it. */
export const DRAWS: Expected = { ...OUTSIDE, primary: 'done', assistant: 'done', customer: 'done' }

/** The journal as it was written, lines and chain: those who work on the session now, and administrators. */
export const READS_JOURNAL: Expected = {
  ...NOBODY,
  ...LOOKS,
  elsewhere: 'access.denied',
  primary: 'done',
  readOnly: 'done',
  assistant: 'done',
  admin: 'done',
  leftRep: 'session.state',
}
