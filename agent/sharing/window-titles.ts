// What stands on a desktop as text, for a link that is too thin for pictures: the titles of the windows that are seen.
import { MAX_TOLD_TITLE_CHARACTERS, MAX_TOLD_WINDOWS } from '../../src/protocol/limits.ts'
import type { Rect } from '../../src/protocol/screen.ts'
import type { Platform, ScreenTarget } from '../platform/platform.ts'

/** At this many kilobits a second and less, pictures need words beside them. */
export const TEXT_FLOOR_KBPS = 200

type Machine = Pick<Platform, 'describe' | 'listWindows'>

/**
 * Titles of the windows of a shared desktop or monitor, the topmost first; of one shared window none, because nobody
 * agreed to tell of others. What is minimized, or on another monitor, is not in the picture and not told either.
 *
 * @throws DeskhandError  `screen.lost`
 */
export async function windowTitles(platform: Machine, target: ScreenTarget): Promise<readonly string[]> {
  if (target.window !== undefined) return []
  const area = target.monitor === undefined ? null : await areaOf(platform, target.monitor)
  if (area === undefined) return []
  const windows = await platform.listWindows()
  return windows
    .filter(({ isMinimized, rect }) => !isMinimized && (area === null || overlaps(area, rect)))
    .slice(0, MAX_TOLD_WINDOWS)
    .map(({ title, application }) => (title || application).slice(0, MAX_TOLD_TITLE_CHARACTERS))
}

async function areaOf(platform: Machine, name: string): Promise<Rect | undefined> {
  return (await platform.describe()).monitors.find((monitor) => monitor.name === name)
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
