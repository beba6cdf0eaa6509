// Free TCP ports for servers that cannot choose one themselves.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/**
 * Finds a TCP port of the loopback interface that nobody listens on.
 *
 * Prefer `--port 0` where a program offers it: between this answer and its use another program may take the port.
 */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // listening on TCP, so never a pipe's name
  server.close()
  await once(server, 'close')
  return port
}
