// `node test/bench/screens/try.ts MODE[,MODE…] WORKLOAD[,…] SECONDS`: a look at one pipeline, printed.
import { measureTarget, type Workload } from './measure-target.ts'
import { deskhand, FLOOR } from './target.ts'

const [modes = 'standard', workloads = 'flip,scroll,video,film', seconds = '10', kbps = ''] = process.argv.slice(2)
for (const mode of modes.split(',')) {
  const target = mode === 'floor' ? FLOOR : deskhand(mode as 'auto', Number(kbps) || null)
  const kinds = workloads.split(',') as Workload[]
  for (const [workload, seen] of await measureTarget(target, kinds, Number(seconds))) {
    console.log(
      target.name,
      workload,
      JSON.stringify(seen, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)),
    )
  }
}
process.exit(0)
