// A real TURN server on this machine, with time-limited credentials of a shared secret.
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { atEnd } from './ending.ts'
import { temporaryFolder } from './temp.ts'
import { until } from './wait.ts'

/** A running server. */
export interface TurnServer {
  readonly url: string
  /** What it has written down so far. */
  log(): Promise<string>
  /** Ends it at once, as a machine that loses its power. */
  kill(): void
}

/** Starts coturn on a free port of 127.0.0.1 until the test is over. @param secret  shared with the hub */
export async function startTurnServer(secret: string): Promise<TurnServer> {
  const folder = await temporaryFolder('turn')
  const port = await freeUdpPort()
  const [config, log] = [join(folder, 'turnserver.conf'), join(folder, 'turn.log')]
  const lines = [
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    `listening-port=${port}`,
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=deskhand.test',
    'allow-loopback-peers',
    'cli-password=unused',
    'no-cli',
    'no-tls',
    'no-dtls',
    'verbose',
    `log-file=${log}`,
    'simple-log',
    'new-log-timestamp',
    `pidfile=${join(folder, 'turn.pid')}`,
    `userdb=${join(folder, 'turn.sqlite')}`,
  ]
  await writeFile(config, `${lines.join('\n')}\n`, { mode: 0o600 })
  const env = { PATH: `${process.env.PATH}:/usr/sbin:/usr/bin` }
  const child = spawn('turnserver', ['-c', config], { env, stdio: 'ignore' })
  let failure: unknown
  child.once('error', (error) => {
    failure = error
  })
  atEnd(async () => {
    if (child.exitCode === null && child.signalCode === null && !failure) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })
  const read = (): Promise<string> => readFile(log, 'utf8')
  await until('the TURN server', async () => {
    if (failure) throw failure
    return /listener opened on.*UDP|IPv4\. UDP listener opened/i.test(await read())
  })
  return { url: `turn:127.0.0.1:${port}?transport=udp`, log: read, kill: () => void child.kill('SIGKILL') }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
