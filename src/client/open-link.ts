// Opens a link to a hub from Node.
import { connectLink } from './connect-link.ts'
import type { Link, LinkOptions } from './link.ts'
import { openNodeSocket } from './node-socket.ts'

/**
 * Opens a link; it connects and reconnects by itself until it is closed.
 *
 * @throws DeskhandError `usage` or `hub.insecure` for an address that is none or may carry no token
 */
export function openLink(options: LinkOptions): Link {
  return connectLink(options, openNodeSocket)
}
