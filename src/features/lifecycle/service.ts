// Starting, listing and showing sessions.
import { DeskhandError } from '../../protocol/error.ts'
import { core as draft } from '../../session/events.ts'
import { callerAuthor } from '../../session/gate.ts'
import type { Settings } from '../../session/settings.ts'
import { readAccountSettings } from '../account-settings.ts'
import type { HubPorts, Service, ServiceCall, SessionQuery, SessionRow } from '../ports.ts'
import { readSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import { detailOf } from './detail.ts'
import { joinCommand, joinUrl } from './join-text.ts'
import { seenState } from './seen-state.ts'

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

/** Open sessions looked at in one go. */
const OPEN_PAGE = 200

/** In single-session mode a rep supports one session at a time; several need the site's and the rep's leave (MUL-02). */
async function checkMode(hub: HubPorts, settings: Settings, account: string): Promise<void> {
  const row = await hub.directory.accountById(account)
  const own = readAccountSettings(row?.settings ?? '{}').sessionMode
  if (settings['session.mode'] === 'multi' && own !== 'single') return
  let before: SessionQuery['before']
  for (;;) {
    const open = await hub.directory.sessions({
      member: account,
      states: ['waiting', 'active'],
      limit: OPEN_PAGE,
      ...(before ? { before } : {}),
    })
    if (open.some((one) => one.primary_id === account)) throw new DeskhandError('session.mode')
    const last = open.at(-1)
    if (!last || open.length < OPEN_PAGE) return
    before = { startedAt: last.started_at, id: last.id }
  }
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
  const hash = data.password === null ? null : await hub.passwords.hash(data.password)
  // One at a time, so that two starts at once cannot both find that no session is open.
  return hub.limiter.inTurn(`start/${account.id}`, async () => {
    await checkMode(hub, settings, account.id)
    return start(hub, { call, account, settings, data, hash })
  })
}

interface Starting {
  readonly call: ServiceCall
  readonly account: Extract<ServiceCall['identity'], { kind: 'account' }>
  readonly settings: Settings
  readonly data: Start
  readonly hash: string | null
}

async function start(hub: HubPorts, given: Starting): Promise<RequestReply<'session.start'>> {
  const { call, account, settings, data, hash } = given
  const id = hub.newId('s')
  const number = await freeNumber(hub)
  const expiresAt = hub.now() + settings['session.codeTtlMs']
  const started = draft('session.started', {
    version: 1,
    number,
    type: data.type,
    channel: 'support',
    topic: data.topic,
    tracking: {},
    hasPassword: hash !== null,
    needsApproval: data.approval,
    maxCustomers: settings['session.maxCustomers'],
    consentTimeoutMs: settings['consent.timeoutMs'],
    company: settings['site.company'],
    primary: { id: hub.newId('p'), name: account.name, role: 'primary', account: account.id, language: data.language },
    codeExpiresAt: expiresAt,
  })
  const tracked = Object.keys(data.tracking).length > 0 ? [draft('session.tracked', { tracking: data.tracking })] : []
  const secret = hash === null ? [] : [{ table: 'secret', key: { owner: id, kind: 'password' }, row: { hash } }]
  const links = { joinUrl: joinUrl(hub.baseUrl(), number), joinCommand: joinCommand(hub.baseUrl(), number) }
  const reply = await hub.journals.session(id, call.key, () => ({
    drafts: [started, ...tracked],
    by: { ...callerAuthor(account), id: started.data.primary.id, role: 'primary' },
    rows: [{ table: 'code', key: { code: number }, row: { session: id, expires_at: expiresAt } }, ...secret],
    reply: { id, number, state: 'waiting', ...links },
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
  const isHere = viewer.kind === 'visitor' || viewer.one.state === 'present'
  const connected = isHere ? hub.connected(state) : new Set<string>()
  return detailOf(await seenState(hub, state, viewer), { viewer, connected, baseUrl: hub.baseUrl() })
}
