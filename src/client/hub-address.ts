// The address of a hub: how it is read from a person, and which ones may carry a secret.
import { DeskhandError } from '../protocol/error.ts'

/** Longest address of a hub, in characters. */
export const MAX_ADDRESS_CHARACTERS = 300

/**
 * Reads a hub's address as people write it: without a scheme it is `https`, on loopback `http`.
 *
 * @returns the base address without a slash at its end
 * @throws DeskhandError `usage` when it is no address; `hub.insecure` for plain HTTP to another machine, over which no
 *   token or password is ever sent
 */
export function hubAddress(text: string): string {
  const url = parse(text.trim())
  if (!url)
    throw new DeskhandError('usage', { problem: `${text.slice(0, MAX_ADDRESS_CHARACTERS)} is not a hub’s address` })
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new DeskhandError('hub.insecure', { host: url.hostname })
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** The address of the link of a hub. @param base  from {@link hubAddress} */
export function linkAddress(base: string): string {
  return `${base.replace(/^http/, 'ws')}/v1/link`
}

/** The address for single requests. @param base  from {@link hubAddress} */
export function requestAddress(base: string): string {
  return `${base}/v1/request`
}

/** Whether a host name is this machine, whatever the network says: names that only usually are do not count. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase()
  return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}

function parse(text: string): URL | null {
  if (text === '' || text.length > MAX_ADDRESS_CHARACTERS) return null
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const bare = hasScheme ? text : `https://${text}`
  if (!URL.canParse(bare)) return null
  const url = new URL(bare)
  if (!hasScheme && isLoopback(url.hostname)) url.protocol = 'http:'
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  return isPlain && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : null
}
