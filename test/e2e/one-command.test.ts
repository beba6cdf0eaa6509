// The customer's one command against the real hub: from nothing on the machine to a customer in the session.
import { execFile } from 'node:child_process'
import { readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { entryRoutes, warmUp } from '../../src/entry/routes.ts'
import { initHub, serveHub } from '../../src/hub/main.ts'
import { present } from '../../src/session/state.ts'
import { ADMIN, type PageRep, startSession } from '../entry/page-hub.ts'
import { atEnd } from '../support/ending.ts'
import { built, type Running, startProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'

/** All that the start script may need of a machine: no Node, no npm. */
const TOOLS = 'sh curl tar gzip sha256sum cut uname mktemp mkdir mv rm touch find'.split(' ')
/** "At most a few minutes" (INS-03), in milliseconds; packing on the hub included. */
const FEW_MINUTES_MS = 180_000

let url: string
let bare: string

beforeAll(async () => {
  built('agent/deskhand-agent.js')
  const dataDir = await temporaryFolder('hub')
  await initHub({ dataDir, database: null }, ADMIN)
  const hub = await serveHub({
    dataDir,
    database: null,
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    tlsCert: null,
    tlsKey: null,
    behindProxy: false,
    routes: entryRoutes(),
    log: (message, context) => console.error(message, context),
  })
  atEnd(() => hub.close())
  url = hub.url
  bare = await temporaryFolder('bare')
  for (const tool of TOOLS) {
    const { stdout } = await promisify(execFile)('which', [tool])
    await symlink(stdout.trim(), join(bare, tool))
  }
  const started = performance.now()
  await warmUp({ dataDir, hubUrl: url })
  console.log(`a hub packs the program in ${(performance.now() - started).toFixed(0)} ms, once`)
}, FEW_MINUTES_MS)

/** Runs what the invitation says, on a machine with nothing but the tools above. */
async function paste(command: string, home: string): Promise<Running> {
  const line = command.replace(/sh$/, "sh -s -- --name 'Kim Minji' --json")
  return startProgram(['sh', '-c', line], {
    env: { PATH: bare, HOME: home, XDG_CACHE_HOME: undefined, XDG_STATE_HOME: undefined },
    input: '',
  })
}

async function inSession(rep: PageRep, running: Running): Promise<void> {
  const isHere = () => present(rep.mirror.state.core, 'customer').find(({ name }) => name === 'Kim Minji')
  await until(`the customer to be in the session (${running.output.stderr})`, isHere, FEW_MINUTES_MS)
}

describe('the one command', () => {
  test(
    '[SHP-01] [JOI-08] [INS-02] [INS-03] brings a customer into the session from a machine with nothing installed, in seconds',
    async () => {
      const home = await temporaryFolder('home')
      const rep = await startSession(url)
      const { joinCommand } = await rep.link.request('session.show', { session: rep.id })
      expect(joinCommand).toBe(`curl -fsSL ${url}/j/${rep.number} | sh`)
      const started = performance.now()
      const first = await paste(joinCommand, home)
      await inSession(rep, first)
      const firstMs = performance.now() - started
      expect(first.output.stderr).toContain('this happens only once')
      expect([...present(rep.mirror.state.core, 'customer')]).toMatchObject([{ machine: { program: 'agent' } }])
      expect(firstMs).toBeLessThan(FEW_MINUTES_MS)
      await rep.ask('session.end', {})
      await first.finished

      const next = await startSession(url)
      const again = performance.now()
      const second = await paste(`curl -fsSL ${url}/j/${next.number} | sh`, home)
      await inSession(next, second)
      console.log(
        `one command to joined: first ${firstMs.toFixed(0)} ms, repeat ${(performance.now() - again).toFixed(0)} ms`,
      )
      expect(second.output.stderr).not.toContain('this happens only once')
      await next.ask('session.end', {})
      await second.finished
      expect(await readdir(join(home, '.cache'))).toEqual(['deskhand-agent'])
    },
    FEW_MINUTES_MS,
  )

  test('ends with the reason when nobody waits under the number [JOI-11]', async () => {
    const running = await paste(`curl -fsSL ${url}/j/123456789 | sh`, await temporaryFolder('home'))
    const { code, stdout, stderr } = await running.finished
    expect(code).toBe(3)
    expect(stdout + stderr).toContain('join.code-unknown')
  })
})
