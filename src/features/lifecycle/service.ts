// Starting, listing and showing sessions.
import { DeskhandError } from '../../protocol/error.ts'
import { core as draft } from '../../session/events.ts'
import { callerAuthor } from '../../session/gate.ts'
import type { Settings } from '../../session/settings.ts'
import type { HubPorts, Service, SessionRow } from '../ports.ts'
import { readSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import { detailOf } from './detail.ts'
import { joinCommand, joinUrl } from './join-text.ts'

type Start = RequestData<'session.start'>

/** Tracking codes the site requires must be there, with permitted values (SES-15). */
function checkTracking(settings: Settings, given: Start['tracking']): void {
  const codes = settings['session.tracking']
  const missing = codes.filter((code) => code.required && !given[code.name]?.trim()).map((code) => code.name)
  if (missing.length > 0) throw new DeskhandError('session.tracking-missing', { names: missing })
  for (const [name, value] of Object.entries(given)) {
    const code = codes.find((one) => one.name === name)
    if (codes.length > 0 && !code)
      throw new DeskhandError('session.tracking-invalid', { name, value, values: codes.map((one) => one.name) })
    if (code && code.values.length > 0 && !code.values.includes(value))
      throw new DeskhandError('session.tracking-invalid', { name, value, values: code.values })
  }
}

/** In single-session mode a rep supports one session at a time (SES-09, MUL-02). */
async function checkMode(hub: HubPorts, settings: Settings, account: string): Promise<void> {
  const row = await hub.directory.accountById(account)
  const own = (JSON.parse(row?.settings ?? '{}') as { readonly sessionMode?: string }).sessionMode
  if ((own ?? settings['session.mode']) === 'multi') return
  const open = await hub.directory.sessions({ member: account, states: ['waiting', 'active'], limit: 20 })
  if (open.some((one) => one.primary_id === account)) throw new DeskhandError('session.mode')
}

async function freeNumber(hub: HubPorts): Promise<string> {
  for (;;) {
    const number = hub.newNumber()
    if (!(await hub.directory.code(number))) return number
  }
}

/** Starts an outbound session: a number, a link, and the rep as its primary (SES-06, SES-07, SES-11). */
export const startSession: Service<Start, RequestReply<'session.start'>> = async (hub, call, data) => {
  if (call.identity.kind !== 'account') throw new DeskhandError('auth.required')
  const account = call.identity
  const settings = await hub.settings()
  checkTracking(settings, data.tracking)
  await checkMode(hub, settings, account.id)
  const id = hub.newId('s')
  const number = await freeNumber(hub)
  const started = draft('session.started', {
    version: 1,
    number,
    type: data.type,
    channel: 'support',
    topic: data.topic,
    tracking: data.tracking,
    hasPassword: data.password !== null,
    needsApproval: data.approval,
    maxCustomers: settings['session.maxCustomers'],
    consentTimeoutMs: settings['consent.timeoutMs'],
    company: settings['site.company'],
    primary: { id: hub.newId('p'), name: account.name, role: 'primary', account: account.id, language: data.language },
  })
  const secret = data.password === null ? [] : [await hub.passwords.hash(data.password)]
  const reply = await hub.journals.session(id, call.key, () => ({
    drafts: [started],
    by: { ...callerAuthor(account), id: started.data.primary.id, role: 'primary' },
    rows: [
      {
        table: 'code',
        key: { code: number },
        row: { session: id, expires_at: hub.now() + settings['session.codeTtlMs'] },
      },
      ...secret.map((hash) => ({ table: 'secret', key: { owner: id, kind: 'password' }, row: { hash } })),
    ],
    reply: {
      id,
      number,
      state: 'waiting',
      joinUrl: joinUrl(hub.baseUrl(), number),
      joinCommand: joinCommand(hub.baseUrl(), number),
    },
  }))
  return reply as RequestReply<'session.start'>
}

function lineOf(row: SessionRow): RequestReply<'session.list'>['sessions'][number] {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    channel: row.channel,
    state: row.state,
    topic: row.topic,
    primary: { id: row.primary_id, name: row.primary_name },
    customers: JSON.parse(row.customers) as string[],
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}

/** Lists one's own sessions, newest first; an administrator may list everyone's. */
export const listSessions: Service<RequestData<'session.list'>, RequestReply<'session.list'>> = async (
  hub,
  call,
  data,
) => {
  if (call.identity.kind !== 'account') throw new DeskhandError('auth.required')
  if (data.everyone && call.identity.role !== 'admin')
    throw new DeskhandError('access.denied', { problem: 'only an administrator may list everyone’s sessions' })
  const rows = await hub.directory.sessions({
    ...(data.everyone ? {} : { member: call.identity.id }),
    states: data.states,
    ...(data.text ? { text: data.text } : {}),
    limit: data.limit,
    ...(data.before ? { before: data.before } : {}),
  })
  return { sessions: rows.map(lineOf) }
}

/** One session in detail, as far as the asker may see it. */
export const showSession: Service<RequestData<'session.show'>, RequestReply<'session.show'>> = async (
  hub,
  call,
  data,
) => {
  const { state, viewer } = await readSession(hub, call.identity, data.session)
  return detailOf(state, { viewer, connected: hub.connected(state), baseUrl: hub.baseUrl() })
}
