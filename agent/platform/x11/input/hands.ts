// Two hands on an X display: what each input event does, and what they hold.
import { type InputEvent, WHEEL_NOTCH } from '../../../../src/protocol/input.ts'
import type { InputDesk } from './input-desk.ts'
import { openKeys } from './keys.ts'
import type { InputTarget, Place } from './places.ts'
import { openTypist } from './typist.ts'

/** The most notches of one wheel event, each way. */
export const MAX_NOTCHES = 20

/** X buttons in the order of `MouseEvent.button`: left, middle, right, back, forward. */
const BUTTONS = [1, 2, 3, 8, 9] as const
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const

type EventOf<T extends InputEvent['type']> = Extract<InputEvent, { type: T }>

/** The hands: a promise is what the next event has to wait for. */
export type Hands = {
  act(event: InputEvent): Promise<void> | undefined
  /** Everything held goes up, and what was to happen later does not. */
  release(): void
}

/** Lays hands on a target of a desk. */
export function openHands({ injector, keyboard }: InputDesk, target: InputTarget): Hands {
  const typist = openTypist(injector, keyboard)
  const keys = openKeys(typist, keyboard)
  const pressed = new Set<number>()
  const wheel = openWheel()
  let turn = 0

  /** Does something once it may be done, unless everything was released meanwhile. */
  const when = (may: Promise<boolean> | undefined, act: () => Promise<void> | undefined): Promise<void> | undefined => {
    const began = turn
    return may ? may.then((isSo) => (isSo && turn === began ? act() : undefined)) : act()
  }
  const pressAt = (at: Place, button: number): undefined => {
    pressed.add(button)
    injector.move(at.x, at.y)
    injector.button(button, true)
  }
  const button = (event: EventOf<'button'>): Promise<void> | undefined => {
    const number = BUTTONS[event.button]
    if (number === undefined) return undefined
    if (event.isDown) {
      const at = target.place(event.x, event.y)
      return at && !pressed.has(number) ? when(target.mayPress?.(at), () => pressAt(at, number)) : undefined
    }
    // What was pressed in the picture goes up wherever the pointer is by now.
    if (!pressed.delete(number)) return undefined
    const at = target.nearest(event.x, event.y)
    injector.move(at.x, at.y)
    return void injector.button(number, false)
  }
  const roll = (event: EventOf<'wheel'>): Promise<void> | undefined => {
    const at = target.place(event.x, event.y)
    const turns = at ? wheel.turns(event.dx, event.dy) : []
    if (!at || turns.length === 0) return undefined
    return when(target.mayPress?.(at), () => {
      injector.move(at.x, at.y)
      for (const number of turns) {
        injector.button(number, true)
        injector.button(number, false)
      }
      return undefined
    })
  }
  const type = (event: EventOf<'key' | 'text'>): Promise<void> | undefined => {
    const act = (): Promise<void> | undefined => (event.type === 'text' ? typist.type(event.text) : keys.act(event))
    return when(event.type === 'text' || event.isDown ? target.mayType?.() : undefined, act)
  }
  const release = (): undefined => {
    turn++
    for (const number of pressed) injector.button(number, false)
    pressed.clear()
    typist.release()
    keys.forget()
    wheel.forget()
  }
  return {
    act(event) {
      switch (event.type) {
        case 'move': {
          const at = target.place(event.x, event.y)
          return at ? void injector.move(at.x, at.y) : undefined
        }
        case 'button':
          return button(event)
        case 'wheel':
          return roll(event)
        case 'key':
        case 'text':
          return type(event)
        case 'release':
          return release()
        default:
          return event satisfies never
      }
    },
    release,
  }
}

/** Makes whole notches of a wheel's parts. */
function openWheel(): { turns(dx: number, dy: number): number[]; forget(): void } {
  const rest = { x: 0, y: 0 }
  const take = (axis: 'x' | 'y', units: number): number => {
    // Another direction begins anew: the rest of the old one would swallow its first notch.
    const sum = Math.sign(units) === -Math.sign(rest[axis]) ? units : rest[axis] + units
    const notches = Math.trunc(sum / WHEEL_NOTCH)
    rest[axis] = sum - notches * WHEEL_NOTCH
    return Math.max(-MAX_NOTCHES, Math.min(MAX_NOTCHES, notches))
  }
  const repeat = (notches: number, [less, more]: readonly [number, number]): number[] =>
    Array.from({ length: Math.abs(notches) }, () => (notches < 0 ? less : more))
  return {
    turns: (dx, dy) => [
      ...repeat(take('y', dy), [WHEEL.up, WHEEL.down]),
      ...repeat(take('x', dx), [WHEEL.left, WHEEL.right]),
    ],
    forget() {
      rest.x = 0
      rest.y = 0
    },
  }
}
