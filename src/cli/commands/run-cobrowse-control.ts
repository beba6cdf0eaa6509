// Controls the window the customer asked for help from; without one, an application of their choice (COB-08).
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import { showShare } from '../show-share.ts'

interface Options {
  readonly app?: string
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand cobrowse control`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run: Run<Options> = async (context, { options }) => {
  const data = { wanted: options.app ?? '' }
  const program = context as ProgramContext // commands of the program get the program's context
  await showShare(program, { kind: 'cobrowse.control', data, isOpened: options.open !== false })
  return undefined
}
