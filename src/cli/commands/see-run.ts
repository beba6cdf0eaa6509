// What every command does that shows the customer's machine in a window: it asks for one kind of share and shows it.
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import type { SeenKind } from '../see-share.ts'
import { showShare } from '../show-share.ts'

interface Options {
  /** Of a desktop: index from 0. */
  readonly monitor?: number
  /** Of an application: what is meant, a hint to the customer. */
  readonly app?: string
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand <noun> view|control`: first line {"viewerUrl","path","mode"}, then status lines. */
export function seeRun(kind: SeenKind): Run<Options> {
  return async (context, { options: { monitor = null, app = '', open } }) => {
    const data = kind.startsWith('desktop.') ? { monitor } : { wanted: app }
    const program = context as ProgramContext // commands of the program get the program's context
    await showShare(program, { kind, data, isOpened: open !== false })
    return undefined
  }
}
