// Drawing together: a real display, the customer's agent, and two reps at their shells; what one draws everyone has.
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test, vi } from 'vitest'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { truePixels } from '../support/screen-watch.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { type Machine, newMachine, type Rep, type StartedSession, startHub, type WholeHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const WIDTH_PX = 800
let hub: WholeHub
let rep: Rep
let sam: Rep
let display: TestDisplay
let session: StartedSession
let machine: Machine
let agent: Running

beforeAll(async () => {
  hub = await startHub()
  rep = hub.lead
  sam = await hub.rep('Sam Kim')
  display = await startDisplay({ screen: `${WIDTH_PX}x600x24`, hasWindowManager: true })
  await display.run('xsetroot', '-solid', '#204060')
  session = await rep.session()
  machine = await newMachine({ DISPLAY: display.name })
  agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  await sam.done(['session', 'assist', session.number])
})

const GROUND = '32 64 96'

/** The colour of one pixel of the customer's real screen. */
async function onScreen(x: number, y: number): Promise<string> {
  const at = (y * WIDTH_PX + x) * 3
  return [...(await truePixels(display)).subarray(at, at + 3)].join(' ')
}

/** Leaves the customer's desktop in view. */
async function view(): Promise<Running> {
  const program = await rep.start(['desktop', 'view', '--no-open', '--json'])
  await program.waitForLine('viewerUrl')
  return program
}

/** Where two pictures differ. */
function differences(one: Buffer, other: Buffer): readonly (readonly [x: number, y: number])[] {
  const found: [number, number][] = []
  for (let at = 0; at < one.length; at += 3)
    if (one.compare(other, at, at + 3, at, at + 3) !== 0)
      found.push([(at / 3) % WIDTH_PX, Math.floor(at / 3 / WIDTH_PX)])
  return found
}
/** The round corners of the rectangle are smooth in the picture and stepped on the screen. */
const isCorner = (x: number, y: number): boolean =>
  [200, 400].some((corner) => Math.abs(x - corner) < 5) && [200, 300].some((corner) => Math.abs(y - corner) < 5)

const draw = (who: Rep, ...args: readonly string[]) => who.json<{ mark: string }>(['annotate', 'add', ...args])
const RECTANGLE = ['--shape', 'rectangle', '--from', '200,200', '--to', '400,300', '--width', '6'] as const
const onEdge = (): Promise<string> => onScreen(300, 200)
const types = async (who: Rep): Promise<readonly string[]> =>
  (await who.journal(session)).map(({ type }) => type).filter((type) => type.startsWith('annotate.'))

test('[ANN-02] what a rep draws is in the journal of every rep and on the customer’s real screen', async () => {
  const viewing = await view()
  expect(await onEdge()).toBe(GROUND)
  const red = await draw(rep, ...RECTANGLE, '--color', '#ff0000')
  await until('the mark on the screen', async () => (await onEdge()) === '255 0 0')
  expect([await onScreen(200, 250), await onScreen(397, 299), await onScreen(300, 250)]).toEqual([
    '255 0 0',
    '255 0 0',
    GROUND,
  ])
  const blue = await draw(sam, '--shape', 'arrow', '--from', '500,400', '--to', '700,400', '--color', '#0000ff')
  await until('the other mark', async () => (await onScreen(600, 400)) === '0 0 255')
  for (const who of [rep, sam])
    expect(await who.json(['annotate', 'list'])).toMatchObject([
      { mark: red.mark, by: { name: 'Kim Lead' } },
      { mark: blue.mark, by: { name: 'Sam Kim' } },
    ])
  await sam.done(['annotate', 'remove', red.mark])
  await until('the mark to go', async () => (await onEdge()) === GROUND)
  expect(await onScreen(700, 400)).toBe('0 0 255')
  await rep.done(['annotate', 'clear'])
  await until('all marks to go', async () => (await onScreen(700, 400)) !== '0 0 255')
  for (const who of [rep, sam])
    expect(await types(who)).toEqual(['annotate.added', 'annotate.added', 'annotate.removed', 'annotate.cleared'])
  viewing.kill('SIGINT')
  await viewing.finished
})

test('[ANN-11] a picture of the customer’s real desktop is saved with the marks burned in, and is exact beside them', async () => {
  const viewing = await view()
  await draw(rep, ...RECTANGLE, '--color', '#00ff00')
  const file = join(await temporaryFolder('out'), 'marked.png')
  expect(await sam.json(['annotate', 'capture', '--out', file])).toMatchObject({ file, marks: 1, widthPx: WIDTH_PX })
  await until('the mark on the screen', async () => (await onEdge()) === '0 255 0')
  const saved = await sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer()
  expect(differences(saved, await truePixels(display)).filter(([x, y]) => !isCorner(x, y))).toEqual([])
  viewing.kill('SIGINT')
  await viewing.finished
  await until('the mark to go', async () => (await onEdge()) === GROUND)
})

test('the customer’s no takes the marks off the screen, also while the hub is away', async () => {
  const viewing = await view()
  await draw(rep, ...RECTANGLE, '--color', '#ff00ff')
  await until('the mark on the screen', async () => (await onEdge()) === '255 0 255')
  await hub.kill()
  expect((await machine.command(['revoke', '--json'])).code).toBe(0)
  expect(await onEdge()).toBe(GROUND)
  await hub.restart()
  await viewing.finished
  await until('the end in the journal', async () =>
    (await rep.journal(session)).some(({ type }) => type === 'consent.revoked'),
  )
  expect((await rep.run(['annotate', 'add', ...RECTANGLE])).code).toBe(3)
})
