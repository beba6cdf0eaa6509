// The drawn desktop's windows, applications and marks: enough of them to try everything without a display.
import { expect, it } from 'vitest'
import { openFakePlatform } from '../../../agent/platform/fake/fake-platform.ts'
import { HATCH_COLORS } from '../../../agent/platform/hatching.ts'
import type { Platform } from '../../../agent/platform/platform.ts'
import { atEnd } from '../../support/ending.ts'

async function drawn(size = {}): Promise<Platform> {
  const platform = await openFakePlatform({
    clock: () => Date.UTC(2026, 10, 20, 10),
    everyTick: () => () => undefined,
    ...size,
  })
  atEnd(() => platform.close())
  return platform
}

it('lists its windows, opens each alone, and starts the one that is not open', async () => {
  const platform = await drawn()
  expect((await platform.listWindows()).map((it) => it.id)).toEqual(['notes', 'terminal'])
  expect((await platform.listApplications()).map((it) => it.name)).toEqual(['Browser', 'Notes', 'Terminal'])
  const desktop = await platform.openScreen()
  const browser = await platform.launch('browser')
  expect((await platform.listWindows())[0]).toEqual(browser)
  const source = await platform.openScreen({ window: browser.id })
  expect([source.widthPx, source.heightPx, source.visibility]).toEqual([
    browser.rect.width,
    browser.rect.height,
    'full',
  ])
  const alone = [...(await source.grab({ x: 0, y: 0, width: 40, height: 20 }))]
  expect([...(await desktop.grab({ ...browser.rect, width: 40, height: 20 }))]).toEqual(alone)
  await expect(platform.launch('nothing')).rejects.toMatchObject({ code: 'activity.failed' })
  await expect(platform.openScreen({ window: 'nothing' })).rejects.toMatchObject({ code: 'screen.none' })
})

it('hatches what others cover, also when only a piece of it is asked for', async () => {
  const platform = await drawn({ widthPx: 800, heightPx: 500 })
  const windows = await platform.listWindows()
  const rect = (id: string) => windows.find((it) => it.id === id)?.rect ?? { x: 0, y: 0, width: 0, height: 0 }
  const [note, terminal] = [rect('notes'), rect('terminal')]
  const source = await platform.openScreen({ window: 'terminal' })
  expect(source.visibility).toBe('covered')
  const covered = { x: note.x - terminal.x, y: note.y - terminal.y, width: 100, height: 60 }
  const whole = [...(await source.grab(covered))]
  expect(new Set(whole)).toEqual(new Set(Object.values(HATCH_COLORS)))
  const piece = [...(await source.grab({ ...covered, x: covered.x + 7, y: covered.y + 3, width: 93, height: 57 }))]
  expect(piece[0]).toBe(whole[3 * 100 + 7])
  expect(piece[50 * 93 + 20]).toBe(whole[53 * 100 + 27])
})

it('shows marks over what is looked at and tells where they were', async () => {
  const platform = await drawn()
  const source = await platform.openScreen({ window: 'notes' })
  source.listen({ damaged() {}, cursorChanged() {}, resized() {}, failed() {} })
  const overlay = await platform.openOverlay({ window: 'notes' })
  const pixel = async (): Promise<number> => (await source.grab({ x: 50, y: 60, width: 1, height: 1 }))[0] ?? 0
  const before = await pixel()
  const points = [
    [20, 60],
    [90, 60],
  ] as const
  await overlay.draw([{ id: 'm', shape: 'pen', color: 0x123456, widthPx: 6, points, text: '' }])
  expect([await pixel(), source.showsOverlay]).toEqual([0x123456, true])
  expect(await source.takeDamage()).toMatchObject([{ y: 57, height: 6 }])
  await overlay.close()
  expect(await pixel()).toBe(before)
  expect(await source.takeDamage()).toHaveLength(1)
})
