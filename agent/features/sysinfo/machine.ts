// The operating system, the processor and the memory.
import { arch, cpus, freemem, hostname, loadavg, platform, release, totalmem, uptime, userInfo, version } from 'node:os'
import type { Collector } from './collect.ts'

/** The operating system: what it is, how it is called here, and since when it runs. */
export const os: Collector = async () => {
  const { osInfo, system } = await import('systeminformation')
  const [info, model] = await Promise.all([osInfo(), system()])
  return {
    platform: platform(),
    name: info.distro,
    release: info.release,
    codename: info.codename,
    kernel: release(),
    version: version(),
    arch: arch(),
    hostname: hostname(),
    user: userInfo().username,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    uptimeSeconds: Math.round(uptime()),
    manufacturer: model.manufacturer,
    model: model.model,
    isVirtual: model.virtual,
    virtualHost: model.virtualHost ?? null,
  }
}

/** The processor and how busy it is. */
export const cpu: Collector = async () => {
  const { cpu: processor } = await import('systeminformation')
  const info = await processor()
  const [one, five, fifteen] = loadavg()
  return {
    manufacturer: info.manufacturer,
    brand: info.brand || (cpus()[0]?.model ?? ''),
    cores: info.cores,
    physicalCores: info.physicalCores,
    sockets: info.processors,
    speedGhz: info.speed,
    speedMaxGhz: info.speedMax,
    family: info.family,
    model: info.model,
    virtualization: info.virtualization,
    load1: one ?? null,
    load5: five ?? null,
    load15: fifteen ?? null,
  }
}

/** The memory, in bytes. */
export const memory: Collector = async () => {
  const { mem } = await import('systeminformation')
  const info = await mem()
  return {
    totalBytes: info.total || totalmem(),
    freeBytes: info.free || freemem(),
    usedBytes: info.used,
    activeBytes: info.active,
    availableBytes: info.available,
    cachedBytes: info.cached,
    swapTotalBytes: info.swaptotal,
    swapUsedBytes: info.swapused,
  }
}
