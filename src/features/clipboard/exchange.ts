// Both ways over the clipboard of the one who is asked: from the steps of the ask to its verified end.
import { giveParts, type Part, takeParts, unpackText } from '../../protocol/clipboard.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { Step } from '../step.ts'
import { clipboardEvents, type Exchanged } from './protocol.ts'

type Steps = AsyncIterable<Step>
/** Which part of which ask. */
export interface Place {
  readonly ask: string
  /** Where the part begins, in bytes. */
  readonly at: number
}

/**
 * Gives a text once the customer has agreed: nothing of it has left this machine before.
 *
 * @param give  hands one part over
 * @returns the ask, once the other machine has verified that the text is on its clipboard
 * @throws DeskhandError `activity.stopped`, `clipboard.gone`, and what `perform` and `give` throw
 */
export async function givePushed(
  steps: Steps,
  packed: Buffer,
  give: (what: Place & Part) => Promise<unknown>,
): Promise<string> {
  for await (const step of steps) {
    const { ask } = step
    if (step.is === 'started') await giveParts(packed, (at, part) => give({ ask, at, ...part }))
    else if (step.is === 'stopped') throw new DeskhandError('activity.stopped', { reason: step.reason })
    else if (step.is === 'done') return ask
  }
  throw new DeskhandError('clipboard.gone')
}

/**
 * Takes the text once the other machine has told of it.
 *
 * @param take  asks for one part
 * @throws DeskhandError `activity.stopped`, `clipboard.gone`, and what `perform` and `take` throw
 */
export async function takePulled(
  steps: Steps,
  take: (place: Place) => Promise<Part>,
): Promise<{ readonly text: string; readonly told: Exchanged }> {
  for await (const step of steps) {
    const { ask } = step
    if (step.is === 'stopped') throw new DeskhandError('activity.stopped', { reason: step.reason })
    if (step.is !== 'told' || step.event.type !== 'clipboard.pulled') continue
    const told = clipboardEvents['clipboard.pulled'].parse(step.event.data)
    return { text: unpackText(await takeParts((at) => take({ ask, at })), told), told }
  }
  throw new DeskhandError('clipboard.gone')
}

/** The same steps, each shown as it comes. */
export async function* seen(steps: Steps, see: (step: Step) => void): AsyncGenerator<Step> {
  for await (const step of steps) {
    see(step)
    yield step
  }
}
