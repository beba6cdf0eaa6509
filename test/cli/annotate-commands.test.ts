// Drawing on a shared picture from the command line, with a real hub and a customer whose desktop is drawn.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { HOSTILE_TEXTS } from '../support/hostile.ts'
import type { Running } from '../support/programs.ts'
import { until } from '../support/wait.ts'
import { type Office, openOffice } from './office.ts'

type Mark = {
  readonly mark: string
  readonly share: string
  readonly text: string
  readonly by: { readonly name: string }
}

let office: Office
let number: string
let agent: Running
beforeAll(async () => {
  office = await openOffice()
  number = (await office.session()).number
  agent = await office.customer(number)
  await office.second.ask(['session', 'assist', number])
})

const ARROW = ['annotate', 'add', '--shape', 'arrow', '--from', '10,10', '--to', '200,120'] as const
const list = (): Promise<readonly Mark[]> => office.lead.ask(['annotate', 'list'])

/** Leaves the customer's desktop in view. */
async function view(): Promise<Running> {
  const viewing = await office.lead.start(['desktop', 'view', '--no-open', '--json'])
  await viewing.waitForLine('viewerUrl')
  return viewing
}

test('nothing is drawn, listed, wiped off or saved while nothing is shared', async () => {
  for (const args of [
    ARROW,
    ['annotate', 'list'],
    ['annotate', 'clear'],
    ['annotate', 'remove', 'm_1'],
    ['annotate', 'capture'],
    ['annotate', 'start', '--no-open'],
  ])
    expect([args[1], await office.lead.fail(args)]).toEqual([args[1], { code: 3, error: 'activity.not-found' }])
})

test('what is typed wrongly is said, and nothing is drawn', async () => {
  const wrong: readonly (readonly string[])[] = [
    ['--shape', 'arrow', '--from', '10,10'],
    ['--shape', 'arrow', '--from', '10,10', '--to', '20,20', '--text', 'x'],
    ['--shape', 'arrow', '--from', '10', '--to', '20,20'],
    ['--shape', 'arrow', '--from', '-1,10', '--to', '20,20'],
    ['--shape', 'arrow', '--from', '16384,10', '--to', '20,20'],
    ['--shape', 'circle', '--at', '1,1'],
    ['--shape', 'text', '--at', '1,1', '--text', ' '],
    ['--shape', 'text', '--at', '1,1', '--text', '가'.repeat(201)],
    ['--shape', 'pen', '--points', '1,1 2'],
    ['--shape', 'pen', '--points', Array.from({ length: 513 }, () => '1,1').join(' ')],
    ['--shape', 'pen', '--points', '1,1', '--color', 'red'],
    ['--shape', 'pen', '--points', '1,1', '--width', '65'],
    ['--shape', 'pen', '--points', '1,1', '--width', '0'],
  ]
  for (const args of wrong)
    expect([args, await office.lead.fail(['annotate', 'add', ...args])]).toEqual([args, { code: 2, error: 'usage' }])
  expect(await office.lead.fail(['annotate', 'add'])).toEqual({ code: 2, error: 'input.required' })
})

