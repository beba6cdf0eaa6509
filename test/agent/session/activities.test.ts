// What runs on a customer's machine: only with a yes in the agent's own record, for that very thing, and once.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRecord } from '../../../agent/consent/record.ts'
import {
  type Activities,
  type ActivityPorts,
  type Allowed,
  startActivities,
} from '../../../agent/session/activities.ts'
import { translator } from '../../../src/language/catalogue.ts'
import { temporaryFolder } from '../../support/temp.ts'
import { until } from '../../support/wait.ts'

const ACTION = '{"name":"desktop.view"}'

interface Machine {
  readonly activities: Activities
  readonly record: ActivityPorts['record']
  readonly ran: string[]
  /** Codes of what did not come about, as the hub was told. */
  readonly failed: unknown[]
  wanted(change?: Partial<Allowed>): Allowed
}

async function machine(): Promise<Machine> {
  const [ran, failed]: [string[], unknown[]] = [[], []]
  const path = join(await temporaryFolder('record'), 'grants.json')
  const record = openRecord({ path, session: 's_1', participant: 'p_1', onUnwritable: () => undefined })
  const tell = async (_: string, { error }: { readonly error?: { readonly code: string } }) =>
    void (error && failed.push(error.code))
  const ports: Partial<ActivityPorts> = {
    record,
    asking: { session: 's_1', tell, ask: tell } as never,
    translate: translator('en'),
    clock: Date.now,
    company: () => 'Acme',
    choose: undefined,
    openPage: null,
    show: () => undefined,
    changed: () => undefined,
  }
  const run = async ({ ask }: { readonly ask: string }): Promise<'done'> => {
    ran.push(ask)
    return 'done'
  }
  const activities = startActivities(ports as ActivityPorts)
  const wanted = (change = {}): Allowed => ({
    id: 'k_1',
    kind: 'desktop.view',
    action: ACTION,
    by: 'Sam',
    run,
    ...change,
  })
  return { activities, record, ran, failed, wanted }
}

test('nothing starts without a yes of its own, for another kind or another action, or after it was taken back', async () => {
  const { activities, record, ran, failed, wanted } = await machine()
  activities.start(wanted())
  record.remember({ id: 'k_1', kind: 'desktop.view', action: ACTION })
  activities.start(wanted())
  for (const change of [{ kind: 'desktop.control' as const }, { action: '{"name":"desktop.view","data":{}}' }]) {
    const id = `k_${Object.keys(change)[0]}`
    record.remember({ id, kind: 'desktop.view', action: ACTION })
    record.grant(id)
    activities.start(wanted({ id, ...change }))
  }
  record.remember({ id: 'k_2', kind: 'desktop.view', action: ACTION })
  record.grant('k_2')
  record.revoke(['desktop.view'])
  activities.start(wanted({ id: 'k_2' }))
  expect(failed).toEqual(Array.from({ length: 5 }, () => 'consent.not-granted'))
  expect([ran, activities.list()]).toEqual([[], []])
})

test('one yes is for one start', async () => {
  const { activities, record, ran, failed, wanted } = await machine()
  record.remember({ id: 'k_1', kind: 'desktop.view', action: ACTION })
  record.grant('k_1')
  activities.start(wanted())
  activities.start(wanted())
  await until('the end', () => activities.list().length === 0)
  expect([ran, failed]).toEqual([['k_1'], ['consent.not-granted']])
})
