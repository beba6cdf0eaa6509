// Takes published files back: they can no longer be downloaded, and downloads that run end.
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

interface Options {
  readonly all?: boolean
}

/** `deskhand file unpublish ID | --all`: {"unpublished":[ID]}; `--all` closes the exchange as well (FTB-07). */
export const run: Run<Options> = async (context, { args: [file], options: { all = false } }) => {
  const { io } = context
  if (all === (file !== undefined)) throw new DeskhandError('usage', { problem: io.t('cli.file.which') })
  if (file !== undefined && !/^f_[0-9a-z]{1,32}$/.test(file)) throw new DeskhandError('file.not-found', { file })
  const session = await context.session()
  const { files } = await context.request('file.unpublish', { file: file ?? null }, { session })
  await printResult(io, { unpublished: files }, () =>
    printMessage(io, io.t('cli.file.unpublished', { count: files.length })),
  )
  return undefined
}
