// Who holds mouse and keyboard of a machine that somebody else may control: its owner always wins, at once.
import type { Holder } from '../../src/features/shares/protocol.ts'
import type { InputEvent } from '../../src/protocol/input.ts'

/** The other side may take over again this long after the owner last did something, in milliseconds. */
export const OWNER_REST_MS = 1_000

/** Where control stands. */
export interface Hold {
  readonly holder: Holder
  /** When the owner last used mouse or keyboard, UTC milliseconds. */
  readonly ownerAt: number
}

/** Nobody has clicked yet (DSK-04). */
export const FREE: Hold = { holder: 'nobody', ownerAt: Number.NEGATIVE_INFINITY }

/** What is let in of the input of the other side, and where control stands after it. */
export interface Judged {
  readonly hold: Hold
  readonly pass: readonly InputEvent[]
}

/**
 * Lets in what the other side does once it has clicked: control begins with a press of a mouse button (DSK-04), also
 * after the owner took it back (DSK-10), then no sooner than `OWNER_REST_MS` after the owner's last move. Letting go
 * of what is held always passes.
 */
export function judgeInput(hold: Hold, events: readonly InputEvent[], now: number): Judged {
  if (hold.holder === 'peer') return { hold, pass: events }
  const mayTake = now - hold.ownerAt >= OWNER_REST_MS
  const click = mayTake ? events.findIndex((event) => event.type === 'button' && event.isDown) : -1
  if (click < 0) return { hold, pass: events.filter(({ type }) => type === 'release') }
  return { hold: { ...hold, holder: 'peer' }, pass: events.slice(click) }
}

/** The owner did something: what the other side held is theirs again. */
export function ownerActed(hold: Hold, now: number): Hold {
  return { holder: hold.holder === 'nobody' ? 'nobody' : 'owner', ownerAt: now }
}
