// `deskhand-agent CODE`: from joining to the end, with one way out for every reason there is to stop.
import { setTimeout } from 'node:timers/promises'
import { backOffMs } from '../src/client/back-off.ts'
import { hubAddress } from '../src/client/hub-address.ts'
import { openLink } from '../src/client/open-link.ts'
import type { Language, Translate } from '../src/language/catalogue.ts'
import { DeskhandError, ERRORS, type ErrorCode } from '../src/protocol/error.ts'
import { badLinksInARow, MAX_BAD_LINKS } from './bad-links.ts'
import type { JoinCommand } from './command-line.ts'
import { type GrantRecord, openRecord } from './consent/record.ts'
import { controlOf } from './control/serve.ts'
import { type ControlServer, listenControl } from './control/server.ts'
import { openPlatform } from './display.ts'
import { obeyTyped, readTyped } from './files/typed.ts'
import type { Front } from './happening.ts'
import type { JoinParts } from './join.ts'
import { keepMemorySmall, type MemoryKeeper } from './memory.ts'
import { type PromptBoard, withBoard } from './prompt-board.ts'
import { forgetSeat, keepSeat, type Seat, takeSeat } from './seat.ts'
import { type OpenPageOn, type Over, type Session, startSession } from './session/session.ts'
import type { Membership } from './state/membership.ts'
import { type Environment, type SessionPlace, sessionPlace, socketFolder, socketPath } from './state/places.ts'

/** What the outside gives a run. */
export interface RunParts {
  readonly command: JoinCommand
  readonly env: Environment
  readonly language: Language
  readonly translate: Translate
  /** Whether the customer can be asked on a terminal. */
  readonly interactive: boolean
  readonly password: string | null
  readonly askPassword: JoinParts['askPassword']
  /** Opens the face of the agent, once there is a seat. */
  readonly openFront: (acts: FrontActs) => Front
  /** Opens pages of this machine's browser; null for a program put together without. */
  readonly openPage: OpenPageHere | null
  /** Calls back when this program is told to stop; the second time while it is stopping already. */
  readonly onStop: (stop: () => void) => () => void
}

/** Opens a page, in the customer's language. @param what.open  whether in the browser, or only its address is told */
export type OpenPageHere = (
  what: Parameters<OpenPageOn>[0] & { readonly language: Language; readonly open: boolean },
) => ReturnType<OpenPageOn>

/** What the customer does on the face of the agent. */
export interface FrontActs {
  readonly said: (text: string) => void
  readonly interrupted: () => void
  readonly typing: (isTyping: boolean) => void
}

/**
 * Serves a session until it is over for this machine.
 *
 * @returns the exit code
 * @throws DeskhandError  when there is no seat to be had
 */
export async function run(parts: RunParts): Promise<number> {
  const { command, env } = parts
  const hub = command.hub ?? env.DESKHAND_HUB
  if (!hub) throw new DeskhandError('usage', { problem: 'noHub', usage: 'noHub' })
  const address = hubAddress(hub)
  const place = sessionPlace(env, address, command.code)
  const control = await listenControl(socketPath(socketFolder(env), address, command.code))
  try {
    const { seat, link, resumed } = await takeSeat(parts, address, place)
    return await serve(parts, { seat, link, resumed, place, control })
  } finally {
    await control.close()
  }
}

interface Serving extends Seat {
  readonly place: SessionPlace
  readonly control: ControlServer
}

