// Someone else's mouse and keyboard on an X display: events in order, one write for each batch, nothing held too long.
import type { InputEvent } from '../../../../src/protocol/input.ts'
import type { InputSink, ScreenTarget } from '../../platform.ts'
import { openHands } from './hands.ts'
import type { InputDesk } from './input-desk.ts'
import { openTarget } from './target.ts'

/** The most events that wait while a long text is typed; one batch more, and all are dropped and everything let go. */
export const MAX_WAITING_EVENTS = 2048
/** The most events sent before the server must have done them: a flood waits here, where it is counted. */
export const MAX_UNDONE_EVENTS = 512
/** The most characters that wait to be typed. */
export const MAX_WAITING_TEXT = 16_384

/**
 * Opens a sink on the shared input desk of a display, and leaves the desk when it is closed.
 *
 * @throws DeskhandError  `screen.none` when there is no such monitor or window
 */
export async function openX11Sink(desk: InputDesk, wanted: ScreenTarget): Promise<InputSink> {
  let release = (): void => undefined
  const leave = desk.join(() => release())
  const target = await openTarget(desk.injector.connection, wanted).catch(async (error: unknown) => {
    await leave()
    throw error
  })
  const hands = openHands(desk, target)
  release = hands.release
  const waiting = { events: 0, text: 0 }
  let turn = 0
  let tail: Promise<void> | null = null
  let isClosed = false
  let undone = 0

  const run = async (events: readonly InputEvent[], began: number): Promise<void> => {
    let at = 0
    while (at < events.length && turn === began) {
      let wait = desk.keyboard.refreshed()
      if (!wait) {
        desk.injector.together(() => {
          for (; !wait && at < events.length; at++) wait = hands.act(events[at] as InputEvent) // `at` is below its length
        })
      }
      if (wait) await wait
    }
    undone += events.length
    if (undone < MAX_UNDONE_EVENTS) return
    undone = 0
    await desk.injector.connection.sync()
  }
  const letGo = (): void => {
    turn++
    desk.injector.together(hands.release)
  }
  const enqueue = (events: readonly InputEvent[]): Promise<void> => {
    const text = events.reduce((sum, it) => sum + (it.type === 'text' ? it.text.length : 0), 0)
    if (waiting.events + events.length > MAX_WAITING_EVENTS || waiting.text + text > MAX_WAITING_TEXT) {
      letGo()
      return Promise.resolve()
    }
    waiting.events += events.length
    waiting.text += text
    const began = turn
    // When nothing waits it happens now, not after a turn of the event loop.
    const done = tail ? tail.then(() => run(events, began)) : run(events, began)
    const settled = done
      .catch(() => undefined) // told to the caller by `done`
      .then(() => {
        waiting.events -= events.length
        waiting.text -= text
        if (tail === settled) tail = null
      })
    tail = settled
    return done
  }
  return {
    async apply(events) {
      if (isClosed) return
      const lost = desk.lost()
      if (lost) throw lost
      await enqueue(events)
    },
    async releaseAll() {
      if (!isClosed && !desk.lost()) letGo()
    },
    async close() {
      if (isClosed) return
      isClosed = true
      if (!desk.lost()) letGo()
      await tail
      target.close()
      await leave()
    },
  }
}
