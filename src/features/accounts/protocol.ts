// Accounts, sign-in and tokens: what is asked and answered.
import { z } from 'zod'
import { identity, nameText } from '../../protocol/envelope.ts'
import { declare, SCOPES } from '../../session/request.ts'
import { accountView, sessionMode } from '../account-settings.ts'

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@<>"',;]+@[^\s@<>"',;]+$/)
const password = z.string().min(1).max(1_024)
const role = z.enum(['admin', 'rep'])
const scopes = z.array(z.enum(SCOPES)).min(1)

/** An account as others may see it. */
export const account = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  state: z.enum(['active', 'disabled']),
  createdAt: z.number(),
  /** Null: as the site says. */
  sessionMode: sessionMode.nullable(),
  view: accountView,
})
const token = z.object({ id: z.string(), name: z.string(), scopes, createdAt: z.number(), expiresAt: z.number() })
const signedIn = z.object({ token: z.string(), expiresAt: z.number(), account })

/** Requests about accounts. */
export const accountRequests = {
  /** The first administrator, made with the one-time setup token. */
  'site.setup': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'work',
    reply: signedIn,
    data: z.strictObject({ token: z.string().max(200), email, name: nameText, password }),
  }),
  'account.login': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'work',
    reply: signedIn,
    data: z.strictObject({ email, password, device: nameText }),
  }),
  'account.logout': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    reply: z.object({}),
    data: z.strictObject({}),
  }),
  'account.whoami': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({}),
    reply: z.object({ you: identity, capabilities: z.array(z.string()), view: accountView.optional() }),
  }),
  'account.password': declare({
    target: 'site',
    who: ['rep'],
    scope: 'work',
    reply: z.object({}),
    data: z.strictObject({ old: password, new: password }),
  }),
  'account.add': declare({
    target: 'site',
    who: ['admin'],
    scope: 'admin',
    reply: z.object({ account }),
    data: z.strictObject({ email, name: nameText, role, password }),
  }),
  'account.list': declare({
    target: 'site',
    who: ['admin'],
    scope: 'admin',
    reply: z.object({ accounts: z.array(account) }),
    data: z.strictObject({}),
  }),
  'account.change': declare({
    target: 'site',
    who: ['admin'],
    scope: 'admin',
    reply: z.object({ account }),
    data: z.strictObject({
      account: z.string().min(1).max(254),
      name: nameText.optional(),
      role: role.optional(),
      state: z.enum(['active', 'disabled']).optional(),
      password: password.optional(),
      /** Null: as the site says. */
      sessionMode: sessionMode.nullable().optional(),
      /** What is left out stays as it is. */
      view: accountView.partial().optional(),
    }),
  }),
  'token.create': declare({
    target: 'site',
    who: ['rep'],
    scope: 'work',
    reply: z.object({ token: z.string(), id: z.string(), expiresAt: z.number() }),
    data: z.strictObject({
      name: nameText,
      scopes,
      /** Null: 30 days, or as long as the token that makes it. */
      ttlMs: z
        .int()
        .min(1_000)
        .max(366 * 86_400_000)
        .nullable()
        .default(null),
    }),
  }),
  'token.list': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    reply: z.object({ tokens: z.array(token) }),
    data: z.strictObject({}),
  }),
  'token.revoke': declare({
    target: 'site',
    who: ['rep'],
    scope: 'work',
    reply: z.object({}),
    data: z.strictObject({ token: z.string().max(64) }),
  }),
} as const

/** Events of the site's journal about accounts; secrets are never in them. */
export const accountEvents = {
  'account.added': z.strictObject({ account: z.string(), email: z.string(), name: z.string(), role }),
  'account.changed': z.strictObject({
    account: z.string(),
    name: z.string().optional(),
    role: role.optional(),
    state: z.enum(['active', 'disabled']).optional(),
    password: z.literal(true).optional(),
    sessionMode: sessionMode.nullable().optional(),
    view: accountView.partial().optional(),
  }),
  'token.created': z.strictObject({
    account: z.string(),
    token: z.string(),
    name: z.string(),
    scopes,
    expiresAt: z.number(),
  }),
  'token.revoked': z.strictObject({ account: z.string(), token: z.string() }),
  'login.limited': z.strictObject({ address: z.string().max(64), tries: z.int() }),
} as const
