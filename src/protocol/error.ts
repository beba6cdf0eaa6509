// The one table of errors: code, sentence, help, exit code, HTTP status, close code, and whether trying again can help.

interface ErrorSpec {
  /** English sentence; `{name}` is filled from the error's details. */
  readonly sentence: string
  /** What to do about it. */
  readonly help: string
  /** Exit code of a command that ends with it (`deskhand help exit-codes`). */
  readonly exit: number
  readonly http: number
  /** WebSocket close code, where the error ends a link. */
  readonly close?: number
  /** The same request may succeed later, unchanged. */
  readonly retry?: true
}

/** Every error Deskhand can give. The README's list is checked against this table both ways. */
export const ERRORS = {
  'request.malformed': {
    sentence: 'the request is not well formed: {problem}',
    help: 'compare it with the schema of the request',
    exit: 2,
    http: 400,
  },
  'request.unknown': {
    sentence: 'there is no request called {name}',
    help: 'update this program or the hub so that both know it',
    exit: 2,
    http: 404,
  },
  'request.too-large': {
    sentence: 'the message is larger than {limit} bytes',
    help: 'send less at a time',
    exit: 8,
    http: 413,
    close: 1009,
  },
  'request.too-many': {
    sentence: 'too many requests at once',
    help: 'wait a moment and try again',
    exit: 8,
    http: 429,
    retry: true,
  },
  'frame.malformed': {
    sentence: 'the frame is not well formed: {problem}',
    help: 'update the program that sent it',
    exit: 1,
    http: 400,
  },
  'link.protocol': {
    sentence: 'the link was used against the protocol: {problem}',
    help: 'update the program that opened it',
    exit: 1,
    http: 400,
    close: 4400,
  },
  'link.version': {
    sentence: 'this hub speaks protocol {min} to {max}, not {got}',
    help: 'update the older of the two programs',
    exit: 1,
    http: 426,
    close: 4426,
  },
  'link.slow': {
    sentence: 'the link could not keep up',
    help: 'reconnect; the journal is resumed where it stopped',
    exit: 12,
    http: 503,
    close: 4503,
    retry: true,
  },
  'link.idle': {
    sentence: 'the link said nothing for too long',
    help: 'reconnect',
    exit: 12,
    http: 408,
    close: 4408,
    retry: true,
  },
  'link.replaced': {
    sentence: 'a newer link of the same participant took over',
    help: 'nothing: the newer one goes on',
    exit: 9,
    http: 409,
    close: 4409,
  },
  'hub.unreachable': {
    sentence: 'the hub at {url} cannot be reached',
    help: 'check the address and that `deskhand hub serve` runs there',
    exit: 12,
    http: 503,
    retry: true,
  },
  'hub.stopping': {
    sentence: 'the hub is stopping',
    help: 'reconnect in a moment',
    exit: 12,
    http: 503,
    close: 1001,
    retry: true,
  },
  'hub.insecure': {
    sentence: 'plain HTTP is served on loopback addresses only, not on {host}',
    help: 'pass --tls-cert and --tls-key, or --behind-proxy when a proxy in front of the hub ends TLS',
    exit: 2,
    http: 400,
  },
  'hub.not-initialised': {
    sentence: 'this hub has no administrator yet',
    help: 'run `deskhand hub init`, or open the setup link that `deskhand hub serve` printed',
    exit: 9,
    http: 409,
  },
  'hub.initialised': {
    sentence: 'this hub is set up already',
    help: 'sign in with `deskhand login`',
    exit: 9,
    http: 409,
  },
  'hub.feature-missing': {
    sentence: 'the hub cannot do this: {problem}',
    help: 'ask the administrator of the hub',
    exit: 1,
    http: 501,
  },
  'storage.in-use': {
    sentence: 'another hub works on {path}',
    help: 'stop it first, or use PostgreSQL for several hubs',
    exit: 9,
    http: 500,
  },
  'storage.unavailable': {
    sentence: 'the database cannot be used: {problem}',
    help: 'check that it runs and that the address is right',
    exit: 12,
    http: 503,
    retry: true,
  },
  'storage.newer': {
    sentence: 'the database was written by a newer program ({found})',
    help: 'update deskhand',
    exit: 9,
    http: 500,
  },
  'storage.pending': {
    sentence: 'the database needs {count} migrations',
    help: 'run `deskhand hub migrate`',
    exit: 9,
    http: 500,
  },
  'storage.not-empty': { sentence: 'the database is not empty', help: 'restore into a new one', exit: 9, http: 500 },
  'storage.damaged': {
    sentence: 'the database is damaged: {problem}',
    help: 'restore the last backup with `deskhand hub restore`',
    exit: 1,
    http: 500,
  },
  'backup.damaged': { sentence: 'the backup is damaged: {problem}', help: 'use another backup', exit: 1, http: 400 },
  'auth.required': {
    sentence: 'sign in first',
    help: 'run `deskhand login URL`, or set DESKHAND_TOKEN',
    exit: 4,
    http: 401,
  },
  'auth.failed': {
    sentence: 'the email or the password is not right',
    help: 'passwords are case-sensitive; an administrator can set a new one',
    exit: 4,
    http: 401,
  },
  'auth.expired': {
    sentence: 'the sign-in has expired',
    help: 'run `deskhand login` again',
    exit: 4,
    http: 401,
    close: 4401,
  },
  'auth.limited': {
    sentence: 'too many failed tries; wait {seconds} s',
    help: 'try again later',
    exit: 8,
    http: 429,
    retry: true,
  },
  'auth.scope': {
    sentence: 'this token may not do that: it lacks the scope {scope}',
    help: 'make a token with that scope, or sign in with a password',
    exit: 5,
    http: 403,
  },
  'access.denied': {
    sentence: 'not allowed: {problem}',
    help: 'ask the administrator, or the rep who controls the session',
    exit: 5,
    http: 403,
  },
  'account.not-found': {
    sentence: 'there is no account {account}',
    help: 'list them with `deskhand admin user list`',
    exit: 3,
    http: 404,
  },
  'account.exists': { sentence: 'an account {email} exists already', help: 'choose another email', exit: 9, http: 409 },
  'account.last-admin': {
    sentence: 'the last administrator cannot be disabled or demoted',
    help: 'make another administrator first',
    exit: 9,
    http: 409,
  },
  'account.password-weak': {
    sentence: 'the password needs at least {min} characters',
    help: 'choose a longer one',
    exit: 2,
    http: 400,
  },
  'token.not-found': {
    sentence: 'there is no token {token}',
    help: 'list them with `deskhand token list`',
    exit: 3,
    http: 404,
  },
  'token.wider': {
    sentence: 'a token cannot make a token with more rights or a longer life than its own',
    help: 'sign in with a password to make it',
    exit: 5,
    http: 403,
  },
  'setup.wrong': {
    sentence: 'the setup token is not right or was used',
    help: 'read it from the first lines of `deskhand hub serve`',
    exit: 4,
    http: 401,
  },
  'setting.unknown': {
    sentence: 'there is no setting {name}',
    help: 'list them with `deskhand admin site show`',
    exit: 3,
    http: 404,
  },
  'setting.invalid': {
    sentence: 'the setting {name} cannot be {value}: {problem}',
    help: 'see `deskhand admin site show`',
    exit: 2,
    http: 400,
  },
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
  'session.ended': { sentence: 'the session has ended', help: 'start a new one', exit: 9, http: 409 },
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
    help: 'see `deskhand session show`',
    exit: 3,
    http: 404,
  },
  'activity.running': { sentence: 'this is running already', help: 'stop it first', exit: 9, http: 409 },
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
    help: 'run `deskhand-agent doctor`; without a display only files, scripts and information work',
    exit: 1,
    http: 502,
  },
  'screen.lost': {
    sentence: 'the display went away: {problem}',
    help: 'start viewing again when it is back',
    exit: 1,
    http: 502,
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
  'mail.unavailable': {
    sentence: 'the mail could not be sent: {problem}',
    help: 'set the mail server with `deskhand admin site set mail.url`, or use --via mailto',
    exit: 1,
    http: 502,
    retry: true,
  },
  usage: { sentence: '{problem}', help: 'see --help', exit: 2, http: 400 },
  'input.required': {
    sentence: 'an answer is needed and there is no terminal to ask on: {what}',
    help: 'pass {flag}',
    exit: 2,
    http: 400,
  },
  'file.unreadable': {
    sentence: '{path} cannot be read: {problem}',
    help: 'check the path and its permissions',
    exit: 1,
    http: 400,
  },
  'file.unwritable': {
    sentence: '{path} cannot be written: {problem}',
    help: 'check the path and its permissions',
    exit: 1,
    http: 400,
  },
  'bundle.invalid': {
    sentence: 'the bundle does not verify: {problem}',
    help: 'do not trust it; ask for the original',
    exit: 1,
    http: 400,
  },
  timeout: {
    sentence: 'it did not happen in {seconds} s: {what}',
    help: 'wait longer with --timeout',
    exit: 7,
    http: 408,
    retry: true,
  },
  interrupted: { sentence: 'interrupted', help: 'nothing: you asked for it', exit: 130, http: 499 },
  internal: {
    sentence: 'something went wrong inside Deskhand: {problem}',
    help: 'report it with the log of that moment',
    exit: 1,
    http: 500,
  },
} as const satisfies Readonly<Record<string, ErrorSpec>>

