// Letting the other side use mouse and keyboard: what arrives is checked here, whatever the hub checked before.
import type { Holder } from '../../src/features/shares/protocol.ts'
import { decodeFrame, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { decodeInput, type InputEvent } from '../../src/protocol/input.ts'
import type { Given } from '../features/handler.ts'
import type { InputSink, Platform, ScreenTarget } from '../platform/platform.ts'
import type { Channel } from '../session/channel.ts'
import { FREE, type Hold, judgeInput, ownerActed } from './holder.ts'

/** Input events waiting to be put in; with more, the sender is faster than any person and is let go of. */
export const MAX_WAITING_INPUT = 2_048

/** What control needs. */
export interface ControlParts {
  readonly platform: Pick<Platform, 'openInput' | 'watchOwner'>
  readonly target: ScreenTarget
  /** UTC milliseconds. */
  readonly clock: () => number
  /** While the customer is asked something, nothing is let in. */
  readonly prompts: Given['prompts']
  /** Told when mouse and keyboard change hands. */
  readonly report: (holder: Holder) => void
}

/** Control of one share. */
export interface Control {
  /** Takes in what arrives on a channel of the share. */
  attach(channel: Channel): void
  /** Another part of the screen is shown now. */
  turnTo(target: ScreenTarget): void
  /** The owner takes it back from elsewhere. */
  reclaim(): void
  /** Nothing is put in any more, and nothing stays pressed. */
  close(): Promise<void>
}

/** Opens mouse and keyboard of the target. @throws DeskhandError  `screen.lost`, `screen.unsupported` */
export async function startControl(parts: ControlParts): Promise<Control> {
  const sink = await parts.platform.openInput(parts.target)
  const keeper = new Keeper(parts, sink)
  try {
    const owner = await parts.platform.watchOwner(() => keeper.ownerActed())
    const unasked = parts.prompts.onChange(() => keeper.asked())
    keeper.asked()
    return {
      attach: (channel) => keeper.attach(channel),
      turnTo: (target) => keeper.turnTo(target),
      reclaim: () => keeper.ownerActed(true),
      close: async () => {
        unasked()
        keeper.close()
        await Promise.allSettled([owner.close(), keeper.end()])
      },
    }
  } catch (error) {
    await sink.close().catch(() => undefined)
    throw error
  }
}

class Keeper {
  readonly #parts: ControlParts
  #sink: InputSink
  #hold: Hold = FREE
  #lastSeq: number | null = null
  #waiting = 0
  /** The last thing put in line is the release that stands for what was too much. */
  #isOverfull = false
  /** Whose turn it is: what waits from an earlier one is never put in. */
  #turn = 0
  #work: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(parts: ControlParts, sink: InputSink) {
    this.#parts = parts
    this.#sink = sink
  }

  attach(channel: Channel): void {
    channel.onInput((frame) => this.#hear(frame))
    // Who may control has gone, or the hub has: what they held must not stay pressed.
    channel.onWatchers(({ controller }) => {
      if (!controller) this.#put([{ type: 'release' }])
    })
  }

  /** The customer is asked something: they need their own mouse and keyboard for it, and nobody else may use them. */
  asked(): void {
    if (this.#parts.prompts.isOpen() && this.#hold.holder === 'peer') this.ownerActed()
  }

  /** @param isAsked  the owner asked for it, so it also counts before anybody took control */
  ownerActed(isAsked = false): void {
    const before = this.#hold.holder
    const next = ownerActed(this.#hold, this.#parts.clock())
    this.#hold = isAsked ? { ...next, holder: 'owner' } : next
    if (before === this.#hold.holder) return
    this.#stop()
    this.#parts.report(this.#hold.holder)
  }

  turnTo(target: ScreenTarget): void {
    this.#work = this.#work.then(async () => {
      const before = this.#sink
      this.#sink = await this.#parts.platform.openInput(target)
      await before.close()
    })
    this.#work = this.#work.catch(() => undefined) // a display that is gone is told of by its picture
  }

  /** Nothing more is put in, from now on. */
  close(): void {
    this.#isClosed = true
    this.#stop()
  }

  /** Lets go of everything. */
  async end(): Promise<void> {
    await this.#work
    await this.#sink.close()
  }

  #hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    if (this.#isClosed || !frame.ok || frame.header.kind !== FRAME_KINDS.input) return
    if (this.#parts.prompts.isOpen()) return
    if (!isAfter(frame.header.seq, this.#lastSeq)) return // sent a second time
    this.#lastSeq = frame.header.seq
    const input = decodeInput(frame.payload)
    if (!input.ok) return
    const before = this.#hold.holder
    const { hold, pass } = judgeInput(this.#hold, input.events, this.#parts.clock())
    this.#hold = hold
    if (hold.holder !== before) this.#parts.report(hold.holder)
    if (pass.length > 0) this.#put(pass)
  }

  /** At once: what is being typed ends where it is, what waits is dropped, and nothing stays pressed. */
  #stop(): void {
    this.#turn += 1
    this.#sink.releaseAll().catch(() => undefined) // a display that is gone holds nothing
  }

  #put(events: readonly InputEvent[]): void {
    if (this.#isClosed) return
    const isTooMuch = this.#waiting + events.length > MAX_WAITING_INPUT
    if (isTooMuch && this.#isOverfull) return
    this.#isOverfull = isTooMuch
    const taken: readonly InputEvent[] = isTooMuch ? [{ type: 'release' }] : events
    this.#waiting += taken.length
    const turn = this.#turn
    this.#work = this.#work
      .then(() => (this.#turn === turn ? this.#sink.apply(taken) : undefined))
      .catch(() => undefined) // a display that is gone is told of by its picture
      .finally(() => {
        this.#waiting -= taken.length
      })
  }
}

/** Whether a number follows another, both unsigned 32 bit and wrapping. */
function isAfter(seq: number, last: number | null): boolean {
  if (last === null) return true
  const ahead = (seq - last) >>> 0
  return ahead > 0 && ahead < 0x8000_0000
}
