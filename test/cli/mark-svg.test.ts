// Marks laid over pixels: where they are, what stays as it was, and that no words get out of the picture.
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { marksSvg } from '../../src/cli/mark-svg.ts'
import type { Mark } from '../../src/protocol/marks.ts'
import { HOSTILE_TEXTS } from '../support/hostile.ts'

const SIZE = { widthPx: 120, heightPx: 80 }
const mark = (change: Partial<Mark>): Mark => ({
  id: 'm_1',
  shape: 'pen',
  color: 0xff0000,
  widthPx: 3,
  points: [[60, 40]],
  text: '',
  ...change,
})

/** The picture of marks over a grey that compositing could not leave unchanged by chance. */
async function drawn(marks: readonly Mark[]): Promise<(x: number, y: number) => string> {
  const base = sharp({ create: { width: 120, height: 80, channels: 3, background: { r: 101, g: 102, b: 103 } } })
  const png = await base.png().toBuffer()
  const pixels = await sharp(png)
    .composite([{ input: Buffer.from(marksSvg(marks, SIZE)), left: 0, top: 0 }])
    .removeAlpha()
    .raw()
    .toBuffer()
  return (x, y) => [...pixels.subarray((y * 120 + x) * 3, (y * 120 + x) * 3 + 3)].join(' ')
}
const GREY = '101 102 103'
const RED = '255 0 0'

describe('a mark is drawn in its own pixels and in no other', () => {
  test('a rectangle of a width of 3 covers a pixel on both sides of its edge, and not its inside', async () => {
    const at = await drawn([
      mark({
        shape: 'rectangle',
        points: [
          [90, 60],
          [20, 10],
        ],
      }),
    ])
    for (const [x, y] of [
      [20, 10],
      [90, 10],
      [90, 60],
      [20, 60],
      [50, 10],
      [20, 30],
      [21, 11],
    ] as const)
      expect([x, y, at(x, y)]).toEqual([x, y, RED])
    for (const [x, y] of [
      [18, 30],
      [22, 30],
      [50, 8],
      [50, 12],
      [92, 62],
      [60, 35],
    ] as const)
      expect([x, y, at(x, y)]).toEqual([x, y, GREY])
  })

  test('a rectangle of a width of 4 covers two pixels on both sides of its edge', async () => {
    const at = await drawn([
      mark({
        widthPx: 4,
        shape: 'rectangle',
        points: [
          [20, 10],
          [90, 60],
        ],
      }),
    ])
    for (const [x, y] of [
      [50, 8],
      [50, 11],
      [18, 30],
      [21, 30],
    ] as const)
      expect([x, y, at(x, y)]).toEqual([x, y, RED])
    for (const [x, y] of [
      [50, 7],
      [50, 12],
      [17, 30],
      [22, 30],
      [92, 62],
    ] as const)
      expect([x, y, at(x, y)]).toEqual([x, y, GREY])
  })

  test('a pen goes through its points, and a single point is a dot', async () => {
    const line = await drawn([
      mark({
        widthPx: 1,
        points: [
          [10, 10],
          [40, 10],
          [40, 50],
        ],
      }),
    ])
    expect([line(11, 10), line(25, 10), line(40, 30), line(40, 49)]).toEqual([RED, RED, RED, RED])
    expect([line(25, 11), line(39, 30), line(41, 30), line(40, 52)]).toEqual([GREY, GREY, GREY, GREY])
    const dot = await drawn([mark({ widthPx: 9 })])
    expect([dot(60, 40), dot(57, 40), dot(60, 43), dot(66, 40)]).toEqual([RED, RED, RED, GREY])
  })

  test('an arrow has its head where it points', async () => {
    const at = await drawn([
      mark({
        shape: 'arrow',
        points: [
          [10, 40],
          [100, 40],
        ],
      }),
    ])
    expect([at(10, 40), at(60, 40), at(100, 40), at(86, 33), at(86, 47)]).toEqual([RED, RED, RED, RED, RED])
    expect([at(20, 34), at(20, 46), at(105, 40)]).toEqual([GREY, GREY, GREY])
  })

  test('a highlighter lets through what is below it', async () => {
    const at = await drawn([
      mark({
        shape: 'highlighter',
        color: 0xffff00,
        widthPx: 20,
        points: [
          [20, 40],
          [100, 40],
        ],
      }),
    ])
    expect(at(60, 40).split(' ').map(Number)).toEqual(
      [163, 163, 62].map((value) => expect.toBeOneOf([value - 1, value, value + 1])),
    )
  })

  test('a later mark lies over an earlier one, and what is outside the picture does not matter', async () => {
    const far = mark({
      points: [
        [10, 10],
        [16_383, 16_383],
      ],
    })
    const at = await drawn([mark({ widthPx: 9 }), mark({ widthPx: 5, color: 0x0000ff }), far])
    expect([at(60, 40), at(63, 40), at(10, 10)]).toEqual(['0 0 255', RED, RED])
  })

  test('a text begins at its point', async () => {
    const at = await drawn([mark({ shape: 'text', text: '■■', widthPx: 8, points: [[30, 20]] })])
    const inked = (fromX: number, toX: number, fromY: number, toY: number): number => {
      let count = 0
      for (let x = fromX; x < toX; x++) for (let y = fromY; y < toY; y++) if (at(x, y) !== GREY) count++
      return count
    }
    expect(inked(30, 70, 18, 46)).toBeGreaterThan(60)
    expect(inked(0, 26, 0, 80) + inked(26, 120, 0, 16) + inked(26, 120, 62, 80)).toBe(0)
  })
})

test.each(HOSTILE_TEXTS)('the words of a text stay words: $name', async ({ value }) => {
  const text = [...value].slice(0, 200).join('')
  const svg = marksSvg([mark({ shape: 'text', text })], SIZE)
  expect(svg.match(/<[^>]*>/g)).toHaveLength(4)
  expect(svg).not.toMatch(/[\x00-\x1f\x7f-\x9f\p{Cs}]/u)
  await expect(drawn([mark({ shape: 'text', text })])).resolves.toBeTypeOf('function')
})
