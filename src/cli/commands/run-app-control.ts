// Controls an application of the customer's choice in a window; one that is viewed already is upgraded in place.
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import { showShare } from '../show-share.ts'

interface Options {
  readonly app?: string
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand app control`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run: Run<Options> = async (context, { options }) => {
  const data = { wanted: options.app ?? '' }
  const program = context as ProgramContext // commands of the program get the program's context
  await showShare(program, { kind: 'app.control', data, isOpened: options.open !== false })
  return undefined
}
