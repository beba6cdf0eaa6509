// `npm run bench [-- --quick] [part …]`: measures, prints ratios, writes reports/bench.json, fails when a target is missed.
import { setup } from '../support/global-setup.ts'
import type { Measure } from './figure.ts'
import { keep, load } from './report.ts'
import { line } from './table.ts'

/** Every part, loaded when it is measured. */
const PARTS: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  startup: () => import('./startup.ts'),
  console: () => import('./console.ts'),
  join: () => import('./join.ts'),
  messages: () => import('./messages/measure.ts'),
  storage: () => import('./storage.ts'),
  hub: () => import('./hub.ts'),
  agent: () => import('./agent.ts'),
  build: () => import('./build.ts'),
  screens: () => import('./screens.ts'),
  pipeline: () => import('./screens/measure.ts'),
}

const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const wanted = args.filter((one) => one !== '--quick')
const unknown = wanted.filter((name) => !(name in PARTS))
if (unknown.length > 0) {
  console.error(`no part is called ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`)
  process.exit(2)
}

let isMissed = false
const end = await setup()
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const before = load()
    console.error(`measuring ${name}, load ${before} …`)
    const figures = []
    for await (const one of (await part()).measure({ isQuick })) {
      figures.push(one)
      console.log(line(one))
    }
    isMissed ||= figures.some((one) => !one.ok)
    await keep(name, { at: new Date().toISOString(), isQuick, load: [before, load()], figures })
  }
} finally {
  // also where a part failed: nothing that it started stays
  await end()
}
process.exit(isMissed ? 1 : 0)
