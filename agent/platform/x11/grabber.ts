// Pixels of an X display: through shared memory where the server allows it, over the socket otherwise.
import type { Segment } from 'x11'
import type { Rect } from '../../../src/protocol/screen.ts'
import type { Pixels } from '../platform.ts'
import type { XConnection } from './connection.ts'

const ALL_PLANES = 0xffffffff
const Z_PIXMAP = 2

/** Takes pixels of one window or pixmap, one rectangle at a time. */
export type Grabber = {
  readonly isShared: boolean
  /** The memory is overwritten by the next call. */
  grab(rect: Rect): Promise<Pixels>
  close(): void
}

/** What pixels are taken from: the desktop, unless another drawable is named. */
export type GrabberOptions = { readonly widthPx: number; readonly heightPx: number; readonly drawable?: number }

/**
 * Prepares grabbing from a desktop, or from a pixmap, of the given size.
 *
 * Measured at 1280 × 800: 0.7 ms through shared memory, 7 ms over the socket.
 */
export async function openGrabber(
  connection: XConnection,
  { widthPx, heightPx, drawable = connection.root }: GrabberOptions,
): Promise<Grabber> {
  const segment = await openSegment(connection, widthPx * heightPx * 4).catch(() => null)
  return segment ? sharedGrabber(connection, segment, drawable) : socketGrabber(connection, drawable)
}

async function openSegment(connection: XConnection, sizeBytes: number): Promise<Segment> {
  const shm = await connection.extension('shm')
  return connection.ask<Segment>((reply) => shm.createSegment(sizeBytes, reply))
}

function sharedGrabber({ ask }: XConnection, segment: Segment, drawable: number): Grabber {
  return {
    isShared: true,
    async grab({ x, y, width, height }) {
      await ask((reply) => segment.getImage(drawable, x, y, width, height, ALL_PLANES, Z_PIXMAP, 0, reply))
      return asPixels(segment.buffer, width * height)
    },
    close: () => segment.detach(),
  }
}

function socketGrabber({ ask, client }: XConnection, drawable: number): Grabber {
  return {
    isShared: false,
    async grab({ x, y, width, height }) {
      const { data } = await ask<{ data: Buffer }>((reply) =>
        client.GetImage(Z_PIXMAP, drawable, x, y, width, height, ALL_PLANES, reply),
      )
      return asPixels(data, width * height)
    },
    close: () => undefined,
  }
}

function asPixels(bytes: Buffer, count: number): Pixels {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  return new Uint32Array(aligned.buffer, aligned.byteOffset, count)
}
