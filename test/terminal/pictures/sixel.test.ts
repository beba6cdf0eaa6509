// Sixel: when a terminal is asked for it and what is made of its answers, how a picture is encoded, how large it may be.
import { expect, test } from 'vitest'
import { answerOf } from '../../../src/terminal/answer.ts'
import type { PictureSetting } from '../../../src/terminal/pictures/picture-mode.ts'
import { knownPictures, terminalPictures } from '../../../src/terminal/pictures/pictures.ts'
import { encodeSixel, MAX_SIXEL_PX, sixelAt, sixelRows, sixelSize } from '../../../src/terminal/pictures/sixel.ts'
import type { ColourDepth } from '../../../src/terminal/print/colour.ts'

interface Asked {
  readonly env?: Readonly<Record<string, string>>
  readonly colour?: ColourDepth
  readonly setting?: PictureSetting
  /** What the terminal answers to each question. */
  readonly answers?: readonly (readonly string[])[]
}

/** Pictures of a terminal that has settled, and what was written to it. */
async function settled({ env = { TERM: 'xterm' }, colour = '256', setting, answers = [] }: Asked) {
  const written: string[] = []
  const left = [...answers]
  const pictures = terminalPictures({
    env,
    colour,
    setting,
    waitMs: 10,
    size: () => ({ columns: 120, rows: 40 }),
    write: (sequence) => {
      written.push(sequence)
      for (const text of left.shift() ?? []) pictures.hear(answerOf(text) ?? { is: 'attributes', can: [] })
    },
  })
  expect(written).toEqual([])
  const before = { isKnown: pictures.isKnown, isAsking: pictures.isAsking, mode: pictures.mode }
  await Promise.all([pictures.settle(), pictures.settle()])
  expect(pictures.isKnown).toBe(true)
  /** Asks again; says what became of it, and what was written. */
  const again = async (answer: readonly string[]) => {
    written.length = 0
    left.push(answer)
    return [await pictures.settle(), written.join('')]
  }
  return { pictures, written, before, again }
}

const VT340 = ['6;20;10t', '?63;1;2;4;6c']
const FIRST = '\x1b[16t\x1b[c'
/** Only for terminals that show sixel. */
const SECOND = '\x1b[16t\x1b[?2;1;0S\x1b[?1;1;0S\x1b[c'

test('a terminal whose attributes hold 4 shows sixel, in cells and colours of its own', async () => {
  const answers = [VT340, ['?1;0;256S', '?63;4c']]
  const { pictures, written, before } = await settled({ colour: '16', answers })
  expect(before).toEqual({ isKnown: false, isAsking: true, mode: 'none' })
  expect(written).toEqual([FIRST, SECOND])
  expect(pictures.mode).toBe('sixel')
  expect(pictures.sixel).toMatchObject({ cell: { widthPx: 10, heightPx: 20 }, colours: 256 })
})

test('one that does not tell its colours is given those of a VT340', async () => {
  const { pictures } = await settled({ answers: [VT340, ['?63;4c']] })
  expect([pictures.mode, pictures.sixel.colours]).toEqual(['sixel', 16])
})

test.each([
  ['nothing', []],
  ['that it shows none', [['6;20;10t', '?62;22c']]],
  ['only how large its cells are', [['6;20;10t']]],
  ['44, which is not 4', [['6;20;10t', '?63;44c']]],
])('one that answers %s stays with what its environment tells, and is asked no more', async (_, answers) => {
  const { pictures, written } = await settled({ answers })
  expect(pictures.mode).toBe('256')
  expect(written).toEqual([FIRST])
})

test('one that shows some, but not how large cells or pictures are, stays with it too', async () => {
  const { pictures, written } = await settled({ answers: [['?63;4c'], ['?1;0;256S', '?63;4c']] })
  expect(pictures.mode).toBe('256')
  expect(written).toEqual([FIRST, SECOND])
})

test('one that tells only how large a picture may be has cells that fit into it', async () => {
  const { pictures } = await settled({ answers: [['?63;4c'], ['?2;0;965;619S', '?63;4c']] })
  expect(pictures.mode).toBe('sixel')
  expect(pictures.sixel.cell).toEqual({ widthPx: 8, heightPx: 15 })
  const none = await settled({ answers: [['?63;4c'], ['?2;0;119;39S', '?63;4c']] })
  expect(none.pictures.mode).toBe('256')
})

test('its cells are asked for again each time, and one that does not answer is busy', async () => {
  const { pictures, again } = await settled({ answers: [VT340, VT340] })
  expect(await again(['6;30;15t', '?63;4c'])).toEqual([true, SECOND])
  expect(pictures.sixel.cell).toMatchObject({ widthPx: 15, heightPx: 30 })
  expect(await again([])).toEqual([false, SECOND])
  expect(pictures).toMatchObject({ mode: 'sixel', isKnown: true, sixel: { cell: { widthPx: 15, heightPx: 30 } } })
})

