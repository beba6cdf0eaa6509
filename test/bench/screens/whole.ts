// Deskhand as people have it: its hub, a customer's agent on the display, and the rep's command with the viewer's page.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ask, asker } from '../ask.ts'
import { stop, untilOutput } from '../spawned.ts'

/** Which way pictures come. */
export type Path = 'relay' | 'direct'
/** How pictures are made. */
export type Mode = 'standard' | 'sampling'

/** A rep's command that shows the customer's desktop. */
export type RepView = {
  readonly url: string
  readonly pid: number
  /** Makes pictures this way from now on. */
  set(mode: Mode): Promise<void>
  /** Waits for a line of it. */
  line(match: RegExp): Promise<void>
  stop(): Promise<void>
}

/** A hub with a session that a customer has joined. */
export type Whole = {
  readonly url: string
  readonly token: string
  readonly session: string
  readonly hubPid: number
  readonly agentPid: number
  /** Shows the desktop, to be controlled; resolves once the pictures come the way that is asked for. */
  view(path: Path): Promise<RepView>
  /** Bytes that the agent's TCP connections have sent so far. */
  agentSentBytes(): number
  stop(): Promise<void>
}

const REP = 'dist/deskhand/deskhand.js'
const AGENT = 'dist/agent/deskhand-agent.js'
const ACCOUNT = { email: 'bench@example.com', password: 'a bench password' }

/** Starts a hub and joins a session of it from `display`. */
export async function startWhole(display: string): Promise<Whole> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const place = { HOME: folder, XDG_STATE_HOME: folder, XDG_RUNTIME_DIR: folder, DESKHAND_CONFIG_DIR: folder }
  const env = { ...process.env, ...place, DESKHAND_LANG: 'en' }
  const start = (args: readonly string[], more: NodeJS.ProcessEnv): ChildProcess =>
    spawn(process.execPath, [...args, '--json'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env, ...more } })
  const hub = start([REP, 'hub', 'serve', '--data', join(folder, 'hub'), '--port', '0'], {})
  const { url, setupToken } = JSON.parse((await untilOutput(hub, /\n/)).text) as { url: string; setupToken: string }
  const ask = asker(url)
  const { token = '' } = await ask(null, 'site.setup', { token: setupToken, name: 'Bench', ...ACCOUNT })
  const { number = '', id: session = '' } = await ask(token, 'session.start', { topic: 'bench' })
  const allowed = ['--allow', 'desktop.view,desktop.control']
  const agent = start([AGENT, number, '--hub', url, '--name', 'Customer', '--platform', 'x11', ...allowed], {
    DISPLAY: display,
  })
  await untilOutput(agent, /"joined"/)
  const asRep = { DESKHAND_HUB: url, DESKHAND_TOKEN: token }
  const view = viewer({ ask, token, start: (args) => start([...args, '--session', number], asRep) })
  return {
    url,
    token,
    session,
    hubPid: hub.pid ?? 0,
    agentPid: agent.pid ?? 0,
    view,
    agentSentBytes: () => sentBytes(agent.pid ?? 0),
    async stop() {
      await stop(agent)
      await stop(hub)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Rep = {
  readonly ask: Ask
  readonly token: string
  readonly start: (args: readonly string[]) => ChildProcess
}

function viewer({ ask, token, start }: Rep): Whole['view'] {
  return async (path) => {
    await ask(token, 'site.set', { name: 'direct.mode', value: path === 'direct' ? 'auto' : 'off' })
    const child = start([REP, 'desktop', 'control', '--no-open'])
    const said = untilLines(child)
    const url = (await said(/"viewerUrl":"([^"]+)"/))[1] ?? ''
    if (path === 'direct') await said(/"path":"direct"/)
    const line = async (match: RegExp): Promise<void> => void (await said(match))
    const set = (mode: Mode): Promise<void> => ended(start([REP, 'desktop', 'set', '--mode', mode]))
    return { url, pid: child.pid ?? 0, set, line, stop: () => stop(child, 'SIGINT') }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const code = await new Promise<unknown>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`the mode was not set: exit ${code}`)
}

/** How long a program may not say what is waited for, in milliseconds. */
const PATIENCE_MS = 30_000

/** Hears everything a program says; what was said before it is waited for counts. */
function untilLines(child: ChildProcess): (match: RegExp) => Promise<RegExpExecArray> {
  let text = ''
  const waiting = new Set<() => void>()
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    for (const look of waiting) look()
  })
  return (match) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing like ${match} in ${text}`)), PATIENCE_MS)
      const look = (): void => {
        const found = match.exec(text)
        if (!found) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
}

function sentBytes(pid: number): number {
  const lines = execFileSync('ss', ['-tinpHO']).toString().split('\n')
  const ours = lines.filter((line) => line.includes(`pid=${pid},`))
  return ours.reduce((sum, line) => sum + Number(/bytes_sent:(\d+)/.exec(line)?.[1] ?? 0), 0)
}
