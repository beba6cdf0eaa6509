// Saves the shared picture with the marks that are on it at that moment burned in.
import { lstat } from 'node:fs/promises'
import sharp from 'sharp'
import { findShare } from '../../features/annotate/find-share.ts'
import type { Run } from '../../features/command.ts'
import { isoTime, printResult } from '../../features/shape.ts'
import { writeFileWhole } from '../../features/write-file.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { Mark } from '../../protocol/marks.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { FrameBuffer } from '../../viewer/host/frame-buffer.ts'
import type { ProgramContext } from '../context.ts'
import { marksSvg } from '../mark-svg.ts'
import { watchShare } from '../watch-share.ts'
import { firstPicture } from './run-desktop-screenshot.ts'

interface Options {
  readonly out?: string
  readonly share?: string
  readonly force?: boolean
  /** Milliseconds to the first picture. */
  readonly timeout?: number
}
const TIMEOUT_MS = 15_000

/** `deskhand annotate capture`: {"file","bytes","widthPx","heightPx","marks","at"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const program = context as ProgramContext // commands of the program get the program's context
  const at = io.now()
  const file = options.out ?? `annotated-${isoTime(at).replaceAll(':', '-')}.png`
  const isThere = await lstat(file).then(
    () => true,
    () => false,
  )
  if (isThere && !options.force) throw new DeskhandError('file.exists', { path: file })
  const share = await findShare(context, options.share)
  const seen = await watchShare(await program.link(), share)
  try {
    const picture = await firstPicture(seen, { timeoutMs: options.timeout ?? TIMEOUT_MS, signal: program.signal })
    const marks = seen.mirror.state.annotate.get(share.channel)?.marks ?? []
    const bytes = await writeFileWhole(file, [await burned(picture, marks)])
    const { widthPx, heightPx } = picture
    const shape = { file, bytes, widthPx, heightPx, marks: marks.length, at: isoTime(at) }
    await printResult(io, shape, () => printMessage(io, io.t('cli.written', { file })))
    return undefined
  } finally {
    seen.mirror.close()
  }
}

/** The picture as PNG, its pixels exact where nothing is drawn. */
async function burned(picture: FrameBuffer, marks: readonly Mark[]): Promise<Uint8Array> {
  const png = await picture.png()
  if (marks.length === 0) return png
  return sharp(png)
    .composite([{ input: Buffer.from(marksSvg(marks, picture)), left: 0, top: 0 }])
    .removeAlpha()
    .png()
    .toBuffer()
}
