// What lies above a shared window: its own menus and dialogs are shown, everything else is hatched, compositor or not.
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { HATCH_COLORS } from '../../../agent/platform/hatching.ts'
import type { Platform, ScreenSource } from '../../../agent/platform/platform.ts'
import { connectX, type XConnection } from '../../../agent/platform/x11/connection.ts'
import { openProperties } from '../../../agent/platform/x11/properties.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

const [RED, GREEN, BLUE, YELLOW] = [0xff0000, 0x00ff00, 0x0000ff, 0xffff00]
const AREA = { width: 300, height: 200 }

type Options = {
  readonly rect: readonly [number, number, number, number]
  readonly color: number | null
  readonly isMenu?: boolean
}

/** A program with windows all of one colour; `null` paints nothing at all, so that old pixels stay. */
async function program(display: TestDisplay) {
  const connection = await connectX(display.name, { sharedMemory: false })
  atEnd(() => connection.close())
  const properties = openProperties(connection)
  return {
    connection,
    async open({ rect, color, isMenu = false }: Options): Promise<number> {
      const { client, root } = connection
      const window = client.AllocID()
      const ground = color === null ? {} : { backgroundPixel: color }
      client.CreateWindow(window, root, ...rect, 0, 0, 1, 0, { overrideRedirect: isMenu, ...ground })
      client.MapWindow(window)
      await connection.sync()
      return window
    },
    async dialogOf(window: number, parent: number): Promise<void> {
      await properties.setNumber(window, 'WM_TRANSIENT_FOR', parent)
      await connection.sync()
    },
  }
}

async function shared(display: TestDisplay, { connection }: { connection: XConnection }, window: number) {
  const platform: Platform = x11Platform(display.name)
  await connection.sync()
  const source = await platform.openScreen({ window: `0x${window.toString(16)}` })
  atEnd(() => source.close())
  return source
}

async function look(source: ScreenSource): Promise<ReadonlyMap<number, number>> {
  await source.takeDamage()
  const counts = new Map<number, number>()
  for (const pixel of await source.grab({ x: 0, y: 0, ...AREA })) {
    const color = Object.values<number>(HATCH_COLORS).includes(pixel & 0xffffff) ? -1 : pixel & 0xffffff
    counts.set(color, (counts.get(color) ?? 0) + 1)
  }
  return counts
}

const HATCHED = -1
const WHOLE = AREA.width * AREA.height

/** Every window in a memory of its own, as under a compositing manager. */
async function composite(display: TestDisplay): Promise<void> {
  const connection = await connectX(display.name, { sharedMemory: false })
  atEnd(() => connection.close())
  const extension = createRequire(import.meta.url)('x11/lib/ext/composite.js') as {
    requireExt(
      display: unknown,
      ready: (error: Error | null, ext: { RedirectSubwindows(root: number, kind: number): void }) => void,
    ): void
  }
  await new Promise<void>((resolve, reject) => {
    extension.requireExt(connection.display, (error, it) => {
      if (error) return reject(error)
      it.RedirectSubwindows(connection.root, 0)
      resolve()
    })
  })
  await connection.sync()
}

