// A size in bytes as people read it, in steps of a thousand as file limits are set.
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.5 MB`: three digits that count, and the unit. @param bytes  0 or more */
export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** step
  return `${step === 0 ? value : Number(value.toPrecision(3))} ${UNITS[step]}`
}
