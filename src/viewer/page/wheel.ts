// What one turn of the wheel is worth, whatever unit the browser tells it in.
import { WHEEL_NOTCH } from '../../protocol/input.ts'

/** What one notch is in each unit of `WheelEvent.deltaMode`: pixels, lines, pages. */
const PER_NOTCH = [100, 3, 1] as const

/** A turn as the browser tells it; `wheelDeltaX` and `Y` are in notches of 120 against the direction, where known. */
export type Turn = Pick<WheelEvent, 'deltaMode' | 'deltaX' | 'deltaY'> & {
  readonly wheelDeltaX?: number
  readonly wheelDeltaY?: number
}

/** The turn in wheel units: `WHEEL_NOTCH` for one notch to the right or down; fractions are kept. */
export function wheelUnits(turn: Turn): { readonly dx: number; readonly dy: number } {
  const perNotch = PER_NOTCH[turn.deltaMode] ?? PER_NOTCH[0]
  const units = (delta: number, exact: number | undefined): number =>
    exact && exact % WHEEL_NOTCH === 0 ? -exact : (delta / perNotch) * WHEEL_NOTCH
  return { dx: units(turn.deltaX, turn.wheelDeltaX), dy: units(turn.deltaY, turn.wheelDeltaY) }
}
