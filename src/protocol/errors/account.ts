// Errors of sign-in, accounts, tokens and settings.
import type { ErrorRows } from './spec.ts'

/** Errors of sign-in, accounts, tokens and settings. */
export const accountErrors = {
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
    help: 'choose fewer scopes or a shorter --ttl, or sign in anew and make it with that',
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
  'account.exists': { sentence: 'an account {email} exists already', help: 'choose another email', exit: 9, http: 409 },
} as const satisfies ErrorRows
