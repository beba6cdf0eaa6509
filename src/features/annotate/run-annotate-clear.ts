// Wipes all marks off a running share.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { findShare } from './find-share.ts'

interface Options {
  readonly share?: string
}

/** `deskhand annotate clear`: {"share","cleared"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io, request } = context
  const { session, ask } = await findShare(context, options.share)
  const { cleared } = await request('annotate.clear', { ask }, { session })
  const said = io.t('annotate.cleared', { count: cleared })
  await printResult(io, { share: ask, cleared }, () => printMessage(io, said))
  return undefined
}
