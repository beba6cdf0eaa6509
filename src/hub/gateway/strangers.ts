// Links that have not said who they are: how many there may be, how much they may send, and who goes when it is full.
import type { Duplex } from 'node:stream'
import { MAX_ENVELOPE_BYTES } from '../../protocol/limits.ts'

/** Links that have not said who they are yet. */
export const MAX_STRANGERS = 256
/** Bytes one of them may send: a hello, and what fits behind it. */
export const MAX_STRANGER_BYTES = MAX_ENVELOPE_BYTES + 65_536

interface Stranger {
  readonly address: string
  readonly socket: Duplex
}

/**
 * Counts strangers.
 *
 * When there are too many, the oldest of the address with the most of them is cut: whoever floods the hub with links
 * that say nothing cuts their own, and everybody else, who says hello at once, gets in.
 */
export class Strangers {
  readonly #waiting = new Set<Stranger>()

  /** How many there are. */
  get count(): number {
    return this.#waiting.size
  }

  /** Takes one in; it counts until its socket closes, or until it is known. */
  add(address: string, socket: Duplex): { listen(): void; known(): void } {
    if (this.#waiting.size >= MAX_STRANGERS) this.#cutOne()
    const stranger = { address, socket }
    this.#waiting.add(stranger)
    let bytes = 0
    const count = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > MAX_STRANGER_BYTES) socket.destroy()
    }
    const known = (): void => {
      this.#waiting.delete(stranger)
      socket.off('data', count)
      socket.off('close', known)
    }
    socket.on('close', known)
    // Only once somebody reads the socket: listening starts its flow.
    return { listen: () => void socket.on('data', count), known }
  }

  #cutOne(): void {
    const counts = new Map<string, number>()
    for (const { address } of this.#waiting) counts.set(address, (counts.get(address) ?? 0) + 1)
    const most = Math.max(...counts.values())
    for (const stranger of this.#waiting) {
      if (counts.get(stranger.address) !== most) continue
      this.#waiting.delete(stranger)
      stranger.socket.destroy()
      return
    }
  }
}
