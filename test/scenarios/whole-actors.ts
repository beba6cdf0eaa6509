// The actors of whole sessions, all of them the built programs: a hub, reps with `deskhand`, customers with the agent.
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Event } from '../../src/journal/event.ts'
import {
  built,
  type Finished,
  type ProgramOptions,
  type Running,
  runAgent,
  runDeskhand,
  startAgent,
  startDeskhand,
} from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux, type Terminal, type TerminalOptions } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

/** Password of every rep of these tests. */
export const PASSWORD = 'correct horse battery'

/** A hub as `deskhand hub serve` runs it. */
export interface WholeHub {
  readonly url: string
  readonly dataDir: string
  /** Options that name its data, for other `hub` commands. */
  readonly place: readonly string[]
  /** The program that serves now. */
  readonly program: Running
  /** The administrator, signed in. */
  readonly lead: Rep
  /** Another account, signed in. */
  rep(name: string, role?: 'rep' | 'admin'): Promise<Rep>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Serves again at the same address. */
  restart(): Promise<void>
}

/** Initialises and serves a hub; its administrator is Kim Lead. @param database  `postgres://…`, else SQLite */
export async function startHub(database?: string): Promise<WholeHub> {
  const dataDir = await temporaryFolder('hub')
  const place = ['--data', dataDir, ...(database ? ['--database', database] : [])]
  const admin = ['--admin', emailOf('Kim Lead'), '--name', 'Kim Lead', '--password-stdin']
  expectCode(await runDeskhand(['hub', 'init', ...place, ...admin], { input: PASSWORD }), 0)
  const serve = async (port: string): Promise<Running> => {
    const program = await startDeskhand(['hub', 'serve', ...place, '--port', port, '--json'])
    await program.waitForLine(/^\{/)
    return program
  }
  let program = await serve('0')
  const { url } = JSON.parse(program.lines()[0] ?? '') as { url: string }
  const lead = await signIn(url, 'Kim Lead')
  return {
    url,
    dataDir,
    place,
    lead,
    get program() {
      return program
    },
    rep: async (name, role = 'rep') => {
      const args = ['admin', 'user', 'add', emailOf(name), '--name', name, '--role', role, '--password-stdin']
      await lead.done(args, { input: PASSWORD })
      return signIn(url, name)
    },
    kill: async () => {
      program.kill('SIGKILL')
      await program.finished
    },
    restart: async () => {
      program = await serve(new URL(url).port)
    },
  }
}

/** A rep at a shell of their own. */
export interface Rep {
  readonly name: string
  readonly email: string
  readonly env: Readonly<Record<string, string>>
  /** Runs `deskhand`, whatever comes of it. */
  run(args: readonly string[], options?: ProgramOptions): Promise<Finished>
  /** Runs `deskhand` and insists on exit code 0. */
  done(args: readonly string[], options?: ProgramOptions): Promise<Finished>
  /** The same with `--json`, read. */
  json<T = Shape>(args: readonly string[], options?: ProgramOptions): Promise<T>
  /** Leaves `deskhand` running. */
  start(args: readonly string[], options?: ProgramOptions): Promise<Running>
  /** `deskhand` in a terminal. */
  terminal(args: readonly string[], options?: TerminalOptions): Promise<Terminal>
  /** Starts a session. */
  session(args?: readonly string[], options?: ProgramOptions): Promise<StartedSession>
  /** The journal so far. */
  journal(session: StartedSession | string): Promise<readonly Told[]>
}

/** What any JSON object is to a test until an expectation looks at it. */
export type Shape = Record<string, unknown>
/** An event as `--json` tells it. */
export type Told = Omit<Event, 'at' | 'data'> & { readonly at: string; readonly data: Shape }
/** What `session start --json` says. */
export interface StartedSession {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly joinUrl: string
  readonly joinCommand: string
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replace(/\W+/g, '.')}@example.com`
}

async function signIn(url: string, name: string): Promise<Rep> {
  const home = await temporaryFolder('rep')
  const rep = repAt(
    { HOME: home, DESKHAND_CONFIG_DIR: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') },
    name,
  )
  await rep.done(['login', url, '--user', rep.email, '--password-stdin'], { input: PASSWORD })
  return rep
}

/** A rep with this environment, signed in or not. */
export function repAt(env: Readonly<Record<string, string>>, name: string): Rep {
  const withEnv = (options: ProgramOptions = {}): ProgramOptions => ({ ...options, env: { ...env, ...options.env } })
  const done: Rep['done'] = async (args, options) => expectCode(await runDeskhand(args, withEnv(options)), 0)
  const json: Rep['json'] = async (args, options) => (await done([...args, '--json'], options)).json()
  return {
    name,
    email: emailOf(name),
    env,
    run: (args, options) => runDeskhand(args, withEnv(options)),
    done,
    json,
    start: (args, options) => startDeskhand(args, withEnv(options)),
    terminal: (args, options = {}) =>
      startInTmux([process.execPath, built('deskhand/deskhand.js'), ...args], {
        ...options,
        env: { ...env, ...options.env },
      }),
    session: (args = [], options) => json<StartedSession>(['session', 'start', '--no-email', ...args], options),
    journal: async (session) => {
      const which = typeof session === 'string' ? session : session.id
      return (await done(['session', 'journal', which, '--json'])).jsonLines<Told>()
    },
  }
}

function expectCode(finished: Finished, code: number): Finished {
  if (finished.code !== code)
    throw new Error(`exit code ${finished.code} instead of ${code}\n${finished.stdout}\n${finished.stderr}`)
  return finished
}

/** A customer's machine: one home for every command typed there. */
export interface Machine {
  readonly env: Readonly<Record<string, string>>
  /** `deskhand-agent` without a terminal, left running. */
  agent(args: readonly string[], options?: ProgramOptions): Promise<Running>
  /** `deskhand-agent` in a terminal. */
  terminal(args: readonly string[], options?: TerminalOptions): Promise<Terminal>
  /** A command to the agent that runs, such as `status`. */
  command(args: readonly string[]): Promise<Finished>
}

/** A machine that nobody has joined from yet. */
export async function newMachine(more: Readonly<Record<string, string>> = {}): Promise<Machine> {
  const home = await temporaryFolder('home')
  const env = { HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_RUNTIME_DIR: join(home, 'run'), ...more }
  await mkdir(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  return {
    env,
    agent: (args, options = {}) => startAgent(args, { ...options, env: { ...env, ...options.env } }),
    terminal: (args, options = {}) =>
      startInTmux([process.execPath, built('agent/deskhand-agent.js'), ...args], {
        ...options,
        env: { ...env, ...options.env },
      }),
    command: (args) => runAgent(args, { env }),
  }
}

/** Joins a drawn desktop to a session, answering by flags, and waits until it is in. */
export async function joinSession(
  session: StartedSession,
  name: string,
  args: readonly string[] = ['--allow', 'desktop.view,system.info'],
): Promise<{ readonly machine: Machine; readonly agent: Running }> {
  const machine = await newMachine()
  const agent = await machine.agent([session.joinUrl, '--name', name, '--platform', 'fake', '--json', ...args])
  await agent.waitForLine('"present"')
  return { machine, agent }
}

/** What happened, as an agent told it with `--json`. */
export function happenings(agent: Running): readonly Shape[] {
  return agent.lines().map((line) => JSON.parse(line) as Shape)
}

/** Waits for an event of a session's journal. */
export async function eventOf(
  rep: Rep,
  session: StartedSession,
  type: string,
  matches: (data: Shape) => boolean = () => true,
): Promise<Told> {
  return until(`the event ${type}`, async () =>
    (await rep.journal(session)).find((one) => one.type === type && matches(one.data)),
  )
}

/** Presses a key until the agent's question is gone: keys right after it appeared are not taken as an answer. */
export async function answer(customer: Terminal, key: string): Promise<void> {
  const isOpen = async (): Promise<boolean> => (await customer.text()).includes('If you say yes')
  await customer.waitFor('If you say yes')
  await until('the question to be answered', async () => {
    if (!(await isOpen())) return true
    await customer.press(key)
    return until('the key to be taken', async () => !(await isOpen()), 700).catch(() => false)
  })
  await customer.press('C-u')
}

/** The exit code and the error's code of a command that must fail. */
export async function failure(rep: Rep, args: readonly string[]): Promise<readonly [number, string]> {
  const { code, stderr } = await rep.run([...args, '--json'])
  return [code, (JSON.parse(stderr || '{}') as { error?: { code: string } }).error?.code ?? '']
}

/** The token by which a customer's machine is known, from the only file that has it. */
export async function tokenOf({ env }: Machine): Promise<string> {
  const kept = join(env.XDG_STATE_HOME ?? '', 'deskhand/agent')
  const name = (await readdir(kept)).find((one) => one.endsWith('.session.json')) ?? ''
  return (JSON.parse(await readFile(join(kept, name), 'utf8')) as { token: string }).token
}
