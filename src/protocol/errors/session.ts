// Errors of sessions, of joining them and of the people in them.
import type { ErrorRows } from './spec.ts'

/** Errors of sessions, of joining them and of the people in them. */
export const sessionErrors = {
  'session.not-found': {
    sentence: 'there is no session {session}',
    help: 'list yours with `deskhand session list`',
    exit: 3,
    http: 404,
  },
  'session.none': {
    sentence: 'there is no active session',
    help: 'start one with `deskhand session start`',
    exit: 3,
    http: 404,
  },
  'session.several': {
    sentence: 'several sessions are active: {sessions}',
    help: 'choose one with --session',
    exit: 2,
    http: 409,
  },
  'session.state': {
    sentence: 'the session is {state}: {problem}',
    help: 'look at it with `deskhand session show`',
    exit: 9,
    http: 409,
  },
  'session.tracking-missing': {
    sentence: 'this site requires the tracking codes {names}',
    help: 'pass them with --tracking NAME=VALUE',
    exit: 2,
    http: 400,
  },
  'session.tracking-invalid': {
    sentence: 'the tracking code {name} cannot be {value}',
    help: 'permitted values: {values}',
    exit: 2,
    http: 400,
  },
  'session.mode': {
    sentence: 'your account supports one session at a time',
    help: 'end the other session, or ask the administrator for multi-session mode',
    exit: 9,
    http: 409,
  },
  'session.busy': {
    sentence: 'the session was changed by others too often at that moment',
    help: 'try again',
    exit: 9,
    http: 409,
    retry: true,
  },
  'session.full': {
    sentence: 'the session has its {limit} customers already',
    help: 'wait until one leaves, or ask the administrator to raise the limit',
    exit: 8,
    http: 409,
  },
  'join.code-unknown': {
    sentence: 'no session waits under this number',
    help: 'ask the support representative to read the number again',
    exit: 3,
    http: 404,
  },
  'join.expired': {
    sentence: 'this number has expired',
    help: 'ask the support representative for a new one',
    exit: 3,
    http: 410,
  },
  'join.password-required': {
    sentence: 'this session has a password',
    help: 'ask the support representative for it',
    exit: 4,
    http: 401,
  },
  'join.password-wrong': {
    sentence: 'the password is not right',
    help: 'ask the support representative for it',
    exit: 4,
    http: 401,
  },
  'join.turned-away': {
    sentence: 'the support representative did not let you in',
    help: 'ask the support representative',
    exit: 5,
    http: 403,
  },
  'participant.not-found': {
    sentence: 'there is no participant {participant} in the session',
    help: 'list them with `deskhand session show`',
    exit: 3,
    http: 404,
  },
  'participant.ambiguous': {
    sentence: 'several participants are called {participant}',
    help: 'use the id that `deskhand session show` prints',
    exit: 2,
    http: 409,
  },
  'customer.not-joined': {
    sentence: 'the customer has not joined',
    help: 'invite the customer with `deskhand session invite`',
    exit: 9,
    http: 409,
  },
  'customer.away': {
    sentence: 'the customer’s machine is not connected',
    help: 'wait until it comes back',
    exit: 9,
    http: 409,
    retry: true,
  },
  'control.not-primary': {
    sentence: 'only the rep who controls the session may do that',
    help: 'ask {primary} to pass control',
    exit: 5,
    http: 403,
  },
  'control.not-assisting': {
    sentence: '{participant} does not assist in this session',
    help: 'control can be passed to assisting reps only; invite them first',
    exit: 9,
    http: 409,
  },
  'mail.unavailable': {
    sentence: 'the mail could not be sent: {problem}',
    help: 'set the mail server with `deskhand admin site set mail.url`, or use --via mailto',
    exit: 1,
    http: 502,
    retry: true,
  },
  'session.ended': { sentence: 'the session has ended', help: 'start a new one', exit: 9, http: 409 },
} as const satisfies ErrorRows
