// A mark as it is typed: shape, places, colour, width and words, each checked before it is sent.
import type { Translate } from '../../language/catalogue.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { DEFAULT_MARK } from '../../protocol/mark-shape.ts'
import {
  MARK_SHAPES,
  MAX_MARK_COORDINATE_PX,
  MAX_MARK_POINTS,
  MAX_MARK_TEXT_CHARACTERS,
  MAX_MARK_WIDTH_PX,
  type MarkShape,
} from '../../protocol/marks.ts'
import type { NewMark } from './protocol.ts'

/** What was typed. */
export interface TypedMark {
  readonly shape?: string
  readonly from?: string
  readonly to?: string
  readonly at?: string
  readonly text?: string
  readonly points?: string
  readonly color?: string
  readonly width?: number
}

const PLACES = ['from', 'to', 'at', 'text', 'points'] as const
type Place = (typeof PLACES)[number]

/** What each shape takes, all of it and nothing else. */
const NEEDS: Readonly<Record<MarkShape, readonly Place[]>> = {
  arrow: ['from', 'to'],
  rectangle: ['from', 'to'],
  text: ['at', 'text'],
  pen: ['points'],
  highlighter: ['points'],
}

/** Reads a mark. @throws DeskhandError `usage` saying what is expected; `input.required` without a shape */
export function readMark(typed: TypedMark, t: Translate): NewMark {
  const shape = MARK_SHAPES.find((one) => one === typed.shape)
  if (!shape) throw new DeskhandError('input.required', { what: t('commands.annotate.shape'), flag: '--shape SHAPE' })
  const needs = NEEDS[shape]
  if (PLACES.some((one) => (typed[one] !== undefined) !== needs.includes(one)))
    throw usage(t('annotate.wrong.options', { shape, needs: needs.map((one) => `--${one}`).join(' ') }))
  const widthPx = typed.width ?? DEFAULT_MARK.widthPx
  if (widthPx < 1 || widthPx > MAX_MARK_WIDTH_PX) throw usage(t('annotate.wrong.width', { most: MAX_MARK_WIDTH_PX }))
  const text = typed.text ?? ''
  if (shape === 'text' && (text.trim() === '' || [...text].length > MAX_MARK_TEXT_CHARACTERS))
    throw usage(t('annotate.wrong.text', { most: MAX_MARK_TEXT_CHARACTERS }))
  return { shape, color: readColor(typed.color, t), widthPx, points: pointsOf(typed, t), text }
}

function pointsOf({ from, to, at, points }: TypedMark, t: Translate): NewMark['points'] {
  const places = points === undefined ? [from, to, at].filter((one) => one !== undefined) : points.trim().split(/\s+/)
  if (places.length > MAX_MARK_POINTS)
    throw usage(t('annotate.wrong.points', { count: places.length, most: MAX_MARK_POINTS }))
  return places.map((one) => readPoint(one, t))
}

function readPoint(text: string, t: Translate): [x: number, y: number] {
  const [, x, y] = /^(\d{1,5}),(\d{1,5})$/.exec(text) ?? []
  const point: [number, number] = [Number(x), Number(y)]
  if (point.every((one) => one <= MAX_MARK_COORDINATE_PX)) return point // what is no number is not less either
  throw usage(t('annotate.wrong.point', { text, most: MAX_MARK_COORDINATE_PX }))
}

function readColor(text: string | undefined, t: Translate): number {
  if (text === undefined) return DEFAULT_MARK.color
  const [, digits] = /^#([0-9a-f]{6})$/i.exec(text) ?? []
  if (digits === undefined) throw usage(t('annotate.wrong.color', { text }))
  return Number.parseInt(digits, 16)
}

function usage(problem: string): DeskhandError {
  return new DeskhandError('usage', { problem })
}
