// One session with somebody in every place there is, on a real hub, and everyone who could ask it something.
import { createHash } from 'node:crypto'
import type { Draft } from '../../src/journal/event.ts'
import type { RowWrite } from '../../src/journal/store.ts'
import { core as draft, type Person } from '../../src/session/events.ts'
import { type Asker, addRep, asker, type Rep, type TestHub } from '../support/hub.ts'
import { TOLD } from './samples.ts'

/** Every kind of asker. */
export const ASKERS = [
  'stranger',
  'expired',
  'disabled',
  'outsider',
  'elsewhere',
  'primary',
  'readOnly',
  'assistant',
  'leftRep',
  'admin',
  'customer',
  'otherCustomer',
  'knocking',
  'turnedAway',
  'leftCustomer',
] as const
/** One kind of asker. */
export type AskerKind = (typeof ASKERS)[number]

/** The accounts, made once for a hub. */
export interface Cast {
  readonly hub: TestHub
  readonly tokens: Readonly<Record<'expired' | 'disabled' | 'outsider' | 'readOnly' | 'admin', string>>
  readonly reps: Readonly<Record<'primary' | 'assistant' | 'leftRep', Rep>>
}

/** Makes the accounts of the situations. */
export async function makeCast(hub: TestHub): Promise<Cast> {
  const primary = await addRep(hub, 'Primary')
  const assistant = await addRep(hub, 'Assistant')
  const leftRep = await addRep(hub, 'Gone')
  const outsider = await addRep(hub, 'Outsider')
  const disabled = await addRep(hub, 'Disabled')
  await hub.admin.ask('account.change', { account: disabled.account, state: 'disabled' })
  const { token: readOnly } = await primary.ask('token.create', { name: 'read', scopes: ['read'], ttlMs: 3_600_000 })
  const expired = `dh_${'e'.repeat(43)}`
  await writeRows(hub, [tokenRow(expired, { kind: 'account', owner: primary.account, expiresAt: 1 })])
  return {
    hub,
    tokens: { expired, disabled: disabled.token, outsider: outsider.token, readOnly, admin: hub.admin.token },
    reps: { primary, assistant, leftRep },
  }
}

/** A session made for one request. */
export interface Situation {
  readonly id: string
  readonly number: string
  /** Asks: waiting for an answer, granted, running, and the clipboard being read; all of the customer in focus. */
  readonly asks: { readonly open: string; readonly granted: string; readonly running: string; readonly pulling: string }
  /** A file the customer may download. */
  readonly file: string
  readonly people: Readonly<Record<'primary' | 'assistant' | 'customer' | 'otherCustomer' | 'knocking', Person>>
  readonly as: Readonly<Record<AskerKind, Asker>>
}

let made = 0

