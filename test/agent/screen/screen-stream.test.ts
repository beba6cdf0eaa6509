// Streams of real X displays: what arrives is what the display shows, and nothing is sent without need.

import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openX11Source } from '../../../agent/platform/x11/screen-source.ts'
import { LINK_FULL_BYTES } from '../../../agent/screen/rate.ts'
import { MIN_FRAME_GAP_MS } from '../../../agent/screen/screen-stream.ts'
import { takeScreenshot } from '../../../agent/screen/screenshot.ts'
import { decodeFrame, isKey, isRefresh, nextSeq } from '../../../src/protocol/frame.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { type ScreenWatch, seenPixels, truePixels, watchScreen } from '../../support/screen-watch.ts'
import { until } from '../../support/wait.ts'

async function watchDisplay(display: TestDisplay, sharedMemory = true): Promise<ScreenWatch> {
  const source = await openX11Source({ display: display.name, sharedMemory })
  atEnd(() => source.close())
  const watch = watchScreen(source)
  await until('the first picture', () => watch.picture.hasPicture)
  return watch
}

async function seesTheTruth(display: TestDisplay, watch: ScreenWatch): Promise<boolean> {
  const truth = await truePixels(display)
  await watch.settled()
  return truth.equals(seenPixels(watch.picture))
}

const headers = (watch: ScreenWatch) =>
  watch.frames.map((frame) => {
    const decoded = decodeFrame(frame)
    if (!decoded.ok) throw new Error(decoded.code)
    return decoded.header
  })

/** Waits until the stream has been quiet for a while. */
async function quiet(watch: ScreenWatch): Promise<void> {
  let [count, since] = [-1, 0]
  await until('the stream to be quiet', () => {
    if (watch.frames.length !== count) [count, since] = [watch.frames.length, performance.now()]
    return performance.now() - since > 300
  })
}

