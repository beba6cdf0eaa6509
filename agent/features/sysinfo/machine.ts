// The operating system, the processor and the memory.
import { arch, cpus, freemem, hostname, loadavg, platform, release, totalmem, uptime, userInfo, version } from 'node:os'
import type { Collector } from './collect.ts'

/** How long the details may take that only other programs know, in milliseconds: well inside a category's deadline. */
const DETAILS_MS = 1_500

/** The answer, or nothing of it when it is late or fails: what Node knows by itself is said all the same. */
async function soon<T extends object>(answer: Promise<T>): Promise<Partial<T>> {
  const late = Promise.withResolvers<Partial<T>>()
  const timer = setTimeout(() => late.resolve({}), DETAILS_MS)
  try {
    return await Promise.race([answer.catch(() => ({})), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** The operating system: what it is, how it is called here, and since when it runs. */
export const os: Collector = async () => {
  const { osInfo, system } = await import('systeminformation')
  const [info, model] = await Promise.all([soon(osInfo()), soon(system())])
  return {
    platform: platform(),
    name: info.distro ?? null,
    release: info.release ?? null,
    codename: info.codename ?? null,
    kernel: release(),
    version: version(),
    arch: arch(),
    hostname: hostname(),
    user: userInfo().username,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    uptimeSeconds: Math.round(uptime()),
    manufacturer: model.manufacturer ?? null,
    model: model.model ?? null,
    isVirtual: model.virtual ?? null,
    virtualHost: model.virtualHost ?? null,
  }
}

/** The processor and how busy it is. */
export const cpu: Collector = async () => {
  const { cpu: processor } = await import('systeminformation')
  const info = await soon(processor())
  const [one, five, fifteen] = loadavg()
  return {
    manufacturer: info.manufacturer ?? null,
    brand: info.brand || (cpus()[0]?.model ?? ''),
    cores: info.cores ?? cpus().length,
    physicalCores: info.physicalCores ?? null,
    sockets: info.processors ?? null,
    speedGhz: info.speed ?? null,
    speedMaxGhz: info.speedMax ?? null,
    family: info.family ?? null,
    model: info.model ?? null,
    virtualization: info.virtualization ?? null,
    load1: one ?? null,
    load5: five ?? null,
    load15: fifteen ?? null,
  }
}

/** The memory, in bytes. */
export const memory: Collector = async () => {
  const { mem } = await import('systeminformation')
  const info = await soon(mem())
  return {
    totalBytes: info.total || totalmem(),
    freeBytes: info.free || freemem(),
    usedBytes: info.used ?? null,
    activeBytes: info.active ?? null,
    availableBytes: info.available ?? null,
    cachedBytes: info.cached ?? null,
    swapTotalBytes: info.swaptotal ?? null,
    swapUsedBytes: info.swapused ?? null,
  }
}
