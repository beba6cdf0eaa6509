// Controls the customer's desktop in a window, until one of both sides ends it; what is viewed already is upgraded in place.
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import { showShare } from '../show-share.ts'

interface Options {
  readonly monitor?: number
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand desktop control`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run: Run<Options> = async (context, { options }) => {
  const data = { monitor: options.monitor ?? null }
  const program = context as ProgramContext // commands of the program get the program's context
  await showShare(program, { kind: 'desktop.control', data, isOpened: options.open !== false })
  return undefined
}
