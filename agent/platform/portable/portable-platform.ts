// Windows and macOS through libraries that run on both: pictures, mouse and keyboard, and the list of windows.
import { DeskhandError } from '../../../src/protocol/error.ts'
import { ABILITY_NAMES, type AppWindow, MAX_APP_WINDOWS, MAX_TITLE_CHARACTERS } from '../applications.ts'
import type { Platform, ScreenTarget } from '../platform.ts'
import { type Capture, capture, monitorsOf } from './capture.ts'
import { type Libraries, loadLibraries, type ScreenLibrary } from './libraries.ts'
import { PortableHands } from './portable-input.ts'
import { type NoticeProgram, noticeProgram, showPortableNotice } from './portable-notice.ts'
import { openPortableSource } from './portable-source.ts'

/** How the platform is opened; what is left out is this machine's own. */
export interface PortableOptions {
  readonly system?: NodeJS.Platform
  readonly notice?: NoticeProgram | null
}

const cannot = (what: string): DeskhandError =>
  new DeskhandError('activity.failed', { problem: `${what} is not possible on this system` })

/** Opens it. @throws DeskhandError  `screen.none` where the libraries are missing */
export async function portablePlatform(options: PortableOptions = {}): Promise<Platform> {
  const { system = process.platform, notice = noticeProgram(system) } = options
  const libraries = await loadLibraries(system)
  const { screens } = libraries
  const hands = new PortableHands(libraries.hands)
  return {
    name: 'portable',
    describe: async () => {
      const monitors = monitorsOf(screens)
      if (monitors.length === 0) throw new DeskhandError('screen.none', { problem: 'there is no monitor' })
      const widthPx = Math.max(...monitors.map(({ x, width }) => x + width))
      const heightPx = Math.max(...monitors.map(({ y, height }) => y + height))
      return { name: 'portable', widthPx, heightPx, monitors, isDrawn: false, hasFastCapture: false }
    },
    abilities: async () => ({
      has: Object.fromEntries(ABILITY_NAMES.map((name) => [name, name === 'XTEST'])) as Record<
        (typeof ABILITY_NAMES)[number],
        boolean
      >, // of X only the counterpart of putting input in
      windowManager: system,
      hasCompositor: true,
    }),
    openScreen: (target = {}) => openPortableSource(libraries, target),
    listWindows: async () => windowsOf(screens),
    listApplications: async () => [],
    launch: async () => Promise.reject(cannot('starting an application')),
    openOverlay: async () => Promise.reject(cannot('drawing on the screen itself')),
    showNotice: (text) => showPortableNotice(notice, text),
    openInput: async (target) => hands.open(await areaOf(libraries, target)),
    watchOwner: async (listener) => hands.watchOwner(listener),
    clipboard: async () => Promise.reject(cannot('the clipboard')),
    close: () => Promise.resolve(),
  }
}

/** Where a target is when it is asked: of a window its place changes. */
async function areaOf({ screens }: Libraries, target: ScreenTarget) {
  const { place, widthPx, heightPx }: Capture = await capture(screens, target)
  return () => {
    const window = target.window && screens.Window.all().find((one) => String(one.id()) === target.window)
    const { x, y } = window ? { x: window.x(), y: window.y() } : place
    return { x, y, scale: place.scale, widthPx, heightPx }
  }
}

function windowsOf({ Window: library }: ScreenLibrary): readonly AppWindow[] {
  const all = library.all().filter((one) => one.width() > 0 && one.height() > 0)
  return all.slice(0, MAX_APP_WINDOWS).map((one) => ({
    id: String(one.id()),
    title: one.title().slice(0, MAX_TITLE_CHARACTERS),
    application: one.appName().slice(0, MAX_TITLE_CHARACTERS),
    rect: { x: one.x(), y: one.y(), width: one.width(), height: one.height() },
    isMinimized: one.isMinimized(),
  }))
}
