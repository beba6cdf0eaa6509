// Devices: graphics, displays, sound and USB, and on Linux everything on the buses.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Facts } from './bounded.ts'
import type { Collector } from './collect.ts'

/** Buses of Linux whose devices are listed: where they are, and the files that describe one. */
const BUSES = [
  { bus: 'pci', files: ['class', 'vendor', 'device'] },
  { bus: 'usb', files: ['manufacturer', 'product', 'idVendor', 'idProduct'] },
  { bus: 'virtio', files: ['vendor', 'device'] },
] as const
/** Most devices of one bus. */
const MAX_PER_BUS = 300

/** One row for each device. */
export const devices: Collector = async () => {
  const { audio, graphics, usb } = await import('systeminformation')
  const [screens, sounds, plugged, buses] = await Promise.all([graphics(), audio(), usb(), onBuses()])
  return [
    ...screens.controllers.map((one) => ({ what: 'graphics', vendor: one.vendor, name: one.model, bus: one.bus })),
    ...screens.displays.map((one) => ({
      what: 'display',
      vendor: one.vendor,
      name: one.model,
      widthPx: one.currentResX,
      heightPx: one.currentResY,
    })),
    ...sounds.map((one) => ({ what: 'sound', vendor: one.manufacturer, name: one.name })),
    ...plugged.map((one) => ({ what: 'usb', vendor: one.manufacturer, name: one.name })),
    ...buses,
  ]
}

async function onBuses(): Promise<readonly Facts[]> {
  if (process.platform !== 'linux') return []
  return (await Promise.all(BUSES.map(onBus))).flat()
}

async function onBus({ bus, files }: (typeof BUSES)[number]): Promise<readonly Facts[]> {
  const folder = join('/sys/bus', bus, 'devices')
  const names = await readdir(folder).catch(() => []) // a machine without this bus has no such folder
  return Promise.all(
    names.slice(0, MAX_PER_BUS).map(async (name) => {
      const values = await Promise.all(files.map((file) => readFile(join(folder, name, file), 'utf8').catch(() => '')))
      const facts = files.map((file, index) => [file, values[index]?.trim() ?? ''] as const)
      return { what: bus, id: name, ...Object.fromEntries(facts.filter(([, value]) => value !== '')) }
    }),
  )
}
