// Wipes one mark off a running share.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { findShare } from './find-share.ts'

interface Options {
  readonly share?: string
}

/** `deskhand annotate remove MARK`: {"mark","share","removed":true}. */
export const run: Run<Options> = async (context, { args: [mark = ''], options }) => {
  const { io, request } = context
  const { session, ask } = await findShare(context, options.share)
  await request('annotate.remove', { ask, mark }, { session })
  await printResult(io, { mark, share: ask, removed: true }, () => printMessage(io, io.t('annotate.removed')))
  return undefined
}