test('while an answer is due the terminal is not quiet: it would be typed into what comes next', async () => {
  const { pictures, again } = await settled({ answers: [VT340, VT340] })
  await pictures.quiet()
  const order: string[] = []
  const asked = again([])
  const quiet = pictures.quiet().then(() => order.push('quiet'))
  await Promise.resolve()
  order.push('answer')
  pictures.hear({ is: 'attributes', can: [4] })
  await quiet
  expect(order).toEqual(['answer', 'quiet'])
  expect(await asked).toEqual([true, SECOND])
})

test('one that never answered is not asked again, and not waited for', async () => {
  expect(await (await settled({ setting: 'sixel' })).again(VT340)).toEqual([true, ''])
  expect(await (await settled({})).again(VT340)).toEqual([true, ''])
})

test('an answer after its time changes nothing', async () => {
  const { pictures } = await settled({})
  for (const text of VT340) pictures.hear(answerOf(text) ?? { is: 'attributes', can: [] })
  await pictures.settle()
  expect(pictures.mode).toBe('256')
})

test.each([
  ['blocks', {}],
  ['off', {}],
  ['kitty', {}],
  ['auto', { TERM: 'xterm-kitty' }],
] as const)('with %s no terminal is asked (%j)', async (setting, env) => {
  const { written, before } = await settled({ setting, env })
  expect(before).toMatchObject({ isKnown: true, isAsking: false })
  expect(written).toEqual([])
})

test('without colours nothing is asked, and what is known is never asked', async () => {
  expect((await settled({ colour: 'none' })).written).toEqual([])
  expect(knownPictures('256')).toMatchObject({ mode: '256', isKnown: true })
})

test('a rep who wants sixel gets it, with a VT340’s cell where the terminal does not tell', async () => {
  const silent = await settled({ setting: 'sixel' })
  expect(silent.pictures.mode).toBe('sixel')
  expect(silent.pictures.sixel).toEqual({ cell: { widthPx: 10, heightPx: 20 }, colours: 16 })
  const { pictures } = await settled({ setting: 'sixel', answers: [['6;17;9t', '?62c'], ['?62c']] })
  expect(pictures.sixel.cell).toMatchObject({ widthPx: 9, heightPx: 17 })
})

test('a picture is as large as its cells, and never larger than is bearable', () => {
  const size = (widthPx: number, heightPx: number) => sixelSize({ columns: 34, rows: 10 }, { widthPx, heightPx })
  expect(size(10, 20)).toEqual({ widthPx: 340, heightPx: 200 })
  expect(size(16, 32)).toEqual({ widthPx: MAX_SIXEL_PX.width, heightPx: MAX_SIXEL_PX.height })
  expect(size(17, 33)).toEqual({ widthPx: 544, heightPx: 310 })
  expect(size(99_999, 99_999)).toEqual({ widthPx: 544, heightPx: 160 })
  expect(size(1, 99_999)).toEqual({ widthPx: 1, heightPx: 320 })
})

test('an encoded picture is one sequence of printable characters, with its size and colours', async () => {
  const rgb = Uint8Array.from({ length: 12 * 8 * 3 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 255 : 0))
  const sixel = await encodeSixel({ rgb, widthPx: 12, heightPx: 8 }, 16)
  expect(sixel).toMatch(/^\x1bP0;1;q"1;1;12;8[ -~\n]*\x1b\\$/)
  expect(sixel).toMatch(/;2;100;100;100/)
  expect(sixel).toMatch(/;2;0;0;0/)
})

test.each([0, 1, 2, 16, 256, 65_536])(
  'a terminal that claims %i colours gets a picture all the same',
  async (colours) => {
    const rgb = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 256)
    const sixel = await encodeSixel({ rgb, widthPx: 64, heightPx: 64 }, colours)
    const used = new Set(sixel.match(/#\d+;2/g))
    expect(used.size).toBeGreaterThan(0)
    expect(used.size).toBeLessThanOrEqual(Math.max(2, Math.min(256, colours)))
  },
)

test('it is drawn in its place with the cursor kept, over rows as wide as it', () => {
  expect(sixelAt('PICTURE', { x: 36, y: 27 })).toBe('\x1b7\x1b[28;37HPICTURE\x1b8')
  expect(sixelRows({ columns: 3, rows: 2 })).toEqual(['\x1b[38;2;1;2;3m   \x1b[39m', '\x1b[38;2;1;2;3m   \x1b[39m'])
})
