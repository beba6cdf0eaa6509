// Clicks in a viewer's page, each followed to the customer's application.
import type { Page } from 'playwright-core'
import { CLICKED } from './marker.ts'
import type { Program } from './processes.ts'
import type { Viewing } from './viewing.ts'

/** Time between two clicks, so that none is a double click or waits for another, in milliseconds. */
const PAUSE_MS = { least: 90, most: 180 } as const
/** How long a click may take before it counts as lost, in milliseconds. */
const PATIENCE_MS = 3_000

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Milliseconds from each press in the page to the application.
 *
 * @throws Error  when the application heard another number of presses
 */
export async function clickThrough(
  { page, probe }: Viewing,
  application: Program,
  times: number,
): Promise<readonly number[]> {
  const { left, top } = await placeOf(page)
  await page.mouse.move(left, top)
  await sleep(PAUSE_MS.most)
  await application.ask({})
  await page.evaluate(listen)
  const aheadMs = await probe.clockAheadMs()
  for (let at = 0; at < times; at++) {
    await page.mouse.down()
    await sleep(20)
    await page.mouse.up()
    await sleep(PAUSE_MS.least + ((at * 37) % (PAUSE_MS.most - PAUSE_MS.least)))
  }
  const pressed = (await page.evaluate('window.pressed')) as readonly number[]
  const heard: number[] = []
  for (
    const until = performance.now() + PATIENCE_MS;
    heard.length < times && performance.now() < until;
    await sleep(50)
  )
    heard.push(...(await application.ask<number[]>({})))
  if (heard.length !== pressed.length) throw new Error(`${pressed.length} presses, ${heard.length} heard of`)
  return heard.map((at, index) => at - ((pressed[index] ?? 0) - aheadMs))
}

/** The middle of the application's window where the page shows it. */
function placeOf(page: Page): Promise<{ left: number; top: number }> {
  const { x, y, side } = CLICKED
  return page.evaluate(
    ([across, down]) => {
      const canvas = [...document.querySelectorAll('canvas')].find(({ width }) => width === 1920)
      const box = canvas?.getBoundingClientRect() ?? new DOMRect()
      return { left: box.x + (across * box.width) / 1920, top: box.y + (down * box.height) / 1080 }
    },
    [x + side / 2, y + side / 2] as const,
  )
}

/** Runs in the page. */
function listen(): void {
  const pressed: number[] = []
  Object.assign(window, { pressed })
  const tell = ({ timeStamp }: Event): void => void pressed.push(performance.timeOrigin + timeStamp)
  window.addEventListener('pointerdown', tell, { capture: true })
}