describe.each([
  ['on a plain desktop', false],
  ['where every window has its own memory', true],
])('%s', (_, isComposited) => {
  async function setting() {
    const display = await startDisplay()
    if (isComposited) await composite(display)
    const own = await program(display)
    const window = await own.open({ rect: [100, 100, 300, 200], color: GREEN })
    return { display, own, window, source: await shared(display, own, window) }
  }

  it('[APP-22] its menus and dialogs are shown, a window of another program is hatched', async () => {
    const { display, own, window, source } = await setting()
    await own.open({ rect: [120, 120, 50, 40], color: BLUE, isMenu: true })
    const dialog = await own.open({ rect: [350, 250, 100, 100], color: YELLOW })
    await own.dialogOf(dialog, window)
    const other = await program(display)
    await other.open({ rect: [150, 140, 60, 60], color: RED, isMenu: true })
    const counts = await until('all to be there', async () => {
      const seen = await look(source)
      return seen.get(BLUE) && seen.get(YELLOW) ? seen : null
    })
    expect(Object.fromEntries(counts)).toEqual({
      [HATCHED]: 60 * 60,
      [BLUE]: 50 * 40 - 20 * 20,
      [YELLOW]: 50 * 50,
      [GREEN]: WHOLE - 60 * 60 - (50 * 40 - 20 * 20) - 50 * 50,
    })
    expect(source.visibility).toBe('covered')
  })

  it('[APP-22] another window of the same program, and a stranger that calls itself a dialog of it, are hatched', async () => {
    const { display, own, window, source } = await setting()
    await own.open({ rect: [120, 120, 50, 50], color: RED })
    const other = await program(display)
    const stranger = await other.open({ rect: [200, 120, 50, 50], color: RED, isMenu: true })
    await other.dialogOf(stranger, window)
    const counts = await until('both', async () => {
      const seen = await look(source)
      return seen.get(HATCHED) === 5000 ? seen : null
    })
    expect(counts.get(RED)).toBeUndefined()
  })

  it('the pixels of a window that lies below, or was there before, never come through', async () => {
    const { display, own, window, source } = await setting()
    const other = await program(display)
    const cover = await other.open({ rect: [100, 100, 300, 200], color: RED, isMenu: true })
    await until('it to be covered', async () => (await look(source)).get(HATCHED) === WHOLE)
    own.connection.client.ConfigureWindow(window, { width: 200 })
    other.connection.client.UnmapWindow(cover)
    await Promise.all([own.connection.sync(), other.connection.sync()])
    await until('the new size', async () => {
      await source.takeDamage()
      return source.widthPx === 200
    })
    const pixels = await source.grab({ x: 0, y: 0, width: 200, height: 200 })
    expect(pixels.every((it) => (it & 0xffffff) === GREEN)).toBe(true)
  })

  it('[APP-22] what another window leaves behind on one that does not draw itself stays hatched until it is drawn', async () => {
    const display = await startDisplay()
    if (isComposited) await composite(display)
    const other = await program(display)
    const below = await other.open({ rect: [50, 50, 400, 300], color: RED, isMenu: true })
    const own = await program(display)
    // A program that hangs: nothing is drawn, and the server was told to draw no background either.
    const window = await own.open({ rect: [100, 100, 300, 200], color: GREEN })
    own.connection.client.ChangeWindowAttributes(window, { backgroundPixmap: 0 })
    const source = await shared(display, own, window)
    expect((await look(source)).get(GREEN)).toBe(WHOLE)
    const cover = await other.open({ rect: [900, 600, 100, 80], color: RED, isMenu: true })
    const { client } = other.connection
    for (let step = 0; step < 40; step++) {
      client.ConfigureWindow(cover, { x: 60 + step * 9, y: 90 + ((step * 31) % 200), stackMode: 0 })
      if (step % 3 === 0) await other.connection.sync()
      expect((await look(source)).get(RED), `step ${step}`).toBeUndefined()
    }
    client.ConfigureWindow(cover, { x: 900, y: 600 })
    client.ConfigureWindow(below, { width: 500 })
    await other.connection.sync()
    const after = await look(source)
    expect(after.get(RED)).toBeUndefined()
    if (isComposited) expect(after.get(GREEN)).toBe(WHOLE)
    else expect(after.get(HATCHED)).toBeGreaterThan(100 * 80)
    own.connection.client.ChangeWindowAttributes(window, { backgroundPixel: GREEN })
    own.connection.client.ClearArea(window, 0, 0, 0, 0, 0)
    await own.connection.sync()
    await until('it to be drawn', async () => (await look(source)).get(GREEN) === WHOLE)
  })

  it('[APP-22] a window that grows or comes back shows what it has drawn, not what was there', async () => {
    const { display, own, window, source } = await setting()
    const { client } = own.connection
    client.ChangeWindowAttributes(window, { backgroundPixmap: 0 })
    const other = await program(display)
    await other.open({ rect: [0, 0, 1280, 800], color: RED, isMenu: true })
    client.ConfigureWindow(window, { stackMode: 0 })
    await until('it to be on top', async () => {
      client.ConfigureWindow(window, { stackMode: 0 })
      await own.connection.sync()
      await look(source)
      return source.visibility === 'full'
    })
    client.ConfigureWindow(window, { width: 400, height: 250 })
    await own.connection.sync()
    await until('the new size', async () => {
      await source.takeDamage()
      return source.widthPx === 400
    })
    const pixels = await source.grab({ x: 0, y: 0, width: 400, height: 250 })
    expect(pixels.filter((it) => (it & 0xffffff) === RED)).toHaveLength(0)
    client.UnmapWindow(window)
    client.MapWindow(window)
    await own.connection.sync()
    await until('it to be back', async () => {
      await source.takeDamage()
      return source.visibility !== 'minimized'
    })
    const again = await source.grab({ x: 0, y: 0, width: 400, height: 250 })
    expect(again.filter((it) => (it & 0xffffff) === RED)).toHaveLength(0)
  })
})
