// The site's settings and what the hub tells about itself.
import { z } from 'zod'
import { declare } from '../../session/request.ts'
import { SETTINGS } from '../../session/settings.ts'

/** Requests about the site. */
export const siteRequests = {
  'site.show': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    data: z.strictObject({}),
    reply: z.object({ settings: z.record(z.string(), z.unknown()) }),
  }),
  'site.set': declare({
    target: 'site',
    who: ['admin'],
    scope: 'admin',
    reply: z.object({ name: z.string(), value: z.unknown() }),
    data: z.strictObject({ name: z.string().max(60), value: z.unknown() }),
  }),
  /** What a page or an agent may know before anyone signed in. */
  'site.about': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({}),
    reply: z.object({ company: z.string(), language: z.string(), initialised: z.boolean(), build: z.string() }),
  }),
} as const

/** Events of the site's journal about settings. */
export const siteEvents = {
  'setting.changed': z.strictObject({
    name: z.enum(Object.keys(SETTINGS) as [string, ...string[]]),
    value: z.unknown(),
  }),
  'codes.guessed': z.strictObject({ address: z.string().max(64), tries: z.int() }),
} as const
