// The windows and applications of the drawn desktop: two that are open, and one that can be started.
import { DeskhandError } from '../../../src/protocol/error.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import { ABILITY_NAMES, type Application, type AppWindow, type PlatformAbilities } from '../applications.ts'
import type { Picture } from '../picture.ts'
import type { Part } from './fake-view.ts'
import { drawBrowser, sceneWindows } from './scene.ts'
import { TITLES } from './script.ts'

/** The drawn desktop has no parts of a display. */
export const DRAWN_ABILITIES: PlatformAbilities = {
  has: Object.fromEntries(ABILITY_NAMES.map((name) => [name, false])) as PlatformAbilities['has'], // one for each name
  windowManager: null,
  hasCompositor: false,
}

/** The windows of the drawn desktop. */
export type FakeWindows = {
  readonly applications: readonly Application[]
  list(): readonly AppWindow[]
  /** @throws DeskhandError  `screen.none` */
  find(id: string): Part
  /** Starts one, or finds its window when it runs. @throws DeskhandError  `activity.failed` */
  launch(id: string, picture: Picture, damage: (rects: readonly Rect[]) => void): AppWindow
}

/** Makes the windows, the terminal and the note open. */
export function openFakeWindows(size: { readonly widthPx: number; readonly heightPx: number }): FakeWindows {
  const places = sceneWindows(size)
  const windows = {
    browser: { id: 'browser', title: TITLES.browser, application: 'Browser', rect: places.browser, isMinimized: false },
    notes: { id: 'notes', title: TITLES.note, application: 'Notes', rect: places.note, isMinimized: false },
    terminal: {
      id: 'terminal',
      title: TITLES.terminal,
      application: 'Terminal',
      rect: places.terminal,
      isMinimized: false,
    },
  } as const satisfies Readonly<Record<string, AppWindow>>
  const all: readonly AppWindow[] = Object.values(windows)
  let isBrowserOpen = false
  const list = (): readonly AppWindow[] => all.filter((it) => it !== windows.browser || isBrowserOpen)
  return {
    applications: all.map(({ id, application }) => ({ id, name: application })),
    list,
    find(id) {
      const window = list().find((it) => it.id === id)
      if (!window) throw new DeskhandError('screen.none', { problem: `there is no window ${id}` })
      const { rect } = window
      const above = (): readonly AppWindow[] => list().slice(0, list().indexOf(window))
      return {
        area: rect,
        monitor: { ...rect, x: 0, y: 0, name: 'window', isPrimary: true },
        covered: () => above().flatMap((it) => intersect(it.rect, rect) ?? []),
      }
    },
    launch(id, picture, damage) {
      const window = all.find((it) => it.id === id)
      if (!window) throw new DeskhandError('activity.failed', { problem: `there is no application ${id}` })
      if (window === windows.browser && !isBrowserOpen) {
        isBrowserOpen = true
        drawBrowser(picture, window.rect)
        damage([{ ...window.rect, x: window.rect.x - 1, y: window.rect.y - 1 }, window.rect])
      }
      return window
    },
  }
}
