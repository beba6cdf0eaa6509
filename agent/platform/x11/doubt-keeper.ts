// Turns what happened around a shared window into what of its pixels is in doubt.
import type { Geometry } from 'x11'
import type { Rect } from '../../../src/protocol/screen.ts'
import type { XConnection } from './connection.ts'
import { type Doubt, openDoubt } from './doubt.ts'
import type { Kinship } from './kinship.ts'
import { type TopLevel, unlessGone } from './top-levels.ts'
import type { Step, Trail } from './trail.ts'

/**
 * Under a compositing manager, what is new of a window is in doubt for this long, in milliseconds.
 *
 * There the server reports what is new as drawn although it holds old pixels of the screen (seen with Xvfb 21.1.7 and a
 * window without a background), so that its reports say nothing.
 */
export const NEW_REST_MS = 500

/** What is known at one moment. */
export type Scene = {
  readonly window: TopLevel
  readonly above: readonly (TopLevel & { readonly kinship: Kinship })[]
  /** Whether a window could have covered the shared one since the moment before. */
  couldCover(id: number): Promise<boolean>
}

/** Keeps the doubt about one window. */
export type DoubtKeeper = {
  readonly doubt: Doubt
  /** To be called before the scene is looked at: what is drawn from now on waits until `follow` is done. */
  begin(): void
  /** How often doubt went away by waiting. */
  readonly releases: number
  /** Brings the doubt up to date. */
  follow(scene: Scene): Promise<void>
}

/** Begins to keep the doubt; what can be seen at the beginning is believed to be the window's own. */
export async function keepDoubt(
  connection: XConnection,
  trail: Trail,
  { first, wake }: { readonly first: TopLevel; wake(): void },
): Promise<DoubtKeeper> {
  const { ask, client, root } = connection
  const doubt = await openDoubt(connection)
  const damage = await connection.extension('damage')
  const composite = await connection.extension('composite').catch(() => null)
  let watched = 0
  let isFollowing = false
  let isShared = true
  let releases = 0
  let timer: NodeJS.Timeout | undefined
  let self = first.rect
  connection.onEvent(({ name, drawable, area }) => {
    if (name !== 'DamageNotify' || drawable !== watched || !area) return
    const rect = { x: area.x, y: area.y, width: area.w, height: area.h }
    // The order of events is the order of what happened, so later ones wait for those before.
    if (isFollowing || trail.steps.length > 0) trail.noteDrawn(rect)
    else if (isShared) doubt.clear(rect)
  })
  /** Under a compositing manager a window has its own memory: what covers it leaves nothing behind. */
  const hasOwnMemory = async (id: number): Promise<boolean> => {
    if (!composite) return false
    const pixmap = client.AllocID()
    composite.NameWindowPixmap(id, pixmap)
    const isNamed = await ask<Geometry>((reply) => client.GetGeometry(pixmap, reply)).catch(() => null) // refused: shared
    if (isNamed) client.FreePixmap(pixmap)
    return isNamed !== null
  }
  const placeOf = async (id: number): Promise<Rect | null> => {
    const at = await ask<Geometry>((reply) => client.GetGeometry(id, reply)).catch(unlessGone)
    return at && { x: at.xPos + at.borderWidth, y: at.yPos + at.borderWidth, width: at.width, height: at.height }
  }
  const whole = (): Rect => ({ ...self, x: 0, y: 0 })
  const addNew = (rects: readonly Rect[]): void => {
    for (const rect of rects) doubt.add(rect)
    if (isShared || rects.length === 0) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      doubt.clear(whole())
      releases++
      wake()
    }, NEW_REST_MS)
    timer.unref()
  }
  const replay = async (step: Step, { couldCover }: Scene): Promise<void> => {
    if (step.is === 'drawn') {
      if (isShared) doubt.clear(step.rect)
    } else if (step.is === 'shown') addNew([whole()])
    else if (step.is === 'self') {
      addNew(grown(self, step.rect))
      self = step.rect
    } else if (isShared && (await couldCover(step.id))) {
      const at = step.rect ?? (await placeOf(step.id))
      const over = at ? relative(at, self) : whole()
      // A shape covers only what it has; of a window that is closed nobody knows its shape any more.
      doubt.addShape(step.id, over)
      if (!(await placeOf(step.id))) doubt.add(over)
    }
  }
  return {
    doubt,
    get releases() {
      return releases
    },
    begin: () => {
      isFollowing = true
    },
    async follow(scene) {
      const { window, above } = scene
      if (watched !== window.id) {
        const id = client.AllocID()
        damage.Create(id, window.id, damage.ReportLevel.RawRectangles)
        watched = window.id
      }
      const wasShared = isShared
      isShared = !(await hasOwnMemory(window.id))
      // A compositing manager began: nobody will tell any more when the rest is drawn.
      if (wasShared && !isShared && doubt.exists()) addNew([whole()])
      const desktop = await ask<Geometry>((reply) => client.GetGeometry(root, reply))
      const steps = trail.take()
      if (steps === null) doubt.add(whole())
      for (const step of steps ?? []) await replay(step, scene)
      self = window.rect
      if (isShared) {
        for (const { id, rect, kinship } of above) {
          if (kinship === 'stranger' || kinship === 'ghost') doubt.addShape(id, relative(rect, self))
        }
        for (const part of outside(self, desktop)) doubt.add(part)
      }
      await doubt.settle()
      isFollowing = false
      // What was drawn meanwhile; if more than that happened, there will be another look.
      if (trail.steps.every(({ is }) => is === 'drawn')) {
        for (const step of trail.take() ?? []) await replay(step, scene)
      }
    },
  }
}

function relative(rect: Rect, to: Rect): Rect {
  return { ...rect, x: rect.x - to.x, y: rect.y - to.y }
}

/** What is new of a window that grew, in its own pixels. */
function grown(before: Rect, { width, height }: Rect): readonly Rect[] {
  const right = { x: before.width, y: 0, width: width - before.width, height }
  const bottom = { x: 0, y: before.height, width, height: height - before.height }
  return [right, bottom].filter((it) => it.width > 0 && it.height > 0)
}

/** What of a window is outside the desktop, in its own pixels. */
function outside({ x, y, width, height }: Rect, desktop: { width: number; height: number }): readonly Rect[] {
  const [right, bottom] = [desktop.width - x, desktop.height - y]
  const parts = [
    { x: 0, y: 0, width: -x, height },
    { x: 0, y: 0, width, height: -y },
    { x: right, y: 0, width: width - right, height },
    { x: 0, y: bottom, width, height: height - bottom },
  ]
  return parts.filter((it) => it.width > 0 && it.height > 0)
}
