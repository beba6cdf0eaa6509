// The pipelines of the comparison, each as a page that is opened for a turn and closed again.
import { spawn } from 'node:child_process'
import { freePort } from '../../support/ports.ts'
import { stop } from '../spawned.ts'
import type { Pids } from './played.ts'
import { startProgram } from './processes.ts'
import type { Stand } from './stand.ts'
import type { Path, RepView, Whole } from './whole.ts'

/** A pipeline that has its turn. */
export type Turn = {
  readonly url: string
  readonly selector: string
  readonly isFloor?: boolean
  readonly pids: Pids
  /** Bytes that the sender's TCP connections have sent so far. */
  readonly sentBytes?: () => number
  /** The rep's command, where it is Deskhand's turn. */
  readonly view?: RepView
  stop(): Promise<void>
}

/** Deskhand, one way. */
export async function deskhandTurn(whole: Whole, path: Path): Promise<Turn> {
  const view = await whole.view(path)
  const pids = { sender: whole.agentPid, viewer: view.pid, between: whole.hubPid }
  const { agentSentBytes: sentBytes } = whole
  return { url: view.url, selector: 'canvas.picture', pids, sentBytes, view, stop: () => view.stop() }
}

/** TigerVNC's x0vncserver and noVNC; what passes its socket on counts as between. */
export async function vncTurn({ display }: Stand): Promise<Turn> {
  const port = await freePort()
  const args = ['-display', display, '-SecurityTypes', 'None', '-localhost', '-rfbport', String(port)]
  const server = spawn('X0tigervnc', args, { stdio: 'ignore' })
  await new Promise((resolve) => setTimeout(resolve, 700)) // it says nothing when it listens
  const bridge = await startProgram('vnc.ts', [String(port)])
  const { port: page } = bridge.first() as { port: number }
  return {
    url: `http://127.0.0.1:${page}/`,
    selector: '#screen canvas',
    pids: { sender: server.pid ?? 0, between: bridge.pid },
    async stop() {
      await bridge.stop()
      await stop(server)
    },
  }
}

/** A program that serves a page of its own: a floor. */
export async function floorTurn(file: string, { display }: Stand): Promise<Turn> {
  const program = await startProgram(file, [display])
  const { port } = program.first() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/`,
    selector: 'canvas',
    isFloor: true,
    pids: { sender: program.pid },
    stop: () => program.stop(),
  }
}
