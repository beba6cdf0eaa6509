// A program with many viewers of one share, each on a link of its own, as reps elsewhere are.
import { carrierOf } from '../../../src/client/direct/carrier.ts'
import { openMirror } from '../../../src/client/mirror.ts'
import { openLink } from '../../../src/client/open-link.ts'

const [, , url = '', token = '', session = '', count = '0'] = process.argv

/** Resolves once there are pictures; whether they come directly is between this program and the agent. */
async function watch(): Promise<void> {
  const link = openLink({ url, token })
  const mirror = openMirror(link, session)
  const channel = await mirror.until(
    ({ core }) => [...core.asks.values()].findLast(({ state }) => state === 'running')?.channel,
  )
  await new Promise<void>((resolve) => {
    carrierOf(link, session).watch(
      channel,
      () => resolve(),
      () => undefined,
    )
  })
}

for (let at = 0; at < Number(count); at++) await watch()
process.send?.([])
process.on('disconnect', () => process.exit(0))
