// Draws one mark on a running share.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { findShare } from './find-share.ts'
import { markJson } from './mark-json.ts'
import { readMark, type TypedMark } from './read-mark.ts'

type Options = TypedMark & { readonly share?: string }

/** `deskhand annotate add`: {"mark","share","shape","color","widthPx","points","text"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io, request } = context
  const drawn = readMark(options, io.t)
  const { session, ask } = await findShare(context, options.share)
  const { mark } = await request('annotate.add', { ask, mark: drawn }, { session })
  const shape = { mark, share: ask, ...markJson(drawn) }
  await printResult(io, shape, () => printMessage(io, io.t('annotate.added', { mark })))
  return undefined
}
