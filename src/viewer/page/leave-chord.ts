// The way out of control with the keyboard alone: Ctrl, Alt and Shift held together and let go, with no other key.

type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey'>

/** Watches strokes. */
export type LeaveChord = {
  down(stroke: Stroke): void
  /** Whether the chord is complete with this key going up. */
  up(): boolean
}

const KEYS = new Set(['Control', 'Alt', 'Shift', 'AltGraph', 'Meta'])

/** Begins with no key held. */
export function makeLeaveChord(): LeaveChord {
  let isArmed = false
  return {
    down({ key, ctrlKey, altKey, shiftKey }) {
      isArmed = KEYS.has(key) && ctrlKey && altKey && shiftKey
    },
    up() {
      const isComplete = isArmed
      isArmed = false
      return isComplete
    },
  }
}
