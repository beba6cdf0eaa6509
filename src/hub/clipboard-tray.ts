// Texts on their way from one clipboard to another: in this program's memory only, taken once, gone after a minute.
import type { Tray } from '../features/ports.ts'
import { MAX_PACKED_BYTES } from '../protocol/clipboard.ts'
import { DeskhandError } from '../protocol/error.ts'
import { MAX_CLIPBOARD_BYTES, MAX_CLIPBOARD_PART_BYTES } from '../protocol/limits.ts'

/** How long a text is held from its first part on, in milliseconds. */
export const TRAY_HOLDS_MS = 60_000
/** How long a taker waits for a text to be whole, in milliseconds. */
export const TRAY_WAIT_MS = 20_000
/** Texts held at once: with all of them at their longest, 32 MiB. */
export const MAX_HELD_TEXTS = 32
/** Takers that wait at once. */
export const MAX_TRAY_WAITS = 256

interface Held {
  bytes: Buffer
  isWhole: boolean
  readonly timer: NodeJS.Timeout
}

interface Wait {
  readonly key: string
  readonly settle: () => void
}

/** An empty tray. @param holdsMs  how long it holds, in milliseconds @param waitMs  how long a taker waits */
export function openTray({ holdsMs = TRAY_HOLDS_MS, waitMs = TRAY_WAIT_MS } = {}): Tray {
  const held = new Map<string, Held>()
  const waits = new Set<Wait>()
  const drop = (key: string): void => {
    clearTimeout(held.get(key)?.timer)
    held.delete(key)
  }
  const begin = (key: string): Held => {
    drop(key)
    if (held.size >= MAX_HELD_TEXTS) throw new DeskhandError('request.too-many')
    const timer = setTimeout(() => held.delete(key), holdsMs)
    timer.unref()
    const one: Held = { bytes: Buffer.alloc(0), isWhole: false, timer }
    held.set(key, one)
    return one
  }
  return {
    put: (key, { at, bytes, isLast }) => {
      const one = at === 0 ? begin(key) : held.get(key)
      if (!one || one.isWhole || one.bytes.length !== at) throw new DeskhandError('clipboard.gone')
      if (at + bytes.length > MAX_PACKED_BYTES) {
        drop(key)
        throw new DeskhandError('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES })
      }
      one.bytes = Buffer.concat([one.bytes, bytes])
      one.isWhole = isLast
      if (isLast) for (const wait of waits) if (wait.key === key) wait.settle()
    },
    whole: async (key) => {
      if (held.get(key)?.isWhole) return
      if (waits.size >= MAX_TRAY_WAITS) throw new DeskhandError('request.too-many')
      await waitFor(key, waits, waitMs)
    },
    take: (key, at) => {
      const one = held.get(key)
      if (!one?.isWhole || at >= one.bytes.length) throw new DeskhandError('clipboard.gone')
      const end = at + MAX_CLIPBOARD_PART_BYTES
      const isLast = end >= one.bytes.length
      if (isLast) drop(key)
      return { bytes: one.bytes.subarray(at, end), isLast }
    },
  }
}

function waitFor(key: string, waits: Set<Wait>, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer)
      waits.delete(wait)
      resolve()
    }
    const wait: Wait = { key, settle }
    const timer = setTimeout(settle, waitMs)
    timer.unref()
    waits.add(wait)
  })
}