/** The code of an error: stable, dotted, greppable. */
export type ErrorCode = keyof typeof ERRORS
/** What fills the sentence of an error and what scripts read beside it. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** An error as it crosses a wire or is printed with `--json`. */
export interface WireError {
  readonly code: string
  readonly message: string
  readonly help: string
  readonly details: ErrorDetails
}

/** What is known of a code; a code of a newer program counts as `internal`. */
export function errorSpec(code: string): ErrorSpec {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : ERRORS.internal
}

/** Fills `{name}` in a sentence from details; lists are joined with commas. */
export function fillSentence(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name]
    return Array.isArray(value) ? value.join(', ') : value === undefined ? '…' : String(value)
  })
}

/** Any failure Deskhand names: a code from the table, its filled English sentence, and details for scripts. */
export class DeskhandError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(fillSentence(ERRORS[code].sentence, details), cause === undefined ? undefined : { cause })
    this.name = 'DeskhandError'
    this.code = code
    this.details = details
  }
  get exitCode(): number {
    return ERRORS[this.code].exit
  }
  get help(): string {
    return fillSentence(ERRORS[this.code].help, this.details)
  }
}

/** Whatever was thrown, as one of ours; a stranger becomes `internal` with itself as the cause. */
export function asDeskhandError(error: unknown): DeskhandError {
  if (error instanceof DeskhandError) return error
  return new DeskhandError('internal', { problem: error instanceof Error ? error.message : String(error) }, error)
}

/** The error as it crosses a wire: no stack, no cause. */
export function toWire(error: DeskhandError): WireError {
  return { code: error.code, message: error.message, help: error.help, details: error.details }
}

/** An error that came over a wire; an unknown code of a newer program becomes `internal` and keeps its sentence. */
export function fromWire(wire: WireError): DeskhandError {
  if (Object.hasOwn(ERRORS, wire.code)) return new DeskhandError(wire.code as ErrorCode, wire.details)
  return new DeskhandError('internal', { ...wire.details, problem: `${wire.code}: ${wire.message}` })
}
