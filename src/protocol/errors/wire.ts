// Errors of requests, frames, links and the hub itself.
import type { ErrorRows } from './spec.ts'

/** Errors of requests, frames, links and the hub itself. */
export const wireErrors = {
  'request.malformed': {
    sentence: 'the request is not well formed: {problem}',
    help: 'compare it with the schema of the request',
    exit: 2,
    http: 400,
  },
  'request.unknown': {
    sentence: 'there is no request called {name}',
    help: 'update this program or the hub so that both know it',
    exit: 2,
    http: 404,
  },
  'request.too-large': {
    sentence: 'the message is larger than {limit} bytes',
    help: 'send less at a time',
    exit: 8,
    http: 413,
    close: 1009,
  },
  'request.too-many': {
    sentence: 'too many requests at once',
    help: 'wait a moment and try again',
    exit: 8,
    http: 429,
    retry: true,
  },
  'frame.malformed': {
    sentence: 'the frame is not well formed: {problem}',
    help: 'update the program that sent it',
    exit: 1,
    http: 400,
  },
  'link.protocol': {
    sentence: 'the link was used against the protocol: {problem}',
    help: 'update the program that opened it',
    exit: 1,
    http: 400,
    close: 4400,
  },
  'link.version': {
    sentence: 'this hub speaks protocol {min} to {max}, not {got}',
    help: 'update the older of the two programs',
    exit: 1,
    http: 426,
    close: 4426,
  },
  'link.slow': {
    sentence: 'the link could not keep up',
    help: 'reconnect; the journal is resumed where it stopped',
    exit: 12,
    http: 503,
    close: 4503,
    retry: true,
  },
  'link.idle': {
    sentence: 'the link said nothing for too long',
    help: 'reconnect',
    exit: 12,
    http: 408,
    close: 4408,
    retry: true,
  },
  'link.replaced': {
    sentence: 'a newer link of the same participant took over',
    help: 'nothing: the newer one goes on',
    exit: 9,
    http: 409,
    close: 4409,
  },
  'hub.unreachable': {
    sentence: 'the hub at {url} cannot be reached',
    help: 'check the address and that `deskhand hub serve` runs there',
    exit: 12,
    http: 503,
    retry: true,
  },
  'hub.stopping': {
    sentence: 'the hub is stopping',
    help: 'reconnect in a moment',
    exit: 12,
    http: 503,
    close: 1001,
    retry: true,
  },
  'hub.insecure': {
    sentence: 'plain HTTP is served on loopback addresses only, not on {host}',
    help: 'pass --tls-cert and --tls-key, or --behind-proxy when a proxy in front of the hub ends TLS',
    exit: 2,
    http: 400,
  },
  'hub.not-initialised': {
    sentence: 'this hub has no administrator yet',
    help: 'open the setup link that `deskhand hub serve` printed, or run `deskhand hub init` where the hub runs',
    exit: 9,
    http: 409,
  },
  'hub.initialised': {
    sentence: 'this hub is set up already',
    help: 'sign in with `deskhand login`',
    exit: 9,
    http: 409,
  },
  'hub.feature-missing': {
    sentence: 'the hub cannot do this: {problem}',
    help: 'ask the administrator of the hub',
    exit: 1,
    http: 501,
  },
} as const satisfies ErrorRows
