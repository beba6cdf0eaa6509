// System information of a customer's machine, in ten categories.
import { z } from 'zod'
import { declare } from '../../session/request.ts'

const text = z.string().max(2_000)
const scalar = z.union([text, z.number(), z.boolean(), z.null()])
const facts = z.record(z.string().max(60), scalar)
/** Rows of one list category. */
export const MAX_SYSINFO_ROWS = 3_000
const rows = z.array(facts).max(MAX_SYSINFO_ROWS)

/** The ten categories of SYS-10. */
export const CATEGORIES = [
  'os',
  'cpu',
  'memory',
  'disks',
  'network',
  'processes',
  'software',
  'services',
  'environment',
  'devices',
] as const
/** One category of system information. */
export type Category = (typeof CATEGORIES)[number]

/** What the agent collects; lists are rows, the rest are facts. */
export const categories = z.strictObject({
  os: facts,
  cpu: facts,
  memory: facts,
  environment: z.record(z.string().max(300), text),
  disks: rows,
  network: rows,
  processes: rows,
  software: rows,
  services: rows,
  devices: rows,
})
/** The ten categories with their values. */
export type Categories = z.infer<typeof categories>

/** Requests about system information. */
export const sysinfoRequests = {
  'sysinfo.collect': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    kind: 'system.info',
    data: z.strictObject({}),
    reply: z.object({ ask: z.string() }),
  }),
  /** The agent's answer, once the customer has agreed. */
  'sysinfo.report': declare({
    target: 'session',
    who: ['customer'],
    scope: 'work',
    data: z.strictObject({ ask: z.string().max(64), categories }),
    reply: z.object({}),
  }),
} as const

/** Events of system information. */
export const sysinfoEvents = {
  'sysinfo.collected': z.strictObject({ ask: z.string(), customer: z.string(), categories }),
} as const
/** Data of `sysinfo.collected`. */
export type SysinfoCollected = z.infer<(typeof sysinfoEvents)['sysinfo.collected']>
