// Tells the input of this program apart from everybody else's.
import type { XEvent } from 'x11'
import type { XConnection } from '../connection.ts'
import type { TestDevices } from './injector.ts'

/** How often the owner's input is told at most, in milliseconds. */
export const OWNER_TOLD_EVERY_MS = 25
/** How long an event of ours may be held up by a program that grabs mouse or keyboard, in milliseconds. */
export const LATE_MS = 1000
/** The most of our own events that wait for the server to show them. */
export const MAX_EXPECTED = 8192

const RAW_EVENTS = ['RawMotion', 'RawButtonPress', 'RawButtonRelease', 'RawKeyPress', 'RawKeyRelease'] as const
/** The raw event as which each kind of injected event shows. */
const SHOWS_AS: Readonly<Record<number, string>> = {
  2: 'XIRawKeyPress',
  3: 'XIRawKeyRelease',
  4: 'XIRawButtonPress',
  5: 'XIRawButtonRelease',
  6: 'XIRawMotion',
}
const RAW_NAMES: ReadonlySet<string> = new Set(Object.values(SHOWS_AS))

/** What is told apart. */
export type TellingApart = {
  /** Announces an event of ours by the number of its request, its type and its key or button. */
  expect(seq: number, type: number, detail: number): void
  /** Calls `listener` for events that are not ours; returns the end of it. */
  watch(listener: () => void): () => void
}

type Expected = { readonly name: string; readonly detail: number; readonly atMs: number }

/**
 * Starts with nobody listening, which costs nothing.
 *
 * A real device is known by its number. Other programs share the test devices with us. The server shows an injected
 * event while it does the request, so of those events ours carry the number of a request of ours; only when another
 * program holds input up they come later, and then in order and with the same key or button.
 */
export async function startTellingApart(connection: XConnection, devices: TestDevices): Promise<TellingApart> {
  const xinput = await connection.extension('xinput')
  const listeners = new Set<() => void>()
  const expected = new Map<number, Expected>()
  let toldAtMs = Number.NEGATIVE_INFINITY

  const isOurs = ({ name, seq, sourceId, detail }: XEvent): boolean => {
    if (sourceId !== devices.pointer && sourceId !== devices.keyboard) return false
    const isIt = (it: Expected | undefined): boolean => it?.name === name && it.detail === detail
    if (isIt(expected.get(seq))) return expected.delete(seq)
    const oldestMs = performance.now() - LATE_MS
    for (const [known, it] of expected) {
      if (it.atMs < oldestMs) expected.delete(known)
      else if (known < seq && isIt(it)) return expected.delete(known)
    }
    return false
  }
  connection.onEvent((event) => {
    if (listeners.size === 0 || !RAW_NAMES.has(event.name) || isOurs(event)) return
    const now = performance.now()
    if (now - toldAtMs < OWNER_TOLD_EVERY_MS) return
    toldAtMs = now
    for (const listener of listeners) listener()
  })
  const select = (mask: readonly string[]): void =>
    xinput.XISelectEvents(connection.root, { deviceId: xinput.AllMasterDevices, mask })
  return {
    expect(seq, type, detail) {
      if (listeners.size === 0) return
      expected.set(seq, { name: SHOWS_AS[type] ?? '', detail, atMs: performance.now() })
      if (expected.size <= MAX_EXPECTED) return
      const [oldest] = expected.keys()
      if (oldest !== undefined) expected.delete(oldest)
    },
    watch(listener) {
      listeners.add(listener)
      if (listeners.size === 1) select(RAW_EVENTS)
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        expected.clear()
        select([])
      }
    },
  }
}
