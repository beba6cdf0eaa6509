// Where a request comes from, and which addresses are loopback.
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** The asker's address; behind a proxy of ours, the last one that proxy noted. */
export function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const noted = behindProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined
  if (noted && isIP(noted)) return noted
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
}

/** Whether a host name or address can only be reached from the same machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}
