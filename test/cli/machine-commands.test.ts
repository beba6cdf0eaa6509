// System information and the desktop from the command line, with the real agent and its drawn desktop.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { seePicture } from '../../src/cli/demo/see-picture.ts'
import { CATEGORIES } from '../../src/features/sysinfo/protocol.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})

test('[SYS-01][SYS-04][SYS-10] sysinfo show gives the ten categories, once asked and then from the journal', async () => {
  const { number } = await office.session()
  await office.customer(number)
  const first = await office.lead.ask<{ collectedAt: string; categories: Record<string, unknown> }>(['sysinfo', 'show'])
  expect(Object.keys(first.categories)).toEqual([...CATEGORIES])
  expect(first.collectedAt).toMatch(/Z$/)
  expect((await office.lead.ask<typeof first>(['sysinfo', 'show'])).collectedAt).toBe(first.collectedAt)
  const fresh = await office.lead.ask<typeof first>(['sysinfo', 'show', '--refresh'])
  expect(fresh.collectedAt > first.collectedAt).toBe(true)
  const some = await office.lead.ask<typeof first>(['sysinfo', 'show', '--category', 'os,disks'])
  expect(Object.keys(some.categories)).toEqual(['os', 'disks'])
  const piped = await office.lead.run(['sysinfo', 'show', '--category', 'os'])
  expect(piped.stdout).toMatch(/^os\tplatform\tlinux$/m)
  expect(await office.lead.fail(['sysinfo', 'show', '--category', 'weather'])).toEqual({ code: 2, error: 'usage' })
})

test('[SYS-06][SYS-08] sysinfo save writes a text file with all categories', async () => {
  const { number } = await office.session()
  await office.customer(number)
  const out = join(office.folder, 'info.txt')
  expect(await office.lead.ask(['sysinfo', 'save', '--out', out])).toMatchObject({
    file: out,
    categories: [...CATEGORIES],
  })
  const text = await readFile(out, 'utf8')
  for (const title of ['Operating system', 'Processor', 'Memory']) expect(text).toContain(`\n${title}`)
  expect(text.match(/^=+$/gm)).toHaveLength(CATEGORIES.length)
})

test('[DSK-01][DSK-15][SHP-05] desktop view --no-open serves the picture on this machine alone, until it is stopped', async () => {
  const { number } = await office.session()
  await office.customer(number)
  const view = await office.lead.start(['desktop', 'view', '--no-open', '--json'])
  const first = JSON.parse(await view.waitForLine('viewerUrl')) as { viewerUrl: string; path: string; mode: string }
  expect(first).toEqual({
    viewerUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/),
    path: 'relay',
    mode: 'standard',
  })
  expect(await seePicture(first.viewerUrl)).toMatchObject({ widthPx: 1_280, heightPx: 800 })
  expect(await office.lead.ask(['desktop', 'status'])).toMatchObject({
    state: 'running',
    path: expect.stringMatching(/^(relay|direct)$/), // it moves to a direct path as soon as there is one
    mode: 'standard',
  })
  expect(await office.lead.ask(['desktop', 'stop'])).toMatchObject({ stopped: true })
  expect(await view.waitForLine('"ended"')).toContain('"reason":"rep"')
  expect((await view.finished).code).toBe(0)
  expect(await office.lead.ask(['desktop', 'status'])).toMatchObject({ state: 'stopped', path: null })
})

test('Ctrl-C ends the view on both sides and exits 130', async () => {
  const { number } = await office.session()
  const agent = await office.customer(number)
  const view = await office.lead.start(['desktop', 'view', '--no-open', '--json'])
  await view.waitForLine('viewerUrl')
  view.kill('SIGINT')
  expect((await view.finished).code).toBe(130)
  await agent.waitForLine('"type":"stopped"')
})

test('a screenshot has every pixel of the stream, joins a view without asking again, and leaves it running', async () => {
  const { number } = await office.session()
  await office.customer(number)
  const view = await office.lead.start(['desktop', 'view', '--no-open', '--json'])
  await view.waitForLine('viewerUrl')
  const out = join(office.folder, 'desktop.png')
  const shot = await office.lead.ask<{ widthPx: number; heightPx: number; bytes: number }>([
    'desktop',
    'screenshot',
    '--out',
    out,
  ])
  const { data, info } = await sharp(await readFile(out))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([shot.widthPx, shot.heightPx])
  expect(new Set(data).size).toBeGreaterThan(16)
  const { asks } = await office.lead.ask<{ asks: { kind: string; state: string }[] }>(['consent', 'list'])
  expect(asks).toMatchObject([{ kind: 'desktop.view', state: 'running' }])
  expect((await readFile(out)).byteLength).toBe(shot.bytes)
})

test('consent list shows grants and asks with who answered', async () => {
  const { number } = await office.session()
  await office.customer(number)
  await office.lead.ask(['sysinfo', 'show'])
  const { grants, asks } = await office.lead.ask<{ grants: object[]; asks: object[] }>(['consent', 'list'])
  expect(grants).toEqual([])
  expect(asks).toMatchObject([
    { kind: 'system.info', state: 'done', answeredBy: 'policy', at: expect.stringMatching(/Z$/) },
  ])
  expect((await office.lead.run(['consent', 'list'])).stdout).toMatch(/^system\.info\tdone\tKim\tpolicy\t/)
})
