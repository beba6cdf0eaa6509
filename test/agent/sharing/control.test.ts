// What an agent lets in of mouse and keyboard: once each, in order, and never more than a machine can take.
import { expect, test } from 'vitest'
import type { Channel } from '../../../agent/session/channel.ts'
import { type Control, MAX_WAITING_INPUT, startControl } from '../../../agent/sharing/control.ts'
import { OWNER_REST_MS } from '../../../agent/sharing/holder.ts'
import { encodeFrame, FRAME_KINDS } from '../../../src/protocol/frame.ts'
import { encodeInput, type InputEvent } from '../../../src/protocol/input.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

const press: InputEvent = { type: 'button', button: 0, isDown: true, x: 1, y: 1 }
const move = (x: number): InputEvent => ({ type: 'move', x, y: 1 })

interface Machine {
  readonly control: Control
  /** Every batch the machine was given. */
  readonly given: (readonly InputEvent[])[]
  hear(seq: number, ...events: readonly InputEvent[]): void
  /** Its owner uses mouse or keyboard. */
  useAsOwner(): void
  /** Its owner is asked something, or not any more. */
  askOwner(isAsked: boolean): void
  /** Time passes, in milliseconds. */
  tick(ms: number): void
  /** Times everything was let go of at once. */
  letGo(): number
  /** The machine does what it was given, and goes on. */
  goOn(): void
}

/** A machine that does nothing until it is told to, as one whose display server hangs. */
async function slowMachine(): Promise<Machine> {
  const given: (readonly InputEvent[])[] = []
  const hanging = Promise.withResolvers<void>()
  const [owners, prompts] = [new Set<() => void>(), { isOpen: false, changed: new Set<() => void>() }]
  let [letGo, now] = [0, 1_000_000]
  const sink = {
    apply: (events: readonly InputEvent[]) => {
      given.push(events)
      return hanging.promise
    },
    releaseAll: async () => {
      letGo += 1
    },
    close: async () => undefined,
  }
  const control = await startControl({
    platform: {
      openInput: async () => sink,
      watchOwner: async (listener) => {
        owners.add(listener)
        return { close: async () => void owners.delete(listener) }
      },
    },
    target: {},
    clock: () => now,
    prompts: {
      isOpen: () => prompts.isOpen,
      onChange: (listener) => {
        prompts.changed.add(listener)
        return () => void prompts.changed.delete(listener)
      },
    },
    report: () => undefined,
  })
  atEnd(() => control.close())
  atEnd(async () => hanging.resolve())
  let onInput: (frame: Uint8Array) => void = () => undefined
  const channel: Pick<Channel, 'onInput' | 'onWatchers'> = {
    onInput: (listener) => {
      onInput = listener
    },
    onWatchers: () => undefined,
  }
  control.attach(channel as Channel)
  return {
    control,
    given,
    hear: (seq, ...events) =>
      onInput(
        encodeFrame({ kind: FRAME_KINDS.input, flags: 0, channel: 1, seq, capturedAt: 1 }, [encodeInput(events)]),
      ),
    useAsOwner: () => {
      for (const listener of owners) listener()
    },
    askOwner: (isAsked) => {
      prompts.isOpen = isAsked
      for (const listener of prompts.changed) listener()
    },
    tick: (ms) => {
      now += ms
    },
    letGo: () => letGo,
    goOn: () => hanging.resolve(),
  }
}

test('a frame is let in once and in its order: replayed, older and foreign ones go nowhere, at the turn of the numbers too', async () => {
  const { given, hear, goOn } = await slowMachine()
  goOn()
  const last = 0xffff_ffff
  hear(last - 1, press)
  hear(last - 1, move(1))
  hear(last, move(2))
  hear(1, move(3))
  hear(0, move(4))
  hear(last, move(5))
  hear(1, move(6))
  hear(0x8000_0001, move(7)) // further ahead than half of all numbers is behind
  hear(2, move(8))
  await until('the last', () => given.at(-1)?.[0]?.type === 'move' && given.length === 4)
  expect(given.flat()).toEqual([press, move(2), move(3), move(8)])
})

test('so much may wait as the limit; with one more everything is let go of, once, and a flood keeps no more', async () => {
  const { given, hear, goOn } = await slowMachine()
  hear(1, press)
  let seq = 1
  for (; seq < MAX_WAITING_INPUT; seq += 1) hear(seq + 1, move(seq))
  await until('the first', () => given.length === 1)
  for (let more = 0; more < 100_000; more += 1) hear(++seq, move(9))
  goOn()
  await until('all of it', () => given.length === MAX_WAITING_INPUT + 1)
  expect(given.at(-1)).toEqual([{ type: 'release' }])
  expect(given.at(-2)).toEqual([move(MAX_WAITING_INPUT - 1)])
  hear(++seq, move(10))
  await until('what comes after it', () => given.length === MAX_WAITING_INPUT + 2)
  expect(given.at(-1)).toEqual([move(10)])
})

test.each([
  ['uses mouse or keyboard', ({ useAsOwner }: Machine) => useAsOwner()],
  ['takes it back elsewhere', ({ control }: Machine) => control.reclaim()],
  ['is asked something', ({ askOwner }: Machine) => askOwner(true)],
  ['ends the share', ({ control }: Machine) => void control.close()],
])('when the owner %s, what is pressed is let go of at once and what still waits is never put in', async (_, act) => {
  const machine = await slowMachine()
  const { given, hear, goOn, letGo } = machine
  hear(1, press)
  hear(2, { type: 'text', text: 'y' })
  await until('the first', () => given.length === 1)
  act(machine)
  expect(letGo()).toBe(1)
  goOn()
  await machine.control.close()
  expect(given).toEqual([[press]])
})

test('while the owner is asked nothing is let in, a click neither; after it a click takes control again', async () => {
  const { given, hear, goOn, askOwner, tick } = await slowMachine()
  goOn()
  hear(1, press)
  askOwner(true)
  tick(OWNER_REST_MS)
  hear(2, press, { type: 'text', text: 'y' })
  askOwner(false)
  hear(3, move(1))
  hear(4, press, move(2))
  await until('the last', () => given.flat().length === 2)
  expect(given.flat()).toEqual([press, move(2)])
})
