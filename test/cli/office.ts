// An office for command-line tests: a real hub, reps with their own configurations, and customers with the real agent.
import { join } from 'node:path'
import { type Finished, type Running, runDeskhand, startAgent, startDeskhand } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'

/** A person at a command line. */
export interface Person {
  readonly email: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Runs `deskhand` to its end. */
  run(args: readonly string[], input?: string): Promise<Finished>
  /** Runs it with `--json`, expects success, and gives what it printed. */
  ask<T = Record<string, never>>(args: readonly string[], input?: string): Promise<T>
  /** Runs it with `--json` and gives the exit code and the code of the error it told. */
  fail(args: readonly string[], input?: string): Promise<{ readonly code: number; readonly error: string }>
  start(args: readonly string[]): Promise<Running>
}

/** The office. */
export interface Office {
  readonly url: string
  readonly folder: string
  readonly hub: Running
  readonly lead: Person
  readonly second: Person
  readonly stranger: Person
  /** Starts a session; ends all others of the lead first, so that it is the only one. */
  session(args?: readonly string[]): Promise<{ readonly id: string; readonly number: string; readonly joinUrl: string }>
  /** Starts an agent that has joined. */
  customer(number: string, options?: CustomerOptions): Promise<Running>
}

/** How a customer joins. */
export interface CustomerOptions {
  readonly name?: string
  readonly allow?: string
  readonly isWaiting?: boolean
}

/** The lead's password; the second rep's is the same with a 2 at its end. */
export const PASSWORD = 'Correct horse battery'

/** Opens an office; it closes with the test or the file. */
export async function openOffice(): Promise<Office> {
  const folder = await temporaryFolder('office')
  const data = join(folder, 'hub')
  const lead = person('lead@example.com', { DESKHAND_CONFIG_DIR: join(folder, 'lead') })
  const second = person('second@example.com', { DESKHAND_CONFIG_DIR: join(folder, 'second') })
  await lead.ask(['hub', 'init', '--data', data, '--admin', lead.email, '--name', 'Lee', '--password-stdin'], PASSWORD)
  const hub = await startDeskhand(['hub', 'serve', '--data', data, '--port', '0', '--json'])
  const { url } = JSON.parse(await hub.waitForLine('"url"')) as { readonly url: string }
  await lead.ask(['login', url, '--user', lead.email, '--password-stdin'], PASSWORD)
  await lead.ask(['admin', 'user', 'add', second.email, '--name', 'Park', '--password-stdin'], `${PASSWORD}2`)
  await second.ask(['login', url, '--user', second.email, '--password-stdin'], `${PASSWORD}2`)
  const stranger = person('', { DESKHAND_CONFIG_DIR: join(folder, 'stranger'), DESKHAND_HUB: url })
  const endAll = async (): Promise<void> => {
    const open = await lead.ask<readonly { id: string }[]>(['session', 'list'])
    for (const { id } of open) await lead.ask(['session', 'end', id, '--yes'])
  }
  return {
    url,
    folder,
    hub,
    lead,
    second,
    stranger,
    session: async (args = []) => {
      await endAll()
      return lead.ask(['session', 'start', ...args])
    },
    customer: async (number, { name = 'Kim', allow = 'desktop.view,system.info', isWaiting = false } = {}) => {
      const args = [number, '--hub', url, '--name', name, '--platform', 'fake', '--json']
      const agent = await startAgent([...args, ...(allow === '' ? [] : ['--allow', allow])])
      await agent.waitForLine('"type":"joined"')
      if (!isWaiting) await lead.ask(['session', 'wait', number, '--for', 'joined', '--timeout', '10s'])
      return agent
    },
  }
}

/** Someone with a configuration of their own. */
export function person(email: string, env: Readonly<Record<string, string | undefined>>): Person {
  const one: Person = {
    email,
    env,
    run: (args, input = '') => runDeskhand(args, { env, input }),
    ask: async <T>(args: readonly string[], input?: string) => {
      const done = await one.run([...args, '--json'], input)
      if (done.code !== 0) throw new Error(`deskhand ${args.join(' ')} ended with ${done.code}\n${done.stderr}`)
      return done.json<T>()
    },
    fail: async (args, input) => {
      const { code, stderr } = await one.run([...args, '--json'], input)
      return { code, error: errorOf(stderr).code }
    },
    start: (args) => startDeskhand(args, { env }),
  }
  return one
}

/** The error object a command told with `--json`: the last line of standard error. */
export function errorOf(stderr: string): {
  readonly code: string
  readonly message: string
  readonly help: string
  readonly details: object
} {
  const last = stderr.trim().split('\n').at(-1) ?? ''
  return (JSON.parse(last || '{"error":{"code":""}}') as { error: never }).error // a shape of ours, which the test checks
}
