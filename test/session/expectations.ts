// Who may ask what, written down: for every request, well-formed data and what each kind of asker is told.
import type { RequestName } from '../../src/features/requests.ts'
import { CATEGORIES, MARK, TOLD } from './samples.ts'
import type { AskerKind, Situation } from './situation.ts'
import {
  all,
  CARRIES,
  CONTROLS,
  DONE_FOR_MEMBERS,
  DRAWS,
  type Expected,
  LOOKS,
  OF_THE_AGENT,
  OF_THE_SENDER,
  OUTSIDE,
  ofAccounts,
  ofAdmins,
  ofAnyone,
  READS_JOURNAL,
} from './told.ts'

/** One request of the table. */
export interface Row {
  readonly data: (at: Situation, asker: AskerKind) => unknown
  readonly expected: Expected
}
const nothing = () => ({})

/** Every request: a new one without a row does not compile. */
export const TABLE: { readonly [N in RequestName]: Row } = {
  'chat.send': {
    data: () => ({ text: 'hello' }),
    expected: { ...OUTSIDE, primary: 'done', assistant: 'done', customer: 'done', otherCustomer: 'done' },
  },
  'note.save': {
    data: () => ({ text: 'a note' }),
    expected: { ...CONTROLS, primary: 'done', assistant: 'done' },
  },
  // Nobody is connected in these sessions, so whoever may ask learns that the customer is away.
  'desktop.view': { data: nothing, expected: { ...CONTROLS, primary: 'activity.running' } },
  'desktop.control': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'desktop.share': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'desktop.share-control': {
    data: () => ({ understood: true }),
    expected: { ...CONTROLS, primary: 'customer.away' },
  },
  'app.view': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'app.control': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'app.share': { data: () => ({ title: 'Editor' }), expected: { ...CONTROLS, primary: 'customer.away' } },
  'app.share-control': {
    data: () => ({ title: 'Editor', understood: true }),
    expected: { ...CONTROLS, primary: 'customer.away' },
  },
  'cobrowse.view': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'cobrowse.control': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'annotate.add': {
    data: ({ asks }) => ({ ask: asks.running, mark: MARK }),
    expected: { ...DRAWS, otherCustomer: 'activity.not-found' },
  },
  'annotate.remove': {
    data: ({ asks }) => ({ ask: asks.running, mark: 'm_none' }),
    expected: {
      ...OUTSIDE,
      primary: 'annotate.not-found',
      assistant: 'annotate.not-found',
      customer: 'annotate.not-found',
      otherCustomer: 'activity.not-found',
    },
  },
  'annotate.clear': {
    data: ({ asks }) => ({ ask: asks.running }),
    expected: { ...DRAWS, otherCustomer: 'activity.not-found' },
  },
  'share.status': {
    data: ({ id, asks }) => ({ session: id, ask: asks.running }),
    expected: { ...LOOKS, ...DONE_FOR_MEMBERS },
  },
  'share.set': {
    data: ({ asks }) => ({ ask: asks.running, options: { colors: '256' } }),
    expected: { ...CONTROLS, primary: 'done', customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'share.report': {
    data: ({ asks }) => ({ ask: asks.running, holder: 'peer' }),
    expected: { ...OF_THE_SENDER, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'share.reclaim': {
    data: ({ asks }) => ({ ask: asks.running }),
    expected: { ...CONTROLS, primary: 'access.denied', customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'clipboard.push': { data: () => TOLD, expected: { ...CONTROLS, primary: 'customer.away' } },
  'clipboard.pull': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'clipboard.report': {
    data: ({ asks }) => ({ ask: asks.pulling, ...TOLD }),
    expected: { ...OF_THE_AGENT, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'clipboard.give': {
    data: ({ id, asks }) => ({ session: id, ask: asks.pulling, at: 0, part: 'aGVsbG8=', isLast: true }),
    expected: { ...CARRIES, customer: 'done' },
  },
  'clipboard.take': {
    data: ({ id, asks }) => ({ session: id, ask: asks.pulling, at: 1 }),
    expected: { ...CARRIES, primary: 'clipboard.gone' },
  },
  'file.open': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'file.unpublish': { data: ({ file }) => ({ file }), expected: { ...CONTROLS, primary: 'done' } },
  'file.report': {
    data: ({ file }) => ({ file, bytes: TOLD.bytes, sha256: TOLD.sha256 }),
    expected: { ...OF_THE_AGENT, customer: 'done', otherCustomer: 'file.not-found' },
  },
  'file.list': { data: ({ id }) => ({ session: id }), expected: { ...LOOKS, ...DONE_FOR_MEMBERS } },
  'sysinfo.collect': { data: nothing, expected: { ...CONTROLS, primary: 'customer.away' } },
  'sysinfo.report': {
    data: ({ asks }) => ({ ask: asks.granted, categories: CATEGORIES }),
    expected: { ...OF_THE_AGENT, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'consent.deliver': {
    data: ({ asks }) => ({ ask: asks.open }),
    expected: { ...OF_THE_AGENT, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'consent.answer': {
    data: ({ asks }) => ({ ask: asks.open, answer: 'yes', by: 'customer' }),
    expected: { ...OF_THE_AGENT, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'consent.revoke': {
    data: nothing,
    expected: { ...OF_THE_AGENT, customer: 'done', otherCustomer: 'done' },
  },
  'consent.withdraw': { data: ({ asks }) => ({ ask: asks.open }), expected: { ...CONTROLS, primary: 'done' } },
  'activity.start': {
    data: ({ asks }) => ({ ask: asks.granted }),
    expected: { ...OF_THE_SENDER, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'activity.finish': {
    data: ({ asks }) => ({ ask: asks.running, outcome: 'done' }),
    expected: { ...OF_THE_SENDER, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'activity.widen': {
    data: ({ asks }) => ({ ask: asks.running, part: 'second' }),
    expected: { ...OF_THE_SENDER, customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'activity.narrow': {
    data: ({ asks }) => ({ ask: asks.running, part: 'second' }),
    expected: { ...OF_THE_SENDER, customer: 'activity.not-found', otherCustomer: 'activity.not-found' },
  },
  'activity.stop': {
    data: ({ asks }) => ({ ask: asks.running }),
    expected: { ...CONTROLS, primary: 'done', customer: 'done', otherCustomer: 'activity.not-found' },
  },
  'session.admit': {
    data: ({ people }) => ({ participant: people.knocking.id }),
    expected: { ...CONTROLS, primary: 'done' },
  },
  'session.pass': { data: ({ people }) => ({ to: people.assistant.id }), expected: { ...CONTROLS, primary: 'done' } },
  'session.focus': {
    data: ({ people }) => ({ customer: people.otherCustomer.id }),
    expected: { ...CONTROLS, primary: 'done' },
  },
  'session.leave': {
    data: nothing,
    expected: {
      ...OUTSIDE,
      primary: 'session.state',
      assistant: 'done',
      customer: 'done',
      otherCustomer: 'done',
      knocking: 'done',
    },
  },
  'session.end': {
    data: nothing,
    expected: { ...CONTROLS, primary: 'done', assistant: 'done', admin: 'done' },
  },
  'direct.servers': {
    data: ({ id }) => ({ session: id }),
    expected: {
      ...LOOKS,
      ...DONE_FOR_MEMBERS,
      ...all(['admin', 'knocking'], 'access.denied'),
      ...all(['leftRep', 'turnedAway', 'leftCustomer'], 'session.state'),
    },
  },
  'session.show': { data: ({ id }) => ({ session: id }), expected: { ...LOOKS, ...DONE_FOR_MEMBERS } },
  'journal.read': { data: ({ id }) => ({ session: id }), expected: { ...LOOKS, ...DONE_FOR_MEMBERS } },
  'journal.lines': {
    data: ({ id }) => ({ session: id }),
    expected: READS_JOURNAL,
  },
  'journal.head': {
    data: ({ id }) => ({ session: id }),
    expected: READS_JOURNAL,
  },
  'events.since': { data: () => ({ cursor: 1_000_000 }), expected: ofAccounts('done', 'done') },
  'session.invite': {
    data: ({ id }) => ({ session: id, via: 'link' }),
    expected: {
      ...ofAccounts('done'),
      outsider: 'session.not-found',
      leftRep: 'access.denied',
      admin: 'access.denied',
    },
  },
  'session.assist': { data: ({ number }) => ({ session: number }), expected: ofAccounts('done') },
  'session.join': {
    data: ({ number }) => ({ code: number, name: 'New' }),
    expected: { ...ofAnyone('done', 'auth.scope') },
  },
  'session.start': { data: nothing, expected: ofAccounts('done') },
  'session.list': { data: nothing, expected: ofAccounts('done', 'done') },
  'site.about': { data: nothing, expected: ofAnyone('done') },
  'site.setup': {
    data: () => ({ token: 'dh_x', email: 'x@example.com', name: 'X', password: 'long enough password' }),
    expected: ofAnyone('hub.initialised', 'auth.scope'),
  },
  'site.show': { data: nothing, expected: ofAccounts('done', 'done') },
  'site.set': {
    data: () => ({ name: 'site.company', value: 'Acme' }),
    expected: ofAdmins('done'),
  },
  'account.login': {
    data: () => ({ email: 'nobody@example.com', password: 'wrong', device: 'test' }),
    expected: ofAnyone('auth.failed', 'auth.scope'),
  },
  // Asked by each with a token of their own, last of all: it ends.
  'account.logout': { data: nothing, expected: ofAccounts('done', 'done') },
  'account.whoami': { data: nothing, expected: ofAnyone('done') },
  'account.password': {
    data: () => ({ old: 'not the old one', new: 'long enough password' }),
    expected: ofAccounts('auth.failed'),
  },
  'account.add': {
    data: (_, asker) => ({ email: `${asker}@example.org`, name: 'New', role: 'rep', password: 'long enough password' }),
    expected: ofAdmins('done'),
  },
  'account.list': { data: nothing, expected: ofAdmins('done') },
  'account.change': {
    data: () => ({ account: 'nobody@example.com', name: 'X' }),
    expected: ofAdmins('account.not-found'),
  },
  'token.create': {
    data: () => ({ name: 'ci', scopes: ['read'], ttlMs: 60_000 }),
    expected: ofAccounts('done'),
  },
  'token.list': { data: nothing, expected: ofAccounts('done', 'done') },
  'token.revoke': { data: () => ({ token: 't_nobody' }), expected: ofAccounts('token.not-found') },
}
