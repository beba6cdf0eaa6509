// Getting a seat in a session: the one kept from before, or a new one by number, name and password.
import { hostname, platform, userInfo } from 'node:os'
import { post } from '../src/client/post.ts'
import type { Language } from '../src/language/catalogue.ts'
import { asDeskhandError } from '../src/protocol/error.ts'
import { MAX_NAME_CHARACTERS } from '../src/protocol/limits.ts'
import { BUILD } from '../src/protocol/version.ts'
import type { Machine } from '../src/session/events.ts'
import type { JoinCommand } from './command-line.ts'
import type { Membership } from './state/membership.ts'
import type { Environment } from './state/places.ts'

/** Passwords a person may try in a row. */
export const PASSWORD_TRIES = 3

/** What joining needs. */
export interface JoinParts {
  readonly hub: string
  readonly command: JoinCommand
  readonly env: Environment
  readonly language: Language
  readonly display: Machine['display']
  readonly interactive: boolean
  /** From standard input; null when there was none. */
  readonly password: string | null
  /** Asks the customer; null when nobody can be asked, or when they gave up. */
  readonly askPassword: ((isAgain: boolean) => Promise<string | null>) | null
  readonly signal: AbortSignal
}

/**
 * Joins with the number.
 *
 * @throws DeskhandError  what the hub refused with (`join.*`, `session.full`, `auth.limited` …), `hub.unreachable`
 */
export async function join(parts: JoinParts): Promise<Membership> {
  let { password } = parts
  for (let tries = 0; ; tries += 1) {
    try {
      return await joinOnce(parts, password)
    } catch (error) {
      const { code } = asDeskhandError(error)
      const canTry = code === 'join.password-required' || (code === 'join.password-wrong' && parts.password === null)
      if (!canTry || !parts.askPassword || tries >= PASSWORD_TRIES) throw error
      password = await parts.askPassword(code === 'join.password-wrong')
      if (password === null) throw error
    }
  }
}

async function joinOnce(parts: JoinParts, password: string | null): Promise<Membership> {
  const { hub, command, language, signal } = parts
  const name = command.name ?? defaultName(parts.env)
  const data = { code: command.code, name, email: command.email, password, language, machine: machineOf(parts) }
  const seat = await post({ url: hub, token: '' }, { name: 'session.join', data }, { signal })
  const { session, number, participant, token, company, rep } = seat
  return {
    version: 1,
    hub,
    code: command.code,
    session,
    number,
    participant,
    token,
    company,
    rep,
    name,
    waiting: seat.state === 'knocking',
  }
}

function machineOf({ display, interactive }: JoinParts): Machine {
  return {
    program: 'agent',
    build: BUILD,
    platform: platform(),
    hostname: hostname().slice(0, 255),
    display,
    interactive,
  }
}

/** The name of the account on this machine: support sees who it is without anything being typed. */
function defaultName(env: Environment): string {
  const known = env.USER || env.LOGNAME || env.USERNAME || accountName()
  return (
    known
      .replace(/[\n\r\0]/g, ' ')
      .trim()
      .slice(0, MAX_NAME_CHARACTERS) || 'customer'
  )
}

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return '' // an account without a name, as in some containers
  }
}
