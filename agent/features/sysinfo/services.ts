// Services: from systemd where it runs, else the start scripts.
import { readdir } from 'node:fs/promises'
import type { Facts } from './bounded.ts'
import type { Collector } from './collect.ts'
import { linesOf, run } from './run.ts'

const UNITS = ['list-units', '--type=service', '--all', '--no-legend', '--plain', '--no-pager']
const SCRIPTS = '/etc/init.d'

/** One row for each service. */
export const services: Collector = async ({ signal }) => {
  if (process.platform !== 'linux') return askSystem()
  const units = await run('systemctl', UNITS, signal).then(linesOf, () => [])
  return units.length > 0 ? units.map(unit) : await scripts()
}

function unit(line: string): Facts {
  const [name = '', load = '', active = '', sub = '', ...words] = line.trim().split(/\s+/)
  return { name: name.replace(/\.service$/, ''), load, active, state: sub, description: words.join(' ') }
}

/** Without a running systemd the state of a service is not known for certain, so none is given. */
async function scripts(): Promise<readonly Facts[]> {
  const names = await readdir(SCRIPTS)
  return names.sort().map((name) => ({ name, state: 'unknown', description: `${SCRIPTS}/${name}` }))
}

async function askSystem(): Promise<readonly Facts[]> {
  const { services: list } = await import('systeminformation')
  return (await list('*')).map((one) => ({
    name: one.name,
    state: one.running ? 'running' : 'stopped',
    start: one.startmode,
  }))
}
