// The hub as the program people run, in a process of its own that a test can kill at any moment and start again.
import { join } from 'node:path'
import { initHub } from '../../src/hub/main.ts'
import { PASSWORD, type Rep, signIn } from './hub.ts'
import { freePort } from './ports.ts'
import { startDeskhand } from './programs.ts'
import { temporaryFolder } from './temp.ts'

/** A hub that keeps its address over deaths. */
export interface HubProcess {
  readonly url: string
  readonly dataDir: string
  readonly database: string | null
  readonly pid: number
  readonly admin: Rep
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>
  /** Starts it again; resolves once it serves, with the time that took, in milliseconds. */
  start(): Promise<number>
}

/** Sets a hub up and starts it; it ends with the test. */
export async function hubProcess(database: string | null = null, dataDir?: string): Promise<HubProcess> {
  const folder = dataDir ?? join(await temporaryFolder('hub'), 'data')
  await initHub({ dataDir: folder, database }, { email: 'admin@example.com', name: 'Admin', password: PASSWORD })
  const port = await freePort()
  const args = ['hub', 'serve', '--data', folder, '--port', String(port), '--json']
  const url = `http://127.0.0.1:${port}`
  let running = await startDeskhand(database ? [...args, '--database', database] : args)
  await running.waitForLine(url)
  const admin = await signIn(url, 'admin@example.com')
  return {
    url,
    dataDir: folder,
    database,
    get pid() {
      return running.pid
    },
    admin,
    kill: async () => {
      running.kill('SIGKILL')
      await running.finished
    },
    start: async () => {
      const from = performance.now()
      running = await startDeskhand(database ? [...args, '--database', database] : args)
      await running.waitForLine(url)
      return performance.now() - from
    },
  }
}
