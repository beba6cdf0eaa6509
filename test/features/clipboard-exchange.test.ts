// A text over the clipboard is only said to be there, or handed out, once the other machine has verified it.
import { expect, test } from 'vitest'
import { givePushed, takePulled } from '../../src/features/clipboard/exchange.ts'
import type { Step } from '../../src/features/step.ts'
import { packText } from '../../src/protocol/clipboard.ts'

const ask = 'k_1'
const granted: Step = { is: 'granted', ask, by: 'customer' }
const started: Step = { is: 'started', ask, channel: null, info: {} }
const stopped: Step = { is: 'stopped', ask, reason: 'customer' }
const done: Step = { is: 'done', ask }

async function* told(...steps: readonly Step[]): AsyncGenerator<Step> {
  yield* steps
}

test('a text is given after the yes alone, and counts as there when that was verified', async () => {
  const { packed } = packText('hello')
  const given: unknown[] = []
  const give = async (part: unknown): Promise<void> => void given.push(part)
  await expect(givePushed(told(granted), packed, give)).rejects.toMatchObject({ code: 'clipboard.gone' })
  expect(given).toEqual([])
  expect(await givePushed(told(granted, started, done), packed, give)).toBe(ask)
  expect(given).toEqual([{ ask, at: 0, part: packed.toString('base64'), isLast: true }])
  const ended = givePushed(told(granted, started, stopped), packed, give)
  await expect(ended).rejects.toMatchObject({ code: 'activity.stopped', details: { reason: 'customer' } })
})

test('a text that was stopped on its way is none, and so is another than was told of', async () => {
  const { packed, told: facts } = packText('hello')
  const take = async () => ({ part: packed.toString('base64'), isLast: true })
  await expect(takePulled(told(granted, started, stopped), take)).rejects.toMatchObject({ code: 'activity.stopped' })
  await expect(takePulled(told(granted, started), take)).rejects.toMatchObject({ code: 'clipboard.gone' })
  const pulled = (sha256: string): Step => {
    const data = { ask, customer: 'p_1', ...facts, sha256 }
    return { is: 'told', ask, event: { type: 'clipboard.pulled', data } as never } // of an event no more is read
  }
  expect(await takePulled(told(started, pulled(facts.sha256)), take)).toMatchObject({ text: 'hello' })
  const other = takePulled(told(started, pulled('0'.repeat(64))), take)
  await expect(other).rejects.toMatchObject({ code: 'clipboard.gone' })
})
