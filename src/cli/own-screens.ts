// The rep's own screen for the console: what it asks for in its own words, carried out by the rep's own machine.
import type { OwnScreens } from '../console/control/ports.ts'
import type { Io } from '../terminal/print/io.ts'
import { tellChanges } from './own-changes.ts'
import type { OwnDisplay, OwnMachine, OwnShare } from './own-machine.ts'

/** Makes the console's way to this machine's screen. @param platform  null for the display the program was started on */
export function ownScreensOf(
  machine: () => Promise<OwnMachine>,
  { env, language, t }: Io,
  platform: OwnDisplay['platform'] = null,
): OwnScreens {
  const display: OwnDisplay = { platform, env, language }
  return {
    listApps: async (isAll) => (await machine()).listApps(display, isAll),
    launch: async (id) => (await machine()).launch(display, id),
    show: async ({ customer, mirror, ...screen }) => {
      const isGiven = screen.kind.endsWith('share-control')
      const notice = t(isGiven ? 'cli.share.noticeControl' : 'cli.share.notice', { name: customer })
      const heard = (): void => undefined // the journal and the hub tell the console
      const onShare: OwnShare['onShare'] = (listener) => tellChanges(mirror, screen.ask, listener)
      const { session } = mirror
      await (await machine()).share({ ...display, ...screen, session, onShare, notice, started: heard, watched: heard })
    },
  }
}
