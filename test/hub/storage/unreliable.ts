// A way to a server that can be cut and mended: what a restart or a broken network looks like from here.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { atEnd } from '../../support/ending.ts'

/** A loopback port that leads to a server, until it is cut. */
export interface Way {
  readonly port: number
  /** Breaks every connection and takes no new ones. */
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Opens a way to a port of this machine; closed with the test. */
export async function wayTo(target: number): Promise<Way> {
  const sockets = new Set<Socket>()
  let server = await listen(0)
  const { port } = server.address() as AddressInfo // listening on TCP
  async function listen(at: number): Promise<Server> {
    const made = createServer((incoming) => {
      const outgoing = connect(target, '127.0.0.1')
      for (const socket of [incoming, outgoing]) {
        sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => sockets.delete(socket))
      }
      incoming.pipe(outgoing).pipe(incoming)
    }).listen(at, '127.0.0.1')
    await once(made, 'listening')
    return made
  }
  const way: Way = {
    port,
    async cut() {
      if (!server.listening) return
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
    async mend() {
      server = await listen(port)
    },
  }
  atEnd(() => way.cut())
  return way
}
