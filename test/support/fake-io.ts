// An `Io` whose streams a test holds in its hands: what was printed, what is typed, how wide the terminal is.
import { PassThrough, Writable } from 'node:stream'
import { type Io, type IoOptions, ioOfProcess, type Output } from '../../src/terminal/print/io.ts'

/** What a fake `Io` is like. */
export type FakeIoOptions = IoOptions & {
  /** All three streams are terminals. */
  readonly isTty?: boolean
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
}

/** An `Io` and the other ends of its streams. */
export type FakeIo = {
  readonly io: Io
  readonly stdin: PassThrough
  /** Everything printed on stdout so far. */
  readonly out: () => string
  /** Everything printed on stderr so far. */
  readonly err: () => string
  /** The reader of stdout goes away, as `head` does. */
  readonly closeOut: () => void
}

/** Makes an `Io` in memory, through the same constructor a process uses. */
export function fakeIo(options: FakeIoOptions = {}): FakeIo {
  const { isTty = false, columns = 80, env = {} } = options
  const tty = isTty ? { isTTY: true, columns } : {}
  const texts = { out: '', err: '' }
  let isGone = false
  const output = (name: 'out' | 'err'): Output =>
    Object.assign(
      new Writable({
        write: (chunk: Buffer, _, done) => {
          if (isGone && name === 'out') return done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
          texts[name] += chunk.toString('utf8')
          done()
        },
      }),
      tty,
    )
  const stdin = Object.assign(new PassThrough(), isTty ? { isTTY: true, setRawMode: () => stdin } : {})
  const io = ioOfProcess({ stdin, stdout: output('out'), stderr: output('err'), env }, options)
  return {
    io,
    stdin,
    out: () => texts.out,
    err: () => texts.err,
    closeOut: () => {
      isGone = true
    },
  }
}
