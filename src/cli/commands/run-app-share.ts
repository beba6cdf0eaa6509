// Shows an application of the rep's own machine to the customer; one that does not run is started (APP-13).
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { ProgramContext } from '../context.ts'
import type { OwnApp, OwnDisplay } from '../own-machine.ts'
import { shareOwnScreen } from '../share-own.ts'
import { understood } from '../understood.ts'

interface Options {
  readonly control?: boolean
  readonly iUnderstand?: boolean
  readonly platform?: 'x11' | 'fake'
}

/** `deskhand app share NAME`: first line {"ask","channel","kind"}, then {"watchers"}, last {"status":"ended","reason"}. */
export const run: Run<Options> = async (context, { args: [name = ''], options }) => {
  const { control, iUnderstand, platform = null } = options
  const { io } = context
  if (control) await understood(io, io.t('cli.share.warnApp'), iUnderstand === true)
  const program = context as ProgramContext // commands of the program get the program's context
  const display = { platform, env: io.env, language: io.language }
  const app = await findApp(program, display, name)
  const window = app.isRunning ? app.id : await (await program.ownMachine()).launch(display, app.id)
  const kind = control ? 'app.share-control' : 'app.share'
  await shareOwnScreen(program, { kind, target: { window }, title: app.title || app.name, platform })
  return undefined
}

/** What runs before what is only installed; a name before a part of a title. */
async function findApp(context: ProgramContext, display: OwnDisplay, wanted: string): Promise<OwnApp> {
  const apps = await (await context.ownMachine()).listApps(display, true)
  const text = wanted.trim().toLocaleLowerCase()
  const found =
    apps.find(({ id }) => id === wanted) ??
    apps.find(({ name }) => name.toLocaleLowerCase() === text) ??
    apps.find(({ title }) => text !== '' && title.toLocaleLowerCase().includes(text))
  if (found) return found
  throw new DeskhandError('app.not-found', { name: wanted })
}
