// Lists the marks on a running share, oldest first.
import { timeOfDay } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import { isoTime, localeOf, printFields, printResult } from '../shape.ts'
import { findShare } from './find-share.ts'
import { colorText, markJson } from './mark-json.ts'
import { readMarks } from './read-marks.ts'

interface Options {
  readonly share?: string
}

const COLUMNS = ['id', 'time', 'by', 'shape', 'color', 'text'] as const

/** `deskhand annotate list`: [{"mark","share","shape","color","widthPx","points","text","by":{"id","name"},"at"}]. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const share = await findShare(context, options.share)
  const marks = await readMarks(context, share)
  const shape = marks.map((one) => ({
    mark: one.id,
    share: share.ask,
    ...markJson(one),
    by: { id: one.by, name: one.author },
    at: isoTime(one.at),
  }))
  await printResult(io, shape, async () => {
    if (io.isOutputTty)
      await printFields(
        io,
        COLUMNS.map((one) => io.t(`cli.column.${one}`)),
      )
    for (const { id, at, author, shape: drawn, color, text } of marks)
      await printFields(io, [id, timeOfDay(at, localeOf(io)), author, drawn, colorText(color), text])
  })
  return undefined
}
