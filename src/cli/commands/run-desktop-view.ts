// Shows the customer's desktop in a window, until one of both sides ends it.
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import { showShare } from '../show-share.ts'

interface Options {
  readonly monitor?: number
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand desktop view`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run: Run<Options> = async (context, { options }) => {
  const data = { monitor: options.monitor ?? null }
  const program = context as ProgramContext // commands of the program get the program's context
  await showShare(program, { kind: 'desktop.view', data, isOpened: options.open !== false })
  return undefined
}
