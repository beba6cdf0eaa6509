// Times, durations and sizes for people, in their language and time zone.
import type { Language } from '../../language/catalogue.ts'

/** Where a person is: their language and, when it is not the machine's, their IANA time zone. */
export type Locale = { readonly language: Language; readonly timeZone?: string }

type DateStyle = Readonly<Intl.DateTimeFormatOptions>
const TIME: DateStyle = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const DAY: DateStyle = { month: 'short', day: 'numeric' }
const DATE: DateStyle = { year: 'numeric', ...DAY }
const SECOND: DateStyle = { second: '2-digit' }

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const UNITS = [
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
  { unit: 'second', ms: SECOND_MS },
] as const
const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** Making an Intl formatter costs far more than using one, and a screen shows hundreds of times. */
const dates = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()
const CACHE_MAX = 256

/** Tells whether a name is a time zone this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false // the constructor throws a RangeError exactly when it does not know the zone
  }
}

/** The hour and minute, `14:03`; with `seconds`, `14:03:27`. @param at  UTC milliseconds */
export function timeOfDay(at: number, locale: Locale, seconds = false): string {
  return date(at, locale, seconds ? { ...TIME, ...SECOND } : TIME)
}

/** The day, `Nov 20, 2026`. @param at  UTC milliseconds */
export function dateOf(at: number, locale: Locale): string {
  return date(at, locale, DATE)
}

/** The full date and time with its zone, as `Nov 20, 2026, 14:03 GMT+9`. @param at  UTC milliseconds */
export function dateAndTime(at: number, locale: Locale): string {
  return date(at, locale, { ...DATE, ...TIME, timeZoneName: 'short' })
}

/**
 * The shortest unambiguous form: the time today, the day and time this year, the date before that.
 *
 * @param at   UTC milliseconds
 * @param now  UTC milliseconds
 */
export function shortTime(at: number, now: number, locale: Locale): string {
  if (date(at, locale, DATE) === date(now, locale, DATE)) return timeOfDay(at, locale)
  const isThisYear = date(at, locale, { year: 'numeric' }) === date(now, locale, { year: 'numeric' })
  return date(at, locale, isThisYear ? { ...DAY, ...TIME } : DATE)
}

/**
 * A duration in its two largest units, as `1h 2m` or `1시간 2분`; below a second in milliseconds.
 *
 * @param ms  negative counts as zero
 */
export function duration(ms: number, language: Language): string {
  if (ms < SECOND_MS) return number(Math.max(0, Math.round(ms)), language, 'millisecond')
  const first = UNITS.findIndex((unit) => ms >= unit.ms)
  const parts: string[] = []
  let rest = ms
  for (const { unit, ms: size } of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(number(count, language, unit))
  }
  return parts.join(' ')
}

/** A running time as `0:07`, `12:03` or `1:02:03`. @param ms  negative counts as zero */
export function stopwatch(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND_MS)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const start = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes)
  return `${start}:${two(seconds % 60)}`
}

/** A size in decimal units, as `999B` or `1.5 MB`. @param bytes  0 or more */
export function fileSize(bytes: number, language: Language): string {
  let step = 0
  let value = bytes
  // 999.95 would be shown as 1,000.0 of the smaller unit
  while (value >= (step === 0 ? 1000 : 999.95) && step < SIZES.length - 1) {
    value /= 1000
    step += 1
  }
  return number(value, language, SIZES[step] ?? 'byte')
}

function date(at: number, locale: Locale, style: DateStyle): string {
  const key = `${locale.language} ${locale.timeZone} ${Object.keys(style).join()}`
  const { language, timeZone } = locale
  const make = () => new Intl.DateTimeFormat(language, timeZone === undefined ? style : { ...style, timeZone })
  return remembered(dates, key, make).format(at)
}

function number(value: number, language: Language, unit: string): string {
  const isSize = unit.endsWith('byte')
  const unitDisplay = isSize && unit !== 'byte' ? 'short' : 'narrow'
  const maximumFractionDigits = isSize && unit !== 'byte' ? 1 : 0
  const make = () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits })
  return remembered(numbers, `${language} ${unit}`, make).format(value)
}

function remembered<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key)
  if (known !== undefined) return known
  if (cache.size >= CACHE_MAX) cache.clear()
  const made = make()
  cache.set(key, made)
  return made
}
