// The actors of the agent's scenarios: a real hub, a rep on a real link, and the real agent as a process.

import type { Link } from '../../src/client/link.ts'
import { type Mirror, openMirror } from '../../src/client/mirror.ts'
import { openLink } from '../../src/client/open-link.ts'
import { post } from '../../src/client/post.ts'
import type { Event } from '../../src/journal/event.ts'
import { atEnd } from '../support/ending.ts'
import {
  built,
  type ProgramOptions,
  type Running,
  runDeskhand,
  startDeskhand,
  startProgram,
} from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux, type Terminal, type TerminalOptions } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

/** The customer's program, as it is built. */
export const AGENT: readonly string[] = [process.execPath, built('agent/deskhand-agent.js')]
const ADMIN = { email: 'rep@example.com', password: 'correct horse battery' }

/** A hub that can be killed and started again at the same address. */
export interface TestHub {
  readonly url: string
  kill(): Promise<void>
  start(): Promise<void>
}

/** Starts a hub with one account; it ends with the test. */
export async function startHub(): Promise<TestHub> {
  const folder = await temporaryFolder('hub')
  const admin = ['--admin', ADMIN.email, '--name', 'Min Park', '--password-stdin']
  await runDeskhand(['hub', 'init', '--data', folder, ...admin], { input: ADMIN.password })
  const serve = async (port: string): Promise<Running> => {
    const program = await startDeskhand(['hub', 'serve', '--data', folder, '--port', port, '--json'])
    await program.waitForLine(/^\{/)
    return program
  }
  let running = await serve('0')
  const { url } = JSON.parse(running.lines()[0] ?? '') as { url: string }
  return {
    url,
    kill: async () => {
      running.kill('SIGKILL')
      await running.finished
    },
    start: async () => {
      running = await serve(new URL(url).port)
    },
  }
}

/** A rep, signed in and linked. */
export interface Rep {
  readonly link: Link
  readonly token: string
  /** Every event of the session so far. */
  readonly events: readonly Event[]
  readonly mirror: Mirror
  readonly session: { readonly id: string; readonly number: string; readonly joinUrl: string }
  ask: Link['request']
  /** Waits until a customer is in the session with a live link. */
  customer(): Promise<void>
  /** Waits for an event of a type, counted from the first. */
  event(type: string, matches?: (event: Event) => boolean): Promise<Event>
}

/** Signs in and starts a session. */
export async function startRep(
  url: string,
  options: { readonly password?: string; readonly approval?: boolean } = {},
): Promise<Rep> {
  const account = await post({ url, token: '' }, { name: 'account.login', data: { ...ADMIN, device: 'test' } })
  const link = openLink({ url, token: account.token })
  atEnd(() => link.close())
  const session = await link.request('session.start', { topic: 'Printer', ...options })
  const mirror = openMirror(link, session.id)
  const events: Event[] = []
  mirror.onEvent((event) => void events.push(event))
  await mirror.ready()
  const event = (type: string, matches: (event: Event) => boolean = () => true): Promise<Event> =>
    until(`the event ${type}`, () => events.find((one) => one.type === type && matches(one)))
  const customer = async (): Promise<void> => {
    const isHere = (): boolean =>
      [...mirror.state.core.participants.values()].some(
        (one) => one.role === 'customer' && mirror.presence.connected.includes(one.id),
      )
    await until('a connected customer', isHere)
  }
  const ask: Link['request'] = (name, data, more) => link.request(name, data, { session: session.id, ...more })
  return { link, token: account.token, events, mirror, session, ask, event, customer }
}

/** Another rep on the same account's hub who assists. */
export async function addRep(
  url: string,
  rep: Rep,
  name: string,
): Promise<{ readonly link: Link; readonly participant: string }> {
  const email = `${name.toLowerCase().replace(/\W/g, '')}@example.com`
  await rep.link.request('account.add', { email, name, role: 'rep', password: 'another long password' })
  const account = await post(
    { url, token: '' },
    { name: 'account.login', data: { email, password: 'another long password', device: 'test' } },
  )
  const link = openLink({ url, token: account.token })
  atEnd(() => link.close())
  const { participant } = await link.request('session.assist', { session: rep.session.number })
  return { link, participant }
}

/** The customer's program in a terminal. */
export function agentInTerminal(args: readonly string[], options: TerminalOptions = {}): Promise<Terminal> {
  return startInTmux([...AGENT, ...args], options)
}

/** The customer's program without a terminal. */
export function agentProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Running> {
  return startProgram([...AGENT, ...args], options)
}

/** What happened, as the agent told it with `--json`. */
export function happenings(agent: Running): readonly Record<string, unknown>[] {
  return agent.lines().map((line) => JSON.parse(line) as Record<string, unknown>)
}
