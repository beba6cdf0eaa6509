// The text clipboard: put on this machine's after a yes, or read from it once, after a yes.
import { clipboardRequests } from '../../src/features/clipboard/protocol.ts'
import { giveParts, packText, takeParts, unpackText } from '../../src/protocol/clipboard.ts'
import { type Handler, handler } from './handler.ts'

/** The action `clipboard.push`: the text is fetched once the customer has agreed, and is the one they were told of. */
export const pushClipboard: Handler = handler(
  'clipboard',
  clipboardRequests['clipboard.push'].data,
  async ({ ask, asking, clipboard, signal, started }, told) => {
    await clipboard.open()
    await started({ direction: 'push' })
    const { session } = asking
    const packed = await takeParts((at) => asking.ask('clipboard.take', { session, ask, at }))
    const text = unpackText(packed, told)
    signal.throwIfAborted()
    await clipboard.write(text)
    await asking.ask('clipboard.report', { ask, ...told })
    return 'reported'
  },
)

/** The action `clipboard.pull`. */
export const pullClipboard: Handler = handler(
  'clipboard',
  clipboardRequests['clipboard.pull'].data,
  async ({ ask, asking, clipboard, signal, started }) => {
    await clipboard.open()
    await started({ direction: 'pull' })
    const { packed, told } = packText(await clipboard.read())
    signal.throwIfAborted()
    const { session } = asking
    await giveParts(packed, async (at, part) => {
      signal.throwIfAborted()
      await asking.ask('clipboard.give', { session, ask, at, ...part })
    })
    await asking.ask('clipboard.report', { ask, ...told })
    return 'reported'
  },
)
