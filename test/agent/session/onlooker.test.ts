// Seeing what others show: offered once it runs and the journal is caught up with, closed with it, and never too much.
import { expect, test } from 'vitest'
import { MAX_SEEN, startOnlooker } from '../../../agent/session/onlooker.ts'
import { until } from '../../support/wait.ts'

interface Bench {
  readonly opened: number[]
  readonly closed: number[]
  readonly told: string[]
}

function bench(): Bench & { readonly onlooker: ReturnType<typeof startOnlooker> } {
  const made: Bench = { opened: [], closed: [], told: [] }
  const onlooker = startOnlooker(
    async ({ channel }) => {
      made.opened.push(channel)
      return { url: `http://127.0.0.1/${channel}`, close: async () => void made.closed.push(channel) }
    },
    (happening) => happening.type === 'page' && made.told.push(`${happening.url} ${happening.by}`),
  )
  return { ...made, onlooker }
}

const what = { kind: 'app.share', by: 'Sam' } as const

test('what was over before the journal was caught up with is never offered, what still runs is', async () => {
  const { onlooker, opened, closed, told } = bench()
  for (const [ask, channel] of [
    ['k_1', 1],
    ['k_2', 2],
  ] as const) {
    onlooker.asked(ask, what)
    onlooker.started(ask, channel)
  }
  onlooker.over('k_1')
  expect(opened).toEqual([])
  onlooker.caughtUp()
  await until('the page', () => told.length > 0)
  expect([opened, told]).toEqual([[2], ['http://127.0.0.1/2 Sam']])
  onlooker.started('k_3', 3) // asked of this machine, which opens its own page
  onlooker.close()
  await until('the end', () => closed.length > 0)
  expect([opened, closed]).toEqual([[2], [2]])
})

test(`${MAX_SEEN} shares of others are offered and not one more`, async () => {
  const { onlooker, opened } = bench()
  onlooker.caughtUp()
  for (let channel = 0; channel <= MAX_SEEN; channel++) {
    onlooker.asked(`k_${channel}`, what)
    onlooker.started(`k_${channel}`, channel)
  }
  expect(opened.length).toBe(MAX_SEEN)
})