describe('a stream of an X display', () => {
  it('shows everything on the desktop and all that happens on it, pixel for pixel', async () => {
    const display = await startDisplay({ hasWindowManager: true })
    const watch = await watchDisplay(display)
    await display.run('xsetroot', '-mod', '7', '11', '-fg', '#c03060', '-bg', '#103050')
    display.start('xclock', '-geometry', '180x180+700+40', '-update', '1')
    display.start('xterm', '-geometry', '80x24+20+30', '-e', 'sh -c "ls -la /usr/bin; printf 한글; sleep 60"')
    display.start('xlogo', '-geometry', '200x200+900+400', '-render', '-fg', '#ff8040')
    await until(
      'windows to be seen as they are',
      async () => watch.frames.length > 5 && seesTheTruth(display, watch),
      20_000,
    )
    expect(watch.results.every((result) => result.ok)).toBe(true)
  })

  it('is exact without shared memory as well', async () => {
    const display = await startDisplay()
    const watch = await watchDisplay(display, false)
    await display.run('xsetroot', '-mod', '5', '3', '-fg', '#203040', '-bg', '#ffeedd')
    await until('the pattern to be seen', () => seesTheTruth(display, watch))
  })

  it('takes an exact picture of the desktop', async () => {
    const display = await startDisplay({ screen: '1003x701x24' })
    await display.run('xsetroot', '-mod', '9', '13', '-fg', '#0f8060', '-bg', '#403010')
    const source = await openX11Source({ display: display.name })
    atEnd(() => source.close())
    const { png, widthPx, heightPx } = await takeScreenshot(source)
    const pixels = await sharp(png).raw().toBuffer()
    expect([widthPx, heightPx]).toEqual([1003, 701])
    expect(pixels.equals(await truePixels(display))).toBe(true)
  })

  it('writes an exact picture from the stream itself', async () => {
    const display = await startDisplay()
    await display.run('xsetroot', '-mod', '6', '6', '-fg', '#aa1133', '-bg', '#22cc88')
    const watch = await watchDisplay(display)
    await until('the truth', () => seesTheTruth(display, watch))
    const written = await sharp(await watch.picture.png())
      .raw()
      .toBuffer()
    expect(written.equals(await truePixels(display))).toBe(true)
  })

  it('sends nothing while nothing changes', async () => {
    const display = await startDisplay()
    await display.run('xsetroot', '-solid', '#335577')
    const watch = await watchDisplay(display)
    await quiet(watch)
    const before = watch.frames.length
    const cpu = process.cpuUsage()
    const started = performance.now()
    await until('a second to pass', () => performance.now() - started > 1000)
    const used = process.cpuUsage(cpu)
    expect(watch.frames.length).toBe(before)
    // Most of this is the test waiting; it bounds what an idle screen may cost.
    expect((used.user + used.system) / 1000).toBeLessThan(200)
  })

  it('sends nothing for what is drawn again as it was', async () => {
    const display = await startDisplay()
    await display.run('xsetroot', '-solid', '#335577')
    const watch = await watchDisplay(display)
    await quiet(watch)
    const before = watch.stream.stats()
    await display.run('xsetroot', '-solid', '#335577')
    await display.run('xsetroot', '-solid', '#335578')
    await until('the change', () => watch.stream.stats().frames > before.frames)
    await quiet(watch)
    expect(watch.stream.stats().frames).toBe(before.frames + 1)
  })

  it('sends scrolling text as copies and a few new rows', async () => {
    const display = await startDisplay()
    const lines =
      'i=0; while [ $i -lt 150 ]; do i=$((i+1)); echo "$i $(printf %d $((i*7919)))"; sleep 0.02; done; sleep 60'
    display.start('xterm', '-j', '-geometry', '100x40+0+0', '-e', 'sh', '-c', lines)
    const watch = await watchDisplay(display)
    await until('the scrolling', () => watch.stream.stats().copies > 10, 20_000)
    const before = watch.stream.stats()
    await until('more scrolling', () => watch.stream.stats().copies > before.copies + 25, 20_000)
    const after = watch.stream.stats()
    const bytesEach = (after.sentBytes - before.sentBytes) / (after.frames - before.frames)
    // The whole window as a palette PNG has more than ten times as many.
    expect(bytesEach).toBeLessThan(4000)
    await until('the end to be seen as it is', () => seesTheTruth(display, watch), 20_000)
  })

  it('never makes more than 60 frames in a second', async () => {
    const display = await startDisplay()
    const watch = await watchDisplay(display)
    display.start('sh', '-c', 'while :; do xsetroot -solid "#$(head -c3 /dev/urandom | od -An -tx1 | tr -d " ")"; done')
    const from = watch.frames.length
    const started = performance.now()
    await until('many frames', () => watch.frames.length > from + 60)
    expect((performance.now() - started) / 60).toBeGreaterThan(MIN_FRAME_GAP_MS * 0.9)
  })

  it('merges changes while the link is full, and the newest wins', async () => {
    const display = await startDisplay()
    const watch = await watchDisplay(display)
    await quiet(watch)
    watch.link.bufferedBytes = LINK_FULL_BYTES + 1
    const before = watch.frames.length
    for (let shade = 10; shade < 40; shade++) await display.run('xsetroot', '-solid', `#0000${shade}`)
    expect(watch.frames.length).toBe(before)
    expect(watch.stream.stats().waits).toBeGreaterThan(0)
    watch.link.bufferedBytes = 0
    await until('the newest colour', () => seesTheTruth(display, watch))
    expect(watch.frames.length).toBe(before + 1)
  })

  it('numbers its frames without a gap, and a refresh repeats the last number for those who lost their place', async () => {
    const display = await startDisplay()
    await display.run('xsetroot', '-solid', '#101010')
    const watch = await watchDisplay(display)
    for (let shade = 20; shade < 30; shade++) {
      await display.run('xsetroot', '-solid', `#${shade}0000`)
      if (shade === 24) for (let times = 0; times < 5; times++) watch.stream.refresh()
    }
    await until('the refresh', () => headers(watch).some(isRefresh))
    await quiet(watch)
    const all = headers(watch)
    expect(isKey(all[0]!)).toBe(true)
    for (const [index, header] of all.entries()) {
      if (index === 0) continue
      const before = all[index - 1]!.seq
      expect(header.seq).toBe(isRefresh(header) ? before : nextSeq(before))
    }
    expect(all.filter(isRefresh)).toHaveLength(1)
    const late = watchFrames(watch.frames.slice(all.findIndex(isRefresh)))
    expect(seenPixels(await late).equals(await truePixels(display))).toBe(true)
  })

  it('says clearly that the display went away, once, and ends without a crash', async () => {
    const display = await startDisplay()
    const watch = await watchDisplay(display)
    await display.kill()
    await until('the failure', () => watch.failures.length > 0)
    expect(watch.failures.map((failure) => failure.code)).toEqual(['screen.lost'])
    expect(watch.failures[0]?.message).toContain(display.name)
    const count = watch.frames.length
    watch.stream.refresh()
    await watch.stream.stop()
    expect(watch.frames.length).toBe(count)
  })

  it('follows the pointer', async () => {
    const display = await startDisplay()
    const watch = await watchDisplay(display)
    await quiet(watch)
    const before = watch.stream.stats()
    await display.run('xdotool', 'mousemove', '321', '123')
    await until('the pointer', () => watch.stream.stats().frames > before.frames)
    expect(watch.stream.stats().images).toBe(before.images)
  })

  it('starts anew when the desktop changes its size', async () => {
    const display = await startDisplay()
    const watch = await watchDisplay(display)
    const mode = '1024x768 63.50 1024 1072 1176 1328 768 771 775 798'
    await display.run('xrandr', '--newmode', ...mode.split(' '))
    await display.run('xrandr', '--addmode', 'screen', '1024x768')
    await display.run('xrandr', '--output', 'screen', '--mode', '1024x768')
    await until('the new size', () => watch.picture.widthPx === 1024 && watch.picture.heightPx === 768)
    await display.run('xsetroot', '-mod', '4', '4', '-fg', '#123456', '-bg', '#654321')
    await until('the truth', () => seesTheTruth(display, watch))
    expect(watch.failures).toEqual([])
  })
})

async function watchFrames(frames: readonly Uint8Array[]): Promise<ScreenWatch['picture']> {
  const { newFrameBuffer } = await import('../../../src/viewer/host/frame-buffer.ts')
  const picture = newFrameBuffer()
  for (const frame of frames) expect(await picture.apply(frame)).toEqual({ ok: true })
  return picture
}
