// This tab's place in a session: kept in the tab's own storage, never in an address.
import { z } from 'zod'

const seatShape = z.object({
  session: z.string(),
  number: z.string(),
  participant: z.string(),
  token: z.string(),
  state: z.enum(['present', 'knocking']),
  name: z.string(),
  company: z.string(),
  rep: z.string(),
})

/** A place in a session, as joining gave it. */
export type Seat = z.infer<typeof seatShape>

const KEY = 'deskhand.seat'

/** Whether the browser lets this tab keep a place; asked before joining, so that nobody joins who cannot go on. */
export function canKeepSeat(): boolean {
  try {
    window.sessionStorage.setItem(`${KEY}.probe`, '')
    window.sessionStorage.removeItem(`${KEY}.probe`)
    return true
  } catch {
    return false
  }
}

/** Keeps the place for this tab. */
export function keepSeat(seat: Seat): void {
  window.sessionStorage.setItem(KEY, JSON.stringify(seat))
}

/** The place of this tab; null when it has none, or what is kept is not one. */
export function readSeat(): Seat | null {
  try {
    const parsed = seatShape.safeParse(JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null // no storage, or not what we wrote: the same as no place
  }
}

/** Forgets the place: the session is over for this tab. */
export function forgetSeat(): void {
  try {
    window.sessionStorage.removeItem(KEY)
  } catch {
    // Without storage there is nothing to forget.
  }
}
