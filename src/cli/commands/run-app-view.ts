// Shows an application of the customer's choice in a window.
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import { showShare } from '../show-share.ts'

interface Options {
  readonly app?: string
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand app view`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run: Run<Options> = async (context, { options }) => {
  const data = { wanted: options.app ?? '' }
  const program = context as ProgramContext // commands of the program get the program's context
  await showShare(program, { kind: 'app.view', data, isOpened: options.open !== false })
  return undefined
}
