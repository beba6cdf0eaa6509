// The X11 platform: everything Deskhand needs of a machine with an X display.
import { DeskhandError } from '../../../src/protocol/error.ts'
import { findEntries } from '../desktop-entries/find-entries.ts'
import type { Platform } from '../platform.ts'
import { readAbilities } from './abilities.ts'
import { openX11Clipboard } from './clipboard/clipboard.ts'
import { connectX, type XConnection } from './connection.ts'
import { openGrabber } from './grabber.ts'
import { shareInputDesk } from './input/input-desk.ts'
import { openX11Sink } from './input/input-sink.ts'
import { watchX11Owner } from './input/owner-input.ts'
import { launchOnX } from './launch.ts'
import { readLayout } from './monitors.ts'
import { showX11Notice } from './notice.ts'
import { openX11Overlay } from './overlay.ts'
import { openProperties } from './properties.ts'
import { openX11Source } from './screen-source.ts'
import { listX11Windows } from './window-list.ts'
import { openX11Window } from './window-source.ts'

/**
 * Makes the platform of one display, such as `:0`; every part of it opens a connection of its own.
 *
 * @param env  where applications are looked for and what they are started with
 */
export function x11Platform(display: string, env: NodeJS.ProcessEnv = process.env): Platform {
  const desk = shareInputDesk(display)
  return {
    name: 'x11',
    describe() {
      return withConnection(display, async (connection) => {
        const { widthPx, heightPx, monitors } = await readLayout(connection)
        const grabber = await openGrabber(connection, { widthPx: 1, heightPx: 1 })
        grabber.close()
        return { name: 'x11', widthPx, heightPx, monitors, isDrawn: false, hasFastCapture: grabber.isShared }
      })
    },
    abilities: () => withConnection(display, readAbilities),
    openScreen: ({ window, ...what } = {}) =>
      window === undefined ? openX11Source({ display, ...what }) : openX11Window({ display, window }),
    listWindows: () => withConnection(display, (it) => listX11Windows(it, openProperties(it))),
    listApplications: async () => (await findEntries(env)).map(({ id, name }) => ({ id, name })),
    async launch(id) {
      const entry = (await findEntries(env)).find((it) => it.id === id)
      if (!entry) throw new DeskhandError('activity.failed', { problem: `there is no application ${id}` })
      return launchOnX(entry, { display, env })
    },
    openOverlay: (target) => openX11Overlay(display, target),
    showNotice: (text) => showX11Notice(display, text),
    openInput: async (target) => openX11Sink(await desk.open(), target),
    watchOwner: async (listener) => watchX11Owner(await desk.open(), listener),
    clipboard: () => openX11Clipboard(display),
    close: () => Promise.resolve(),
  }
}

async function withConnection<T>(display: string, use: (connection: XConnection) => Promise<T>): Promise<T> {
  const connection = await connectX(display)
  try {
    return await use(connection)
  } finally {
    await connection.close()
  }
}
