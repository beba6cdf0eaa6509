// Shows the rep's own desktop to the customer, until one of both sides ends it.
import type { Run } from '../../features/command.ts'
import type { ProgramContext } from '../context.ts'
import { shareOwnScreen } from '../share-own.ts'
import { understood } from '../understood.ts'

interface Options {
  readonly monitor?: number
  readonly control?: boolean
  readonly iUnderstand?: boolean
  readonly platform?: 'x11' | 'fake'
}

/** `deskhand desktop share`: first line {"ask","channel","kind"}, then {"watchers"}, last {"status":"ended","reason"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { monitor = null, control, iUnderstand, platform = null } = options
  if (control) await understood(context.io, context.io.t('cli.share.warnDesktop'), iUnderstand === true)
  const kind = control ? 'desktop.share-control' : 'desktop.share'
  const program = context as ProgramContext // commands of the program get the program's context
  await shareOwnScreen(program, { kind, target: { monitor }, title: '', platform })
  return undefined
}
