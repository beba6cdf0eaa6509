// One event as a line for people: who did what, in the reader's language, from data that is only looked at.
import type { Event } from '../../journal/event.ts'
import type { MessageKey, Translate } from '../../language/catalogue.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import type { EventType } from '../events.ts'

type Data = Readonly<Record<string, unknown>>
type Fields = Readonly<Record<string, string>>

/** What a line needs to name people by more than their ids. */
export interface Names {
  /** Learns names from an event; call it for every event, shown or not. */
  learn(event: Event): void
  of(id: unknown): string
}

/** Most names kept: a session has far fewer people. */
const MAX_NAMES = 1_000

/** Starts without names; who is unknown is called by id. */
export function newNames(): Names {
  const names = new Map<string, string>()
  const add = (person: unknown): void => {
    const { id, name } = (person ?? {}) as Data // looked at field by field
    if (typeof id === 'string' && typeof name === 'string' && names.size < MAX_NAMES) names.set(id, name)
  }
  return {
    learn: ({ by, data }) => {
      add(by)
      const { participant, primary } = (data ?? {}) as Data // as above
      add(participant)
      add(primary)
    },
    of: (id) => names.get(String(id)) ?? String(id ?? ''),
  }
}

/** Fields of the sentences, by event type; a type of a newer program is shown by its name. */
const FIELDS: Readonly<Record<EventType, (data: Data, names: Names) => Fields>> = {
  'session.started': (data) => ({ number: text(data.number), topic: text(data.topic) }),
  'session.tracked': (data) => ({ codes: codesIn(data.tracking) }),
  'participant.knocked': (data) => ({ name: nameIn(data.participant) }),
  'participant.joined': (data) => ({ name: nameIn(data.participant), role: roleIn(data.participant) }),
  'participant.described': (data, names) => ({ name: names.of(data.participant), details: detailsIn(data) }),
  'participant.turned-away': (data, names) => ({ name: names.of(data.participant) }),
  'participant.left': (data, names) => ({ name: names.of(data.participant), reason: text(data.reason) }),
  'join.failed': (data) => ({ reason: text(data.reason), address: text(data.address), tries: text(data.tries) }),
  'invitation.sent': (data) => ({ via: text(data.via), to: text(data.to) }),
  'control.passed': (data, names) => ({ from: names.of(data.from), to: names.of(data.to) }),
  'customer.focused': (data, names) => ({ name: names.of(data.customer) }),
  'consent.requested': (data, names) => ({ kind: text(data.kind), name: names.of(data.customer) }),
  'consent.delivered': () => ({}),
  'consent.granted': (data) => ({ kind: text(data.kind), scope: text(data.scope), answered: text(data.by) }),
  'consent.denied': () => ({}),
  'consent.expired': () => ({}),
  'consent.withdrawn': (data) => ({ reason: text(data.reason) }),
  'consent.revoked': (data) => ({ kinds: Array.isArray(data.kinds) ? data.kinds.map(text).join(', ') : '*' }),
  'activity.started': () => ({}),
  'activity.widened': (data) => ({ title: text(((data.info ?? {}) as Data).title) }),
  'activity.narrowed': () => ({}),
  'activity.finished': (data) => ({ outcome: text(data.outcome) }),
  'activity.stopped': (data) => ({ reason: text(data.reason) }),
  'share.set': (data) => ({ options: optionsIn(data.options) }),
  'share.held': (data) => ({ holder: text(data.holder) }),
  'session.ended': (data) => ({ reason: text(data.reason) }),
  'session.sealed': (data) => ({ seq: text(data.seq), key: text(data.key) }),
  'chat.sent': (data, names) => ({ text: text(data.text), to: data.to === 'all' ? '' : ` → ${names.of(data.to)}` }),
  'note.saved': (data) => ({ version: text(data.version) }),
  'sysinfo.collected': () => ({}),
  'annotate.added': (data) => ({ what: drawnIn(data.mark) }),
  'annotate.removed': () => ({}),
  'annotate.cleared': () => ({}),
  'clipboard.pushed': (data, names) => ({ name: names.of(data.customer), characters: text(data.characters) }),
  'clipboard.pulled': (data, names) => ({ name: names.of(data.customer), characters: text(data.characters) }),
  'file.published': (data, names) => ({ file: text(data.name), name: names.of(data.customer), size: text(data.bytes) }),
  'file.unpublished': (data) => ({ file: text(data.name) }),
  'file.downloaded': (data, names) => ({ file: text(data.name), name: names.of(data.customer) }),
  'account.added': (data) => ({ name: text(data.name), email: text(data.email), role: text(data.role) }),
  'account.changed': (data) => ({ account: text(data.account), what: changedIn(data) }),
  'token.created': (data) => ({ name: text(data.name), token: text(data.token) }),
  'token.revoked': (data) => ({ token: text(data.token) }),
  'login.limited': (data) => ({ address: text(data.address), tries: text(data.tries) }),
  'setting.changed': (data) => ({ name: text(data.name), value: JSON.stringify(data.value) ?? '' }),
  'codes.guessed': (data) => ({ address: text(data.address), tries: text(data.tries) }),
}

/** The line of an event, safe and without its time; may hold line feeds of a chat message. */
export function describeEvent(event: Event, names: Names, t: Translate): string {
  const by = safeText(event.by.name || event.by.id)
  const fields = Object.hasOwn(FIELDS, event.type) ? FIELDS[event.type as EventType] : undefined
  if (!fields) return `${by}: ${safeText(event.type)}`
  const found = fields((event.data ?? {}) as Data, names) // read field by field, each as text
  const safe = Object.fromEntries(
    Object.entries(found).map(([name, value]) => [name, safeText(value, { multiline: name === 'text' })]),
  )
  const say = t as (key: MessageKey, values: Fields) => string // the keys are those of FIELDS
  return say(`history.${event.type}` as MessageKey, { by, ...safe })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)
}
const nameIn = (person: unknown): string => text((person as Data | null | undefined)?.name) // looked at, not believed
/** What a program said of its user and its machine, shortest first; a dash when it said nothing. */
function detailsIn({ email, machine }: Data): string {
  const { hostname, platform } = (machine ?? {}) as Data // looked at, not believed
  return [email, hostname, platform].map(text).filter(Boolean).join(', ') || '–'
}
/** What was drawn: its shape, and the words of a text. */
function drawnIn(mark: unknown): string {
  const { shape, text: words } = (mark ?? {}) as Data // looked at, not believed
  return [shape, words].map(text).filter(Boolean).join(' – ')
}
/** Tracking codes as `name value`. */
function codesIn(tracking: unknown): string {
  return Object.entries((tracking ?? {}) as Data) // looked at entry by entry
    .map(([name, value]) => `${name} ${text(value)}`)
    .join(', ')
}
/** The names of what was changed of an account, a password without its value. */
function changedIn({ account: _, ...changes }: Data): string {
  return Object.entries(changes)
    .map(([name, value]) => (value === true ? name : `${name} ${text(value)}`))
    .join(', ')
}
/** Options of a share as `mode auto, colors 256`; what is not limited is left out. */
function optionsIn(options: unknown): string {
  return Object.entries((options ?? {}) as Data) // looked at entry by entry
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${text(value)}`)
    .join(', ')
}
const roleIn = (person: unknown): string => text((person as Data | null | undefined)?.role) // as above
