// The X11 platform: everything Deskhand needs of a machine with an X display.
import type { Platform } from '../platform.ts'
import { connectX } from './connection.ts'
import { openGrabber } from './grabber.ts'
import { readLayout } from './monitors.ts'
import { showX11Notice } from './notice.ts'
import { openX11Source } from './screen-source.ts'

/** Makes the platform of one display, such as `:0`; every part of it opens a connection of its own. */
export function x11Platform(display: string): Platform {
  return {
    name: 'x11',
    async describe() {
      const connection = await connectX(display)
      try {
        const { widthPx, heightPx, monitors } = await readLayout(connection)
        const grabber = await openGrabber(connection, 1, 1)
        grabber.close()
        return { name: 'x11', widthPx, heightPx, monitors, isDrawn: false, hasFastCapture: grabber.isShared }
      } finally {
        await connection.close()
      }
    },
    openScreen: (what) => openX11Source({ display, ...what }),
    showNotice: (text) => showX11Notice(display, text),
    close: () => Promise.resolve(),
  }
}
