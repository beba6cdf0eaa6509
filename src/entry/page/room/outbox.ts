// Messages on their way to the hub: bounded in number, each sent once however often it is tried.
import { asDeskhandError, type DeskhandError } from '../../../protocol/error.ts'

/** Messages that may wait to be sent at once. */
export const MAX_OUTBOX = 20

/** A message that the hub has not taken yet. */
export interface Unsent {
  /** Also the id of its request: the hub applies the same id once. */
  readonly id: string
  readonly to: string
  readonly text: string
  /** Why it was not sent; null while it is on its way. */
  readonly error: DeskhandError | null
}

/** The messages that wait. */
export interface Outbox {
  readonly messages: readonly Unsent[]
  /** Sends a message; false when `MAX_OUTBOX` wait already. */
  add(to: string, text: string): boolean
  again(unsent: Unsent): void
  drop(unsent: Unsent): void
}

/** Makes an empty outbox. @param changed  called after every change of `messages` */
export function createOutbox(send: (unsent: Unsent) => Promise<unknown>, changed: () => void): Outbox {
  let messages: readonly Unsent[] = []
  const set = (next: readonly Unsent[]): void => {
    messages = next
    changed()
  }
  const without = ({ id }: Unsent): readonly Unsent[] => messages.filter((one) => one.id !== id)
  const start = async (unsent: Unsent): Promise<void> => {
    set([...without(unsent), unsent])
    try {
      await send(unsent)
      set(without(unsent))
    } catch (thrown) {
      const error = asDeskhandError(thrown)
      set(messages.map((one) => (one.id === unsent.id ? { ...one, error } : one)))
    }
  }
  return {
    get messages() {
      return messages
    },
    add: (to, text) => {
      if (messages.length >= MAX_OUTBOX) return false
      void start({ id: crypto.randomUUID(), to, text, error: null })
      return true
    },
    again: (unsent) => void start({ ...unsent, error: null }),
    drop: (unsent) => set(without(unsent)),
  }
}
