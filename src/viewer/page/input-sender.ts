// Input on its way to the host: moves and wheel turns wait for the next picture of the screen, all else goes at once.
import { encodeInput, type InputEvent, MAX_INPUT_EVENTS } from '../../protocol/input.ts'

/** The most wheel units of one event: what its sixteen bits hold. */
const MAX_WHEEL = 32_000

type Place = { readonly x: number; readonly y: number }

/** Sends input. */
export type InputSender = {
  /** The pointer is here now; only the newest place of a frame is sent. */
  move(place: Place): void
  /** The wheel turned, in wheel units. */
  wheel(turn: { readonly dx: number; readonly dy: number }, place: Place): void
  /** Sends what waits and then these. */
  now(...events: readonly InputEvent[]): void
  /** Forgets what waits. */
  drop(): void
}

/** Makes a sender; `schedule` calls back at the next frame of the screen. */
export function makeInputSender(
  send: (payload: Uint8Array) => void,
  schedule: (callback: () => void) => void,
): InputSender {
  let at: Place | null = null
  let turned: (Place & { dx: number; dy: number }) | null = null
  let isScheduled = false

  const takeWaiting = (): InputEvent[] => {
    const waiting: InputEvent[] = at ? [{ type: 'move', ...at }] : []
    const [dx, dy] = [Math.trunc(turned?.dx ?? 0), Math.trunc(turned?.dy ?? 0)]
    if (turned && (dx !== 0 || dy !== 0)) {
      waiting.push({ type: 'wheel', dx: clamp(dx), dy: clamp(dy), x: turned.x, y: turned.y })
      turned = { ...turned, dx: turned.dx - dx, dy: turned.dy - dy }
    }
    at = null
    return waiting
  }
  const flush = (): void => {
    isScheduled = false
    const events = takeWaiting()
    if (events.length > 0) send(encodeInput(events))
  }
  const later = (): void => {
    if (!isScheduled) schedule(flush)
    isScheduled = true
  }
  return {
    move(place) {
      at = place
      later()
    },
    wheel({ dx, dy }, place) {
      turned = { ...place, dx: (turned?.dx ?? 0) + dx, dy: (turned?.dy ?? 0) + dy }
      later()
    },
    now(...events) {
      const all = [...takeWaiting(), ...events]
      for (let first = 0; first < all.length; first += MAX_INPUT_EVENTS) {
        send(encodeInput(all.slice(first, first + MAX_INPUT_EVENTS)))
      }
    },
    drop() {
      at = null
      turned = null
    },
  }
}

function clamp(units: number): number {
  return Math.max(-MAX_WHEEL, Math.min(MAX_WHEEL, units))
}