async function serve(parts: RunParts, { seat, link: first, resumed, place, control }: Serving): Promise<number> {
  const acts = { session: null as Session | null, link: first, isLeaving: false, left: Promise.withResolvers<void>() }
  const leave = (): void => {
    if (acts.isLeaving) exitNow(front)
    acts.isLeaving = true
    acts.left.resolve()
    void acts.session?.leave()
  }
  const memory = keepMemorySmall()
  const { front, board } = withBoard(
    parts.openFront({
      said: (text) => heard(acts.session, front, text),
      interrupted: leave,
      typing: (isTyping) => acts.link.typing(seat.session, isTyping),
    }),
    parts.translate,
  )
  const giveBack = (): void => front.close()
  process.once('exit', giveBack)
  const ignore = parts.onStop(leave)
  const record = recordOf(seat, place, front)
  const start = (): Session => {
    acts.session = sessionOf(parts, { seat, link: acts.link, record, front, board, place, memory })
    control.serve(controlOf({ seat, session: acts.session, record }))
    return acts.session
  }
  const { number, company, rep, name, waiting } = seat
  front.show({ type: 'joined', session: seat.session, number, company, rep, name, resumed, waiting })
  let over: Over
  // A hub that said something wrong costs the link; the seat is still there, so it is tried again, but not for ever.
  for (let badLinks = 0; ; acts.link = openLink({ url: seat.hub, token: seat.token })) {
    const startedMs = performance.now()
    over = await start().over
    if (!isWorthTrying(over)) break
    badLinks = badLinksInARow(badLinks, performance.now() - startedMs)
    if (badLinks > MAX_BAD_LINKS) {
      over = { ...over, links: badLinks }
      break
    }
    front.show({ ...over, type: 'link-lost' })
    await Promise.race([setTimeout(backOffMs(badLinks, Math.random())), acts.left.promise])
    if (acts.isLeaving) break
  }
  if (acts.isLeaving) over = LEFT
  ignore()
  memory.close()
  front.close()
  front.show(over)
  process.off('exit', giveBack)
  acts.link.close()
  if (isForGood(over)) forgetSeat(place)
  return exitCode(over)
}

const LEFT: Over = { type: 'over', reason: 'left', code: null, message: null }

interface SessionOf extends Pick<Serving, 'seat' | 'link' | 'place'> {
  readonly record: GrantRecord
  readonly front: Front
  readonly board: PromptBoard
  readonly memory: MemoryKeeper
}

function sessionOf(parts: RunParts, { seat, link, record, front, board, place, memory }: SessionOf): Session {
  const { command, env, language, translate, interactive, openPage } = parts
  return startSession({
    link,
    seat,
    record,
    front,
    prompts: board,
    policy: command.policy,
    translate,
    allowApps: command.allowApps,
    openPage: openPage && ((what) => openPage({ open: interactive, ...what, language })),
    openPlatform: () => openPlatform({ wanted: command.platform, env, language }),
    admitted: () => keepSeat(place, { ...seat, waiting: false }),
    changed: (status) => memory.look(status),
  })
}

function recordOf({ session, participant }: Membership, { grants }: SessionPlace, front: Front): GrantRecord {
  return openRecord({
    path: grants,
    session,
    participant,
    onUnwritable: (problem) => front.show({ type: 'record-unwritable', problem }),
  })
}

/** A line the customer typed: about their files, or a message. */
function heard(session: Session | null, front: Front, text: string): void {
  const typed = readTyped(text)
  if (session && typed) void obeyTyped(typed, session.files, front)
  else void session?.say(text).catch((error: unknown) => unsent(front, text, error))
}

function unsent(front: Front, text: string, error: unknown): void {
  const known =
    error instanceof DeskhandError ? error : new DeskhandError('internal', { problem: String(error) }, error)
  front.show({ type: 'unsent', text, code: known.code, message: known.message, details: known.details })
}

function isWorthTrying({ reason, code }: Over): boolean {
  return reason === 'link' && (code === 'link.protocol' || code === 'internal')
}

/** Whether coming back with the same seat makes no sense. */
function isForGood({ reason, code }: Over): boolean {
  return reason !== 'link' || code === 'auth.expired' || code === 'auth.required' || code === 'session.ended'
}

function exitCode({ reason, code }: Over): number {
  if (reason === 'turned-away') return ERRORS['join.turned-away'].exit
  if (reason !== 'link') return 0
  return code !== null && Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode].exit : 1
}

/** The customer does not want to wait: nothing is captured any more, and the hub notices a link that is gone. */
function exitNow(front: Front): never {
  front.close()
  process.exit(ERRORS.interrupted.exit)
}
