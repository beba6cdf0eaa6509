// Keys, wheel, text and options on their way: the parts that need no browser.
import { describe, expect, it } from 'vitest'
import { MAX_INPUT_TEXT_BYTES } from '../../src/protocol/input.ts'
import { LATE_MS, LATE_READINGS, makeAdviser } from '../../src/viewer/page/advice.ts'
import { safeName } from '../../src/viewer/page/capture.ts'
import { controlOf, staysIn } from '../../src/viewer/page/control-state.ts'
import { thin } from '../../src/viewer/page/drawing.ts'
import { type KeyStroke, type KeySystem, makeKeyTranslator } from '../../src/viewer/page/key-translator.ts'
import { pageText } from '../../src/viewer/page/text.ts'
import { textPieces } from '../../src/viewer/page/typing.ts'
import { type ViewState, viewGroups } from '../../src/viewer/page/view-menu.ts'
import { wheelUnits } from '../../src/viewer/page/wheel.ts'
import type { Control, ViewerStatus } from '../../src/viewer/wire.ts'

const stroke = (key: string, code: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  code,
  keyCode: 0,
  repeat: false,
  isComposing: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...more,
})

/** Goes through strokes (`+` down, `-` up) and says what came out. */
function through(
  system: KeySystem,
  strokes: readonly (readonly ['+' | '-', KeyStroke])[],
  mode: 'symbol' | 'code' = 'symbol',
) {
  const keys = makeKeyTranslator(mode, system)
  const events = strokes.flatMap(([way, it]) => (way === '+' ? keys.down(it) : keys.up(it)).events)
  return [...events, ...keys.settle()]
    .map((it) => (it.type === 'key' ? `${it.isDown ? '+' : '-'}${it.name}` : it.type))
    .join(' ')
}

describe('keys', () => {
  it('go up as what they went down as, though Shift was let go before', () => {
    const shift = stroke('Shift', 'ShiftLeft', { shiftKey: true })
    const typed = through('other', [
      ['+', shift],
      ['+', stroke('A', 'KeyA', { shiftKey: true })],
      ['-', stroke('Shift', 'ShiftLeft')],
      ['-', stroke('a', 'KeyA')],
    ])
    expect(typed).toBe('+Shift +A -Shift -A')
  })

  it('take a Control that Windows makes of AltGr for nothing, and a real one for what it is', () => {
    const control = stroke('Control', 'ControlLeft', { ctrlKey: true })
    const graph = stroke('AltGraph', 'AltRight', { ctrlKey: true, altKey: true })
    const at = stroke('@', 'KeyQ', { ctrlKey: true, altKey: true })
    expect(
      through('windows', [
        ['+', control],
        ['+', graph],
        ['+', at],
        ['-', at],
        ['-', control],
        ['-', graph],
      ]),
    ).toBe('+@ -@')
    const c = stroke('c', 'KeyC', { ctrlKey: true })
    expect(
      through('windows', [
        ['+', control],
        ['+', c],
        ['-', c],
        ['-', control],
      ]),
    ).toBe('+Control +c -c -Control')
    expect(through('windows', [['+', control]])).toBe('+Control')
    expect(
      through(
        'windows',
        [
          ['+', control],
          ['+', graph],
        ],
        'code',
      ),
    ).toBe('+AltRight')
  })

  it('of a Mac do not stay down with Command, and Option makes characters', () => {
    const command = stroke('Meta', 'MetaLeft', { metaKey: true })
    expect(
      through('mac', [
        ['+', command],
        ['+', stroke('c', 'KeyC', { metaKey: true })],
        ['-', command],
      ]),
    ).toBe('+Meta +c -c -Meta')
    expect(
      through('mac', [
        ['+', stroke('Alt', 'AltLeft', { altKey: true })],
        ['+', stroke('@', 'KeyL', { altKey: true })],
      ]),
    ).toBe('+@')
    expect(through('mac', [['+', stroke('ArrowLeft', 'ArrowLeft', { altKey: true })]])).toBe('+Alt +ArrowLeft -Alt')
  })

  it('let a modifier go that was let go elsewhere', () => {
    const down = stroke('Alt', 'AltLeft', { altKey: true })
    expect(
      through('other', [
        ['+', down],
        ['+', stroke('x', 'KeyX')],
      ]),
    ).toBe('+Alt -Alt +x')
  })

  it('leave to the input method what is its own', () => {
    const keys = makeKeyTranslator('symbol', 'other')
    for (const own of [
      stroke('Process', 'KeyR', { keyCode: 229 }),
      stroke('ㅎ', 'KeyG', { isComposing: true }),
      stroke('HangulMode', 'Lang1'),
      stroke('Dead', 'Equal'),
      stroke('e', 'KeyE'),
    ]) {
      expect(keys.down(own)).toEqual({ events: [], isTaken: false })
    }
    expect(keys.down(stroke('e', 'KeyE')).isTaken).toBe(true)
  })
})

