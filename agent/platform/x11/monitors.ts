// Which monitors an X display has, and how large the desktop is.
import type { CrtcInfo } from 'x11'
import type { Monitor } from '../../../src/protocol/screen.ts'
import { MAX_MONITORS } from '../../../src/protocol/screen.ts'
import type { XConnection } from './connection.ts'
import { readNamedMonitors } from './named-monitors.ts'

/** The desktop: its size in pixels and its monitors, the primary one first. */
export type DesktopLayout = {
  readonly widthPx: number
  readonly heightPx: number
  readonly monitors: readonly Monitor[]
}

/** Reads the layout; a display without RANDR counts as one monitor. */
export async function readLayout(connection: XConnection): Promise<DesktopLayout> {
  const { ask, client, root } = connection
  const size = await ask<{ width: number; height: number }>((reply) => client.GetGeometry(root, reply))
  const layout = { widthPx: size.width, heightPx: size.height }
  const whole: Monitor = { x: 0, y: 0, width: size.width, height: size.height, name: 'screen', isPrimary: true }
  const monitors = await readMonitors(connection).catch(() => [])
  const visible = monitors.filter((it) => it.x + it.width <= size.width && it.y + it.height <= size.height)
  return { ...layout, monitors: visible.length > 0 ? visible.slice(0, MAX_MONITORS) : [whole] }
}

async function readMonitors(connection: XConnection): Promise<Monitor[]> {
  const { ask, root, extension } = connection
  const randr = await extension('randr')
  const named = await readNamedMonitors(connection, randr)
  if (named) return withPrimary(named)
  const resources = await ask<{ crtcs: readonly number[]; config_timestamp: number }>((reply) =>
    randr.GetScreenResourcesCurrent(root, reply),
  )
  const primary = await ask<number>((reply) => randr.GetOutputPrimary(root, reply))
  const found: Monitor[] = []
  for (const crtc of resources.crtcs) {
    const info = await ask<CrtcInfo>((reply) => randr.GetCrtcInfo(crtc, 0, reply))
    const [output] = info.output
    if (info.mode === 0 || output === undefined || info.width === 0) continue
    const { name } = await ask<{ name: string }>((reply) => randr.GetOutputInfo(output, 0, reply))
    const { x, y, width, height } = info
    found.push({ x, y, width, height, name, isPrimary: info.output.includes(primary) })
  }
  return withPrimary(found)
}

function withPrimary(monitors: readonly Monitor[]): Monitor[] {
  const sorted = monitors.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  return sorted.map((it, index) => (index === 0 ? { ...it, isPrimary: true } : it))
}
