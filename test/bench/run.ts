// `npm run bench [part …]`: measures, prints a table of ratios, writes reports/bench.json, fails when a target is missed.
import { mkdir, writeFile } from 'node:fs/promises'
import { setup } from '../support/global-setup.ts'
import type { Figure } from './figure.ts'

/** Every part, loaded when it is measured. */
const PARTS: Readonly<Record<string, () => Promise<{ measure(): AsyncIterable<Figure> }>>> = {
  agent: () => import('./agent.ts'),
  startup: () => import('./startup.ts'),
  console: () => import('./console.ts'),
  messages: () => import('./messages/measure.ts'),
  storage: () => import('./storage.ts'),
}

function row(one: Figure): string {
  const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
  const extra = Object.entries(one.extra).map(([name, value]) => `${name} ${number(value)}`)
  return [
    one.ok ? ' ok ' : 'MISS',
    one.what.padEnd(64),
    `${number(one.value)} ${one.unit}`.padStart(22),
    `${one.peer} ${number(one.peerValue)}`.padStart(30),
    `× ${one.ratio.toFixed(2)}`.padStart(8),
    one.target.padStart(7),
    extra.join(', '),
  ].join('  ')
}

const wanted = process.argv.slice(2)
const end = await setup()
const figures: Figure[] = []
for (const [name, load] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stderr.write(`measuring ${name} …\n`)
  const { measure } = await load()
  for await (const one of measure()) {
    figures.push(one)
    console.log(row(one))
  }
}
await end()
await mkdir('reports', { recursive: true })
await writeFile('reports/bench.json', `${JSON.stringify(figures, null, 2)}\n`)
process.exit(figures.every((one) => one.ok) ? 0 : 1)
