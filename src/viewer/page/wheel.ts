// What one turn of the wheel is worth, whatever unit the browser tells it in.
import { WHEEL_NOTCH } from '../../protocol/input.ts'

/** What one notch is in each unit of `WheelEvent.deltaMode`: pixels, lines, pages. */
const PER_NOTCH = [100, 3, 1] as const
/** A touchpad has no notches: the browsers then make up this many old units for each pixel. */
const MADE_UP_PER_PIXEL = 3

/** A turn as the browser tells it; `wheelDeltaX` and `Y` are in notches of 120 against the direction, where known. */
export type Turn = Pick<WheelEvent, 'deltaMode' | 'deltaX' | 'deltaY'> & {
  readonly wheelDeltaX?: number
  readonly wheelDeltaY?: number
}

/** The turn in wheel units: `WHEEL_NOTCH` for one notch to the right or down; fractions are kept. */
export function wheelUnits(turn: Turn): { readonly dx: number; readonly dy: number } {
  const perNotch = PER_NOTCH[turn.deltaMode] ?? PER_NOTCH[0]
  const units = (delta: number, exact: number | undefined): number =>
    isNotches(delta, exact ?? 0) ? -(exact ?? 0) : (delta / perNotch) * WHEEL_NOTCH
  return { dx: units(turn.deltaX, turn.wheelDeltaX), dy: units(turn.deltaY, turn.wheelDeltaY) }
}

function isNotches(delta: number, exact: number): boolean {
  return exact !== 0 && exact % WHEEL_NOTCH === 0 && exact !== -delta * MADE_UP_PER_PIXEL
}
