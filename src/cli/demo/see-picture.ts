// Looks through the viewer's window without a browser: greets it as its page does, decodes the pictures, gives it input.
import { WebSocket } from 'ws'
import { peekHeader } from '../../protocol/frame.ts'
import { encodeInput, type InputEvent } from '../../protocol/input.ts'
import { type FrameBuffer, newFrameBuffer } from '../../viewer/host/frame-buffer.ts'

/** What was seen. */
export interface SeenPicture {
  readonly widthPx: number
  readonly heightPx: number
  /** Different colours in it: a picture of a desktop has many, an empty one has one. */
  readonly colours: number
}

/** A viewer's window that is looked at. */
export interface Looked {
  readonly picture: FrameBuffer
  /** Mouse and keyboard, as its page gives them. */
  send(events: readonly InputEvent[]): void
  /** Resolves once a picture is as it should be. @throws Error when none is in time */
  until(isRight: (picture: FrameBuffer) => boolean): Promise<void>
  close(): void
}

const SEE_MS = 10_000

/** Opens the viewer's address and decodes what comes. */
export function lookAt(viewerUrl: string): Looked {
  const url = new URL(viewerUrl)
  const socket = new WebSocket(`ws://${url.host}/link`, { origin: url.origin })
  const picture = newFrameBuffer()
  const waiting = new Set<() => void>()
  let applied: Promise<unknown> = Promise.resolve()
  socket.on('error', () => undefined) // whoever waits for a picture waits in vain and says so
  socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', token: url.hash.slice(1) })))
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return
    const frame = data as Buffer // one buffer a message by default
    applied = applied.then(async () => {
      await picture.apply(frame)
      const peeked = peekHeader(frame)
      const seq = peeked.ok ? peeked.header.seq : 0
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: 'drawn', seq, latencyMs: 0 }))
      for (const look of [...waiting]) look()
    })
  })
  return {
    picture,
    send: (events) => socket.send(encodeInput(events)),
    close: () => socket.terminate(),
    until: (isRight) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no such picture came')), SEE_MS)
        const look = (): void => {
          if (!picture.hasPicture || !isRight(picture)) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Opens the viewer's address until there is a picture. @throws Error when there is none in time */
export async function seePicture(viewerUrl: string): Promise<SeenPicture> {
  const looked = lookAt(viewerUrl)
  try {
    await looked.until(() => true)
    return describe(looked.picture)
  } finally {
    looked.close()
  }
}

function describe({ widthPx, heightPx, rgba }: FrameBuffer): SeenPicture {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4)
  return { widthPx, heightPx, colours: new Set(pixels).size }
}
