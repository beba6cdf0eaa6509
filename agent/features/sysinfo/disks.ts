// File systems and disks.
import type { Collector } from './collect.ts'

/** Mounted file systems with their fill, then the disks and partitions beneath, in bytes. */
export const disks: Collector = async () => {
  const { blockDevices, fsSize } = await import('systeminformation')
  const [mounted, devices] = await Promise.all([fsSize(), blockDevices()])
  const systems = mounted.map((one) => ({
    what: 'filesystem',
    name: one.fs,
    type: one.type,
    mount: one.mount,
    sizeBytes: one.size,
    usedBytes: one.used,
    availableBytes: one.available,
    usedPercent: one.use,
    isWritable: one.rw ?? null,
  }))
  const hardware = devices
    .filter((one) => one.size > 0)
    .map((one) => ({
      what: one.type,
      name: one.name,
      type: one.fsType,
      mount: one.mount,
      sizeBytes: one.size,
      model: one.model,
      label: one.label,
      isRemovable: one.removable,
    }))
  return [...systems, ...hardware]
}
