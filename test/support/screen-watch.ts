// Someone who watches a screen source without a page: every frame applied to pixels, as the rep's command line does.
import sharp from 'sharp'
import type { ScreenSource } from '../../agent/platform/platform.ts'
import { DEFAULT_SCREEN_OPTIONS, type ScreenOptions } from '../../agent/screen/screen-options.ts'
import { type ScreenStream, startScreenStream } from '../../agent/screen/screen-stream.ts'
import type { DeskhandError } from '../../src/protocol/error.ts'
import { type ApplyResult, type FrameBuffer, newFrameBuffer } from '../../src/viewer/host/frame-buffer.ts'
import type { TestDisplay } from './display.ts'
import { atEnd } from './ending.ts'

/** A stream and what its watcher sees. */
export type ScreenWatch = {
  readonly stream: ScreenStream
  readonly picture: FrameBuffer
  readonly frames: Uint8Array[]
  readonly results: ApplyResult[]
  readonly failures: DeskhandError[]
  /** Pretends that so many bytes wait on the link. */
  link: { bufferedBytes: number }
  /** Resolves when every frame so far is applied. */
  settled(): Promise<void>
}

/** Watches `source` until the test is over. */
export function watchScreen(source: ScreenSource, options: Partial<ScreenOptions> = {}): ScreenWatch {
  const picture = newFrameBuffer()
  const frames: Uint8Array[] = []
  const results: ApplyResult[] = []
  const failures: DeskhandError[] = []
  const link = { bufferedBytes: 0 }
  let applied = Promise.resolve()
  const stream = startScreenStream({
    source,
    channel: 1,
    send(frame) {
      frames.push(frame)
      applied = applied.then(async () => void results.push(await picture.apply(frame)))
    },
    bufferedBytes: () => link.bufferedBytes,
    clock: Date.now,
    failed: (error) => failures.push(error),
    options: { ...DEFAULT_SCREEN_OPTIONS, ...options },
  })
  atEnd(() => stream.stop())
  return { stream, picture, frames, results, failures, link, settled: () => applied }
}

/** What ImageMagick says the display shows, three bytes a pixel. */
export async function truePixels(display: TestDisplay): Promise<Buffer> {
  const png = await display.run('import', '-silent', '-window', 'root', 'png:-')
  return sharp(png).removeAlpha().toColourspace('srgb').raw().toBuffer()
}

/** What the watcher sees, three bytes a pixel. */
export function seenPixels({ rgba }: FrameBuffer): Buffer {
  const rgb = Buffer.alloc((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0
    rgb[to + 1] = rgba[from + 1] ?? 0
    rgb[to + 2] = rgba[from + 2] ?? 0
  }
  return rgb
}
