// Looks through the viewer's window without a browser: greets it as its page does and decodes the first picture.
import { WebSocket } from 'ws'
import { type FrameBuffer, newFrameBuffer } from '../../viewer/host/frame-buffer.ts'

/** What was seen. */
export interface SeenPicture {
  readonly widthPx: number
  readonly heightPx: number
  /** Different colours in it: a picture of a desktop has many, an empty one has one. */
  readonly colours: number
}

const SEE_MS = 10_000

/** Opens the viewer's address and decodes until there is a picture. @throws Error when there is none in time */
export async function seePicture(viewerUrl: string): Promise<SeenPicture> {
  const url = new URL(viewerUrl)
  const socket = new WebSocket(`ws://${url.host}/link`, { origin: url.origin })
  const picture = newFrameBuffer()
  try {
    return await new Promise<SeenPicture>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no picture came')), SEE_MS)
      let applied: Promise<unknown> = Promise.resolve()
      socket.once('error', reject)
      socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', token: url.hash.slice(1) })))
      socket.on('message', (data, isBinary) => {
        if (!isBinary) return
        applied = applied
          .then(() => picture.apply(data as Buffer)) // one buffer a message by default
          .then(() => {
            if (!picture.hasPicture) return
            clearTimeout(timer)
            resolve(describe(picture))
          })
      })
    })
  } finally {
    socket.terminate()
  }
}

function describe({ widthPx, heightPx, rgba }: FrameBuffer): SeenPicture {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4)
  return { widthPx, heightPx, colours: new Set(pixels).size }
}
