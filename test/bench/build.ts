// Building: both programs and all pages, beside the bundler doing nothing.
import { join } from 'node:path'
import { build, ROOT } from '../support/build.ts'
import { type Figure, figure, median } from './figure.ts'
import { untilEnd } from './spawned.ts'

const ROUNDS = { full: 5, quick: 3 } as const

/** Measures `npm run build`. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const times = { whole: [] as number[], idle: [] as number[] }
  for (let round = 0; round < ROUNDS[isQuick ? 'quick' : 'full']; round++) {
    times.idle.push(await untilEnd(process.execPath, [join(ROOT, 'node_modules/rolldown/bin/cli.mjs'), '--version']))
    const from = performance.now()
    await build()
    times.whole.push(performance.now() - from)
  }
  yield figure({
    what: 'npm run build',
    unit: 'ms',
    value: median(times.whole),
    peer: 'bundler, doing nothing',
    peerValue: median(times.idle),
  })
}
