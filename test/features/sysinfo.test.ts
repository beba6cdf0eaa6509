// System information as the hub takes it: from the machine that was asked, after a yes, in ten categories.
import { expect, test } from 'vitest'
import { findRequest } from '../../src/features/requests.ts'
import { CATEGORIES, MAX_SYSINFO_ROWS } from '../../src/features/sysinfo/protocol.ts'
import { asked, busy, granted, KIM, LEE, when } from '../support/given.ts'

const ROWS = [{ name: 'one', size: 1, used: true, label: null }]
const REPORT = {
  os: { platform: 'linux' },
  cpu: { cores: 2 },
  memory: { bytes: 1 },
  environment: { PATH: '/usr/bin' },
  disks: ROWS,
  network: ROWS,
  processes: ROWS,
  software: ROWS,
  services: ROWS,
  devices: ROWS,
}

test('[SYS-10] a report has all ten categories, is kept for its customer, and ends what was asked', () => {
  expect(Object.keys(REPORT).sort()).toEqual([...CATEGORIES].sort())
  const told = granted(asked(busy(), 'k_1', 'system.info'), 'k_1')
  const reported = when(told, KIM, 'sysinfo.report', { ask: 'k_1', categories: REPORT })
  expect(reported.events).toEqual([
    ['sysinfo.collected', { ask: 'k_1', customer: KIM.id, categories: REPORT }],
    ['activity.finished', { ask: 'k_1', outcome: 'done', error: null }],
  ])
  expect(reported.state.sysinfo.byCustomer.get(KIM.id)?.categories).toEqual(REPORT)
  expect(when(told, KIM, 'sysinfo.report', { ask: 'k_1', categories: REPORT }).refused).toBe('consent.not-granted')
})

test('a category that is missing, or one nobody knows, is no report', () => {
  const data = findRequest('sysinfo.report')?.data
  for (const category of CATEGORIES) {
    const { [category]: _, ...rest } = REPORT
    expect(data?.safeParse({ ask: 'k_1', categories: rest }).success).toBe(false)
  }
  expect(data?.safeParse({ ask: 'k_1', categories: { ...REPORT, passwords: ROWS } }).success).toBe(false)
})

test('a list of the most rows is taken, one more is not', () => {
  const data = findRequest('sysinfo.report')?.data
  const rows = (count: number) => ({ ...REPORT, processes: Array.from({ length: count }, () => ({ pid: 1 })) })
  expect(data?.safeParse({ ask: 'k_1', categories: rows(MAX_SYSINFO_ROWS) }).success).toBe(true)
  expect(data?.safeParse({ ask: 'k_1', categories: rows(MAX_SYSINFO_ROWS + 1) }).success).toBe(false)
})

test('nothing is taken without a yes, for another customer, or for something else that was asked', () => {
  const pending = asked(busy(), 'k_1', 'system.info')
  expect(when(pending, KIM, 'sysinfo.report', { ask: 'k_1', categories: REPORT }).refused).toBe('consent.not-granted')
  const told = granted(pending, 'k_1')
  expect(when(told, LEE, 'sysinfo.report', { ask: 'k_1', categories: REPORT }).refused).toBe('activity.not-found')
  const desktop = granted(asked(busy(), 'k_1', 'desktop.view'), 'k_1')
  expect(when(desktop, KIM, 'sysinfo.report', { ask: 'k_1', categories: REPORT }).refused).toBe('activity.not-found')
})
