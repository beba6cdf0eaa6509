// System information: collected once after a yes, masked on this machine, and reported.
import { sysinfoRequests } from '../../src/features/sysinfo/protocol.ts'
import { type Handler, handler } from './handler.ts'

/** The action `sysinfo.collect`. */
export const collectSysinfo: Handler = handler(
  'system.info',
  sysinfoRequests['sysinfo.collect'].data,
  async (given) => {
    await given.started({})
    const { collect } = await import('./sysinfo/collect.ts')
    const categories = await collect({ env: process.env })
    given.signal.throwIfAborted()
    await given.asking.ask('sysinfo.report', { ask: given.ask, categories })
    return 'reported'
  },
)
