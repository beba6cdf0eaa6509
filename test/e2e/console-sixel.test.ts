// Pictures in a real terminal that speaks sixel: the console in an xterm, seen by ImageMagick as a person would see it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test, vi } from 'vitest'
import { newMachine, startHub } from '../scenarios/whole-actors.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import { built, cleanEnvironment } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

/** Ten pixels of each colour, which is about four in the small picture: narrower than a cell of the terminal. */
const STRIPES =
  '#define stripes_width 20\n#define stripes_height 1\nstatic char stripes_bits[] = {\n0xff, 0x03, 0x00};\n'
const [RED, BLUE] = ['#dc1e1e', '#1e1edc']
/** A picture is so many cells wide, and half blocks have no more colours than cells in a row. */
const CELLS = 34

let display: TestDisplay
let window: string

beforeAll(async () => {
  const hub = await startHub()
  const rep = await hub.rep('Min Park')
  const session = await rep.session()
  const theirs = await startDisplay({ screen: '640x400x24' })
  const stripes = join(await temporaryFolder('stripes'), 'stripes.xbm')
  await writeFile(stripes, STRIPES)
  await theirs.run('xsetroot', '-bitmap', stripes, '-fg', RED, '-bg', BLUE)
  const machine = await newMachine({ DISPLAY: theirs.name })
  const agent = await machine.agent([session.joinUrl, '--name', '김민지', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  const view = await rep.start(['desktop', 'view', '-s', session.number, '--no-open', '--json'])
  await view.waitForLine('viewerUrl')

  display = await startDisplay({ screen: '1280x800x24' })
  const env = await cleanEnvironment({ ...rep.env, DISPLAY: display.name })
  const sixel = ['-ti', 'vt340', '-xrm', 'XTerm*sixelScrolling: true']
  const look = ['-u8', '-fa', 'DejaVu Sans Mono', '-fs', '9', '-geometry', '120x40+0+0']
  const program = [process.execPath, built('deskhand/deskhand.js'), 'console']
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  display.start('env', '-i', ...variables, 'xterm', ...sixel, ...look, '-e', ...program)
  window = await display.window('XTerm')
  await display.run('xdotool', 'windowfocus', '--sync', window)
})

/** Changes between the two colours in the row of the terminal's window that has most of them. */
async function changes(): Promise<number> {
  const png = await display.run('import', '-silent', '-window', window, 'png:-')
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let most = 0
  for (let y = 0; y < info.height; y++) {
    let before = ''
    let count = 0
    for (let x = 0; x < info.width; x++) {
      const colour = colourOf(data, (y * info.width + x) * info.channels)
      if (colour !== '' && before !== '' && colour !== before) count += 1
      if (colour !== '') before = colour
    }
    most = Math.max(most, count)
  }
  return most
}

function colourOf(data: Buffer, at: number): string {
  const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
  if (green > 100) return ''
  return red > 140 && blue < 110 ? RED : blue > 140 && red < 110 ? BLUE : ''
}

const press = (key: string): Promise<Buffer> => display.run('xdotool', 'key', key)
const shown = (): Promise<boolean> => until('the picture', async () => (await changes()) > CELLS * 1.5, 30_000)
const gone = (): Promise<boolean> => until('the picture to go', async () => (await changes()) === 0)

test('a screen that is being shown stands under the list, finer than half blocks could draw it', async () => {
  await shown()
})

test('a key hides it and leaves nothing of it, and shows it again', async () => {
  await press('t')
  await gone()
  await press('t')
  await shown()
})

test('a dialog stands in its place without it, and gives it back', async () => {
  await press('question')
  await gone()
  await press('Escape')
  await shown()
  expect(await changes()).toBeGreaterThan(CELLS * 1.5)
})

test('the console leaves nothing of it when it ends', async () => {
  await press('q')
  await until('the window to be closed', async () =>
    display.run('xdotool', 'search', '--class', 'XTerm').then(
      () => false,
      () => true,
    ),
  )
})