it('a wheel notch is 120 units in every unit a browser tells it in, and fractions are kept', () => {
  const turn = (deltaMode: number, deltaY: number, wheelDeltaY = 0) =>
    wheelUnits({ deltaMode, deltaX: 0, deltaY, wheelDeltaX: 0, wheelDeltaY }).dy
  expect([turn(0, 100), turn(1, 3), turn(2, 1), turn(0, -53, 120), turn(0, 5)]).toEqual([120, 120, 120, -120, 6])
  expect(turn(0, 40, -120)).toBe(48) // a touchpad
})

it('text is cut between characters into pieces that fit', () => {
  const pieces = textPieces(`${'가'.repeat(3000)}\r\n${'😀'.repeat(2000)}`)
  expect(pieces.join('')).toBe(`${'가'.repeat(3000)}\n${'😀'.repeat(2000)}`)
  expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThanOrEqual(MAX_INPUT_TEXT_BYTES)
  expect(textPieces('x'.repeat(MAX_INPUT_TEXT_BYTES)).length).toBe(1)
  expect(textPieces('x'.repeat(MAX_INPUT_TEXT_BYTES + 1)).length).toBe(2)
  expect(textPieces('a\ud800b')).toEqual(['a\ufffdb'])
})

it('a page that was pressed stays in control until it is taken back or the link breaks', () => {
  const live = (control: Control): ViewerStatus => ({ state: 'live', path: 'relay', mode: 'standard', control })
  expect(controlOf(live('available'), true)).toBe('held')
  expect(controlOf(live('held'), false)).toBe('available')
  expect(controlOf({ state: 'reconnecting' }, true)).toBe('none')
  expect(staysIn(live('available'), live('held'))).toBe(true)
  expect(staysIn(live('held'), live('owner'))).toBe(false)
  expect(staysIn(live('owner'), live('owner'))).toBe(true)
  expect(staysIn(live('held'), { state: 'reconnecting' })).toBe(false)
})

it('advice comes after late pictures, once, and never what is chosen already', () => {
  const options = { mode: 'auto', colors: 'true', maxKbps: null, monitor: null } as const
  const late = { kbps: 100, drawn: { framesPerSecond: 2, latencyMs: LATE_MS + 1 } }
  const advise = makeAdviser()
  for (let reading = 1; reading < LATE_READINGS; reading++) expect(advise(late, options)).toBeNull()
  expect(advise(late, options)).toMatchObject({ options: { mode: 'sampling' } })
  expect(advise(late, options)).toBeNull()
  const other = makeAdviser()
  const said = Array.from({ length: LATE_READINGS }, () => other(late, { ...options, mode: 'standard', colors: '256' }))
  expect(said.every((one) => one === null)).toBe(true)
})

it('a file name has nothing in it that a file system refuses', () => {
  expect(safeName('../a/b\\c:d*e?"<>|\u202e\n f')).toBe('a b c d e f')
})

it('a stroke with too many points keeps its ends', () => {
  const points = Array.from({ length: 513 }, (_, x): [number, number] => [x, 0])
  const thinned = thin(points)
  expect([thinned.length, thinned[0], thinned.at(-1)]).toEqual([257, [0, 0], [512, 0]])
})

it('the View menu offers one monitor, another or all where there are several, with names that turn nothing around', () => {
  const wished: unknown[] = []
  const act = {
    show: () => undefined,
    fullscreen: () => undefined,
    set: (options: unknown) => void wished.push(options),
  }
  const monitor = (name: string) => ({ name, isPrimary: false, x: 0, y: 0, width: 10, height: 10 })
  const options = { mode: 'auto', colors: 'true', maxKbps: null, monitor: 1 } as const
  const state: ViewState = {
    view: 'fit',
    isFullscreen: false,
    options,
    monitors: [monitor('DP-1'), monitor('H\u202eDMI')],
  }
  const group = viewGroups(state, act, pageText('en')).at(-1)
  expect(group?.items.map(({ label, isChecked }) => [label, isChecked])).toEqual([
    ['All monitors', false],
    ['1: DP-1', false],
    ['2: H DMI', true],
  ])
  for (const item of group?.items ?? []) item.run()
  expect(wished).toEqual([{ monitor: null }, { monitor: 0 }, { monitor: 1 }])
  expect(viewGroups({ ...state, monitors: [monitor('DP-1')] }, act, pageText('en')).at(-1)?.title).toBe('Bandwidth')
  expect(viewGroups({ ...state, options: null }, act, pageText('ko')).length).toBe(1)
})