test('[ANN-08] reps draw, list, wipe off one and clear all; marks go with the share', async () => {
  const viewing = await view()
  const added = await office.lead.ask([...ARROW, '--color', '#00FF7f', '--width', '6'])
  expect(added).toEqual({
    mark: expect.stringMatching(/^m_/),
    share: expect.stringMatching(/^k_/),
    shape: 'arrow',
    color: '#00ff7f',
    widthPx: 6,
    points: [
      [10, 10],
      [200, 120],
    ],
    text: '',
  })
  const words = await office.second.ask<Mark>([
    'annotate',
    'add',
    '--shape',
    'text',
    '--at',
    '16383,0',
    '--text',
    '여기',
  ])
  await office.second.ask(['annotate', 'add', '--shape', 'pen', '--points', '1,2 3,4', '--share', words.share])
  const at = expect.stringMatching(/Z$/)
  expect(await list()).toMatchObject([
    { ...added, by: { name: 'Lee' }, at },
    { shape: 'text', color: '#ff3b30', widthPx: 4, text: '여기', by: { name: 'Park' }, at },
    {
      shape: 'pen',
      points: [
        [1, 2],
        [3, 4],
      ],
    },
  ])
  expect(await office.lead.ask(['annotate', 'remove', words.mark])).toEqual({
    mark: words.mark,
    share: words.share,
    removed: true,
  })
  expect(await office.lead.fail(['annotate', 'remove', words.mark])).toEqual({ code: 3, error: 'annotate.not-found' })
  expect(await office.second.ask(['annotate', 'clear'])).toEqual({ share: words.share, cleared: 2 })
  expect(await list()).toEqual([])
  expect(await office.lead.fail(['annotate', 'list', '--share', 'k_none'])).toEqual({
    code: 3,
    error: 'activity.not-found',
  })
  const journal = await office.second.run(['session', 'journal', number])
  expect(journal.stdout).toContain('Park drew on the picture: text – 여기')
  await office.lead.ask(ARROW)
  await office.lead.ask(['desktop', 'stop'])
  await viewing.finished
  const again = await view()
  expect(await list()).toEqual([])
  again.kill('SIGINT')
  await again.finished
})

test('[ANN-11] a picture is saved with the marks burned in, and never over another file unless told to', async () => {
  const viewing = await view()
  const out = join(office.folder, 'marked.png')
  await office.lead.ask([
    'annotate',
    'add',
    '--shape',
    'rectangle',
    '--from',
    '50,60',
    '--to',
    '150,160',
    '--color',
    '#ff00fe',
    '--width',
    '5',
  ])
  const saved = await office.lead.ask<{ widthPx: number; heightPx: number }>(['annotate', 'capture', '--out', out])
  expect(saved).toEqual({
    file: out,
    bytes: (await readFile(out)).byteLength,
    widthPx: expect.any(Number),
    heightPx: expect.any(Number),
    marks: 1,
    at: expect.any(String),
  })
  const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width: saved.widthPx, height: saved.heightPx, channels: 3 })
  const at = (x: number, y: number): string =>
    [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)].join(' ')
  for (const [x, y] of [
    [50, 60],
    [150, 160],
    [100, 58],
    [100, 62],
    [48, 100],
  ] as const)
    expect([x, y, at(x, y)]).toEqual([x, y, '255 0 254'])
  for (const [x, y] of [
    [100, 57],
    [100, 63],
    [47, 100],
    [100, 110],
  ] as const)
    expect([x, y, at(x, y)]).not.toEqual([x, y, '255 0 254'])
  await writeFile(out, 'mine')
  expect(await office.lead.fail(['annotate', 'capture', '--out', out])).toEqual({ code: 9, error: 'file.exists' })
  expect(await readFile(out, 'utf8')).toBe('mine')
  await office.lead.ask(['annotate', 'capture', '--out', out, '--force'])
  expect((await sharp(out).metadata()).width).toBe(saved.widthPx)
  viewing.kill('SIGINT')
  await viewing.finished
})

test('hostile words are shown harmless in a list, and saved as they arrived', async () => {
  const viewing = await view()
  const texts = HOSTILE_TEXTS.map(({ value }) => [...value].slice(0, 200).join('')).filter(
    (text) => text.trim() !== '' && !text.includes('\0') && text.isWellFormed(),
  )
  const some = texts.filter((_, index) => index % 12 === 0)
  for (const text of some)
    await office.lead.ask(['annotate', 'add', '--shape', 'text', '--at', '5,5', `--text=${text}`])
  expect((await list()).map(({ text }) => text)).toEqual(some)
  const { stdout } = await office.lead.run(['annotate', 'list'])
  expect(stdout.split('\n')).toHaveLength(some.length + 1)
  expect(stdout).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
  viewing.kill('SIGINT')
  await viewing.finished
  await until('the end', async () => agent.lines().some((line) => line.includes('"stopped"')))
})
