// Network interfaces, routes and name servers.
import { getServers } from 'node:dns'
import { networkInterfaces } from 'node:os'
import type { Collector } from './collect.ts'

/** One row for each address, then the gateway and the name servers. */
export const network: Collector = async () => {
  const { networkGatewayDefault } = await import('systeminformation')
  const gateway = await networkGatewayDefault()
  const addresses = Object.entries(networkInterfaces()).flatMap(([name, all]) =>
    (all ?? []).map((one) => ({
      what: 'address',
      name,
      family: one.family,
      address: one.address,
      cidr: one.cidr,
      mac: one.mac,
      isInternal: one.internal,
    })),
  )
  const servers = getServers().map((address) => ({ what: 'nameserver', address }))
  return [...addresses, ...(gateway ? [{ what: 'gateway', address: gateway }] : []), ...servers]
}
