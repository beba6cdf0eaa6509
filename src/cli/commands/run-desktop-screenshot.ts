// Saves a picture of the customer's desktop, every pixel as it was sent.
import { aborted } from '../../client/aborted.ts'
import type { Run } from '../../features/command.ts'
import { isoTime, printResult } from '../../features/shape.ts'
import { writeFileWhole } from '../../features/write-file.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import { type FrameBuffer, newFrameBuffer } from '../../viewer/host/frame-buffer.ts'
import type { ProgramContext } from '../context.ts'
import { type SeenShare, seeShare, stopSeeing } from '../see-share.ts'

interface Options {
  readonly out?: string
  readonly monitor?: number
  /** Milliseconds to the first picture after the customer's yes. */
  readonly timeout?: number
}
const TIMEOUT_MS = 15_000

/** `deskhand desktop screenshot`: {"file","bytes","widthPx","heightPx","at"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const program = context as ProgramContext // commands of the program get the program's context
  const progress = progressLine(io)
  const monitor = options.monitor ?? null
  const seen = await seeShare(program, {
    kind: 'desktop.view',
    data: { monitor },
    onStep: (step) => progress.update(io.t(`cli.step.${step.is}`)),
  })
  try {
    const picture = await firstPicture(seen, { timeoutMs: options.timeout ?? TIMEOUT_MS, signal: program.signal })
    await progress.done()
    const at = io.now()
    const file = options.out ?? `desktop-${isoTime(at).replaceAll(':', '-')}.png`
    const area = seen.isOurs ? undefined : areaOf(picture, monitor)
    const bytes = await writeFileWhole(file, [await picture.png(area)])
    const { widthPx, heightPx } = picture
    const shape = { file, bytes, widthPx: area?.width ?? widthPx, heightPx: area?.height ?? heightPx, at: isoTime(at) }
    await printResult(io, shape, () => printMessage(io, io.t('cli.written', { file })))
    return undefined
  } finally {
    await progress.done()
    await stopSeeing(seen)
  }
}

function areaOf(picture: FrameBuffer, monitor: number | null): FrameBuffer['monitors'][number] | undefined {
  return monitor === null ? undefined : picture.monitors[monitor]
}

interface Waiting {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** The first whole and exact picture of a channel. @throws DeskhandError `timeout`, `activity.stopped`, `interrupted` */
export async function firstPicture(
  seen: Pick<SeenShare, 'link' | 'channel' | 'stopped'>,
  { timeoutMs, signal }: Waiting,
): Promise<FrameBuffer> {
  const picture = newFrameBuffer()
  let applied: Promise<unknown> = Promise.resolve()
  let stop = (): void => undefined
  const late = AbortSignal.timeout(timeoutMs)
  try {
    return await new Promise<FrameBuffer>((resolve, reject) => {
      late.addEventListener('abort', () =>
        reject(new DeskhandError('timeout', { seconds: timeoutMs / 1_000, what: 'a picture' })),
      )
      void aborted(signal).then(() => reject(new DeskhandError('interrupted')))
      seen.stopped.then((reason) => reject(new DeskhandError('activity.stopped', { reason })), reject)
      stop = seen.link.watch(seen.channel, (frame) => {
        applied = applied
          .then(() => picture.apply(frame))
          .then((result) => {
            if (picture.isExact) resolve(picture)
            else if (!result.ok || picture.hasPicture) seen.link.refresh(seen.channel)
          })
      })
      seen.link.refresh(seen.channel)
    })
  } finally {
    stop()
  }
}
