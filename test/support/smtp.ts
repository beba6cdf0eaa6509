// A real SMTP server in the test's process that keeps every message it is given.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { atEnd } from './ending.ts'
import { type Mail, parseMail } from './mail.ts'
import { until } from './wait.ts'

/** A message with its envelope. */
export interface ReceivedMail extends Mail {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it was sent. */
  readonly raw: string
}

/** A server that listens until the test ends. */
export interface Smtp {
  readonly port: number
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string
  /** Every message so far, in the order of arrival. */
  readonly messages: readonly ReceivedMail[]
  /** Waits for a message to an address. */
  readonly waitForMail: (to: string) => Promise<ReceivedMail>
}

/** How the server behaves. */
export interface SmtpBehaviour {
  /** Sign-in it insists on. */
  readonly account?: { readonly user: string; readonly password: string }
  /** Recipients it refuses with 550. */
  readonly refuses?: (address: string) => boolean
  /** Certificate for STARTTLS; without one the server offers none. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** Starts the server on a free loopback port; it ends with the test. */
export async function startSmtp(behaviour: SmtpBehaviour = {}): Promise<Smtp> {
  const messages: ReceivedMail[] = []
  const server = new SMTPServer(optionsFor(behaviour, messages))
  server.on('error', () => undefined) // a client that hangs up in the middle; the test looks at what arrived
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = listener.address() as AddressInfo // listening on TCP, so never a pipe's name
  const find = (to: string) => messages.find((message) => message.to.includes(to))
  const waitForMail = (to: string) => until(`a mail to ${to}`, () => find(to))
  return { port, url: `smtp://127.0.0.1:${port}`, messages, waitForMail }
}

function optionsFor(behaviour: SmtpBehaviour, messages: ReceivedMail[]): SMTPServerOptions {
  const { account, refuses, tls } = behaviour
  return {
    ...tls,
    authOptional: !account,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    onAuth: ({ username, password }, _session, done) =>
      username === account?.user && password === account?.password
        ? done(null, { user: username })
        : done(Object.assign(new Error('authentication failed'), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, done) =>
      refuses?.(address) ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done(),
    onData: (stream, { envelope }, done) => {
      text(stream).then((raw) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        messages.push({ ...parseMail(raw), from, to: envelope.rcptTo.map(({ address }) => address), raw })
        done()
      }, done)
    },
  }
}
