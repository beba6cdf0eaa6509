// What an administrator sets for the site: names, schemas and defaults, one table.
import { z } from 'zod'
import { CONSENT_TIMEOUT_MS, MAX_FILE_BYTES } from '../protocol/limits.ts'
import { KIND_NAMES, type Kind } from './kinds.ts'

const trackingCode = z.strictObject({
  name: z.string().min(1).max(60),
  required: z.boolean(),
  /** Permitted values; empty: any. */
  values: z.array(z.string().min(1).max(200)).max(200),
})

function serverList(form: RegExp, problem: string) {
  return z.array(z.string().max(200).regex(form, problem)).max(8).default([])
}

/** Every site setting: its schema, with its default. */
export const SETTINGS = {
  'site.company': z.string().max(120).default('Deskhand'),
  'site.language': z.enum(['en', 'ko']).default('en'),
  'session.mode': z.enum(['single', 'multi']).default('multi'),
  'session.maxCustomers': z.int().min(1).max(50).default(10),
  'session.codeTtlMs': z
    .int()
    .min(60_000)
    .max(30 * 86_400_000)
    .default(86_400_000),
  'session.unattendedMs': z
    .int()
    .min(0)
    .max(7 * 86_400_000)
    .default(0),
  'session.types': z
    .array(z.enum(['outbound']))
    .min(1)
    .default(['outbound']),
  'session.tracking': z.array(trackingCode).max(10).default([]),
  'consent.timeoutMs': z.int().min(5_000).max(600_000).default(CONSENT_TIMEOUT_MS),
  'consent.off': z.array(z.enum(KIND_NAMES as readonly [Kind, ...Kind[]])).default([]),
  /** Whether files go either way at this site at all (FTB-01); which ways is a matter of `consent.off`. */
  'file.enabled': z.boolean().default(true),
  /** Bytes of one file, 150 MB unless the site says otherwise (FTA-07). */
  'file.limitBytes': z.int().min(1).max(MAX_FILE_BYTES).default(150_000_000),
  /** Bytes of all files that can be downloaded in one session at a time. */
  'file.quotaBytes': z.int().min(1).max(MAX_FILE_BYTES).default(1_000_000_000),
  'console.layout': z.enum(['dashboard', 'tray', 'multi']).default('dashboard'),
  'console.locked': z.boolean().default(false),
  'account.passwordMin': z.int().min(8).max(128).default(10),
  'token.loginTtlMs': z
    .int()
    .min(60_000)
    .max(366 * 86_400_000)
    .default(30 * 86_400_000),
  /** Whether screens may go from machine to machine: when possible, only through a TURN server, or never. */
  'direct.mode': z.enum(['auto', 'turn', 'off']).default('auto'),
  'direct.stun': serverList(/^stuns?:[^\s?]+$/, 'a list of addresses such as stun:stun.example.com:3478'),
  /** The secret shared with these servers is kept in a file of the hub, `keys/turn.secret`. */
  'direct.turn': serverList(
    /^turns?:[^\s?@]+(\?transport=(udp|tcp))?$/,
    'a list of addresses such as turn:turn.example.com:3478?transport=udp',
  ),
  /** `smtp://user@host:port`; the password is kept in a file of the hub. Empty: no mail is sent by the hub. */
  'mail.url': z.string().max(300).refine(hasNoPassword, 'the password belongs into its file').default(''),
  'mail.from': z.string().max(254).default(''),
} as const

/** Name of a site setting. */
export type SettingName = keyof typeof SETTINGS
/** All settings with their values. */
export type Settings = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]> }

/** Reads stored JSON texts into settings; what is missing or no longer valid takes its default. */
export function readSettings(stored: Readonly<Record<string, string>>): Settings {
  const values: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(SETTINGS)) {
    const text = stored[name]
    const parsed = schema.safeParse(text === undefined ? undefined : safeJson(text))
    values[name] = parsed.success ? parsed.data : schema.parse(undefined)
  }
  return values as Settings
}

/** Settings are journaled and shown to every rep, so no secret may be among them. */
function hasNoPassword(text: string): boolean {
  return URL.canParse(text) ? new URL(text).password === '' : true
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a value no program of ours wrote: the default stands
  }
}