/** Makes a session, and another one elsewhere. */
export async function makeSituation(cast: Cast): Promise<Situation> {
  const { hub, reps, tokens } = cast
  const { served, url } = hub
  const serial = String(++made).padStart(12, '0')
  const id = `s_0000${serial}`
  const number = String(100_000_000 + made)
  const person = (name: string, role: Person['role'], account: string | null = null): Person => ({
    id: `p_${name.slice(0, 4)}${serial}`,
    name,
    role,
    account,
    language: 'en',
  })
  const people = {
    primary: person('Primary', 'primary', reps.primary.account),
    assistant: person('Assistant', 'assistant', reps.assistant.account),
    leftRep: person('Gone', 'assistant', reps.leftRep.account),
    customer: person('Kim', 'customer'),
    otherCustomer: person('Lee', 'customer'),
    knocking: person('Nora', 'customer'),
    turnedAway: person('Tom', 'customer'),
    leftCustomer: person('Otto', 'customer'),
  }
  const joined = (one: Person): Draft => draft('participant.joined', { participant: one })
  const asks = {
    open: `k_open${serial}`,
    granted: `k_yes${serial}`,
    running: `k_run${serial}`,
    pulling: `k_pull${serial}`,
  }
  const file = `f_${serial}`
  type AskedKind = 'desktop.view' | 'system.info' | 'clipboard'
  const asked = (ask: string, kind: AskedKind, name: string): Draft =>
    draft('consent.requested', {
      ask,
      kind,
      customer: people.customer.id,
      action: { name, data: {} },
      timeoutMs: 60_000,
    })
  const granted = (ask: string, kind: AskedKind): Draft =>
    draft('consent.granted', { ask, kind, scope: 'once', by: 'customer' })
  const customers = ['customer', 'otherCustomer', 'knocking', 'turnedAway', 'leftCustomer'] as const
  const secret = (who: string): string => `dh_${who}_${serial}`.padEnd(46, 'x')
  const drafts: Draft[] = [
    draft('session.started', {
      version: 1,
      number,
      type: 'outbound',
      channel: 'support',
      topic: 'Printer',
      tracking: {},
      hasPassword: false,
      needsApproval: true,
      maxCustomers: 5,
      consentTimeoutMs: 60_000,
      company: 'Acme',
      primary: people.primary,
    }),
    ...[people.assistant, people.leftRep, people.customer, people.otherCustomer, people.leftCustomer].map(joined),
    draft('participant.knocked', { participant: people.knocking }),
    draft('participant.knocked', { participant: people.turnedAway }),
    draft('participant.turned-away', { participant: people.turnedAway.id }),
    ...[people.leftRep, people.leftCustomer].map(({ id: participant }) =>
      draft('participant.left', { participant, reason: 'left' }),
    ),
    asked(asks.open, 'system.info', 'sysinfo.collect'),
    asked(asks.granted, 'system.info', 'sysinfo.collect'),
    granted(asks.granted, 'system.info'),
    asked(asks.running, 'desktop.view', 'desktop.view'),
    granted(asks.running, 'desktop.view'),
    draft('activity.started', { ask: asks.running, channel: made, info: {} }),
    asked(asks.pulling, 'clipboard', 'clipboard.pull'),
    granted(asks.pulling, 'clipboard'),
    draft('activity.started', { ask: asks.pulling, channel: null, info: {} }),
    {
      type: 'file.published',
      data: {
        file,
        ask: asks.running,
        customer: people.customer.id,
        name: 'a.txt',
        bytes: TOLD.bytes,
        sha256: TOLD.sha256,
      },
    },
  ]
  const rows = [
    ...customers.map((one) =>
      tokenRow(secret(one), {
        kind: 'participant',
        owner: `${id}/${people[one].id}`,
        expiresAt: Date.now() + 3_600_000,
      }),
    ),
    tokenRow(secret('elsewhere'), {
      kind: 'participant',
      owner: `s_9999${serial}/p_9999${serial}`,
      expiresAt: Date.now() + 3_600_000,
    }),
    { table: 'code', key: { code: number }, row: { session: id, expires_at: Date.now() + 3_600_000 } },
  ]
  const by = { id: people.primary.id, name: people.primary.name, role: 'primary' as const }
  await served.ports.journals.session(id, null, () => ({ drafts, by, rows }))
  const as = Object.fromEntries(
    ASKERS.map((kind) => {
      if (kind === 'stranger') return [kind, asker(url)]
      if (kind in tokens) return [kind, asker(url, tokens[kind as keyof typeof tokens])]
      if (kind in reps) return [kind, reps[kind as keyof typeof reps]]
      return [kind, asker(url, secret(kind))]
    }),
  ) as unknown as Situation['as'] // one for every kind
  return { id, number, asks, file, people, as }
}

function tokenRow(
  token: string,
  given: { readonly kind: 'account' | 'participant'; readonly owner: string; readonly expiresAt: number },
): RowWrite {
  const row = {
    id: `t_${createHash('sha256').update(token).digest('hex').slice(0, 16)}`,
    owner_kind: given.kind,
    owner: given.owner,
    name: 'test',
    scopes: '["read","work","admin"]',
    created_at: 1,
    expires_at: given.expiresAt,
    used_at: null,
  }
  return { table: 'token', key: { hash: createHash('sha256').update(token).digest('base64url') }, row }
}

async function writeRows(hub: TestHub, rows: readonly RowWrite[]): Promise<void> {
  const by = { id: 'system', name: 'test', role: 'system' as const }
  const drafts = [{ type: 'login.limited', data: { address: '127.0.0.1', tries: 1 } }]
  await hub.served.ports.journals.site(null, async () => ({ drafts, by, rows }))
}
