// What of the things that happen a rep must be told, and how: a pure function of an event and the session around it.
import type { ChatSent } from '../../features/chat/protocol.ts'
import type { Translate } from '../../language/catalogue.ts'
import { spellNumber } from '../../protocol/id.ts'
import type { CoreData, CoreType } from '../../session/events.ts'
import type { Ask } from '../../session/state.ts'
import type { ToastLevel } from '../../terminal/widgets/toast.tsx'
import type { Happening } from './followed.ts'

/** Something to tell. The text is not safe yet. */
export interface News {
  readonly text: string
  readonly level: ToastLevel
  /** Stays until the rep dismisses it. */
  readonly needsOk?: boolean
  /** A later notice about the same thing takes its place. */
  readonly about?: string
  /** Draws attention beyond the screen. */
  readonly rings?: boolean
}

/** What news depend on besides the event. */
export interface NewsGiven {
  readonly t: Translate
  /** The rep's account. */
  readonly account: string | null
}

type Tell<D> = (data: D, happening: Happening, given: NewsGiven & { readonly me: string | null }) => News | null

const nameOf = ({ after }: Happening, id: string): string => after.core.participants.get(id)?.name ?? id
const askOf = ({ after }: Happening, id: string): Ask | undefined => after.core.asks.get(id)

/** News of an ask of the rep's own; what other reps asked is in the permissions pane. */
function ofAsk(
  write: (ask: Ask, names: { customer: string; what: string }, given: NewsGiven) => News | null,
): Tell<{ readonly ask: string }> {
  return (data, happening, given) => {
    const ask = askOf(happening, data.ask)
    if (!ask || ask.by !== given.me) return null
    const names = { customer: nameOf(happening, ask.customer), what: given.t(`panes.kind.${ask.kind}`) }
    const news = write(ask, names, given)
    return news && { about: ask.id, ...news }
  }
}

const TOLD: { readonly [T in CoreType]?: Tell<CoreData<T>> } = {
  'participant.knocked': (data, { event }, { t }) => ({
    text: t('console.news.knock', { name: data.participant.name }),
    level: 'info',
    needsOk: true,
    rings: true,
    about: `knock ${event.stream}`,
  }),
  'participant.joined': (data, { before }, { t, me }) =>
    data.participant.id === me
      ? null
      : {
          text: t(data.participant.role === 'customer' ? 'console.news.joined' : 'console.news.assists', {
            name: data.participant.name,
          }),
          level: 'info',
          rings: data.participant.role === 'customer' && before.core.phase === 'waiting',
        },
  'participant.left': (data, happening, { t, me }) =>
    data.participant === me
      ? null
      : {
          text: t(data.reason === 'lost' ? 'console.news.lost' : 'console.news.left', {
            name: nameOf(happening, data.participant),
          }),
          level: data.reason === 'lost' ? 'warning' : 'info',
        },
  'join.failed': (data, { event }, { t }) => ({
    text: t(`console.news.failed.${data.reason}`, { address: data.address, tries: data.tries }),
    level: 'warning',
    about: `failed ${event.stream}`,
  }),
  'control.passed': (data, happening, { t, me }) => {
    if (data.to === me)
      return { text: t('console.news.control', { name: nameOf(happening, data.from) }), level: 'info' }
    return { text: t('console.news.controlTo', { name: nameOf(happening, data.to) }), level: 'info' }
  },
  'consent.delivered': ofAsk((_, names, { t }) => ({
    text: t('console.news.delivered', names),
    level: 'info',
    needsOk: true,
  })),
  'consent.granted': ofAsk((_, names, { t }) => ({ text: t('console.news.granted', names), level: 'info' })),
  'consent.denied': ofAsk((_, names, { t }) => ({
    text: t('console.news.denied', names),
    level: 'warning',
    needsOk: true,
  })),
  'consent.expired': ofAsk((_, names, { t }) => ({
    text: t('console.news.expired', names),
    level: 'warning',
    needsOk: true,
  })),
  'activity.finished': ofAsk((ask, names, { t }) =>
    ask.error
      ? {
          text: t('console.news.activityFailed', { ...names, problem: ask.error.message }),
          level: 'error',
          needsOk: true,
        }
      : { text: t('console.news.activityDone', names), level: 'success' },
  ),
  'activity.stopped': ofAsk((ask, names, { t }) =>
    ask.reason === 'rep' ? null : { text: t('console.news.stopped', names), level: 'warning' },
  ),
  'consent.revoked': (data, happening, { t }) => ({
    text: t('console.news.revoked', { customer: nameOf(happening, data.customer) }),
    level: 'warning',
  }),
  'session.ended': (_, { event }, { t, me }) =>
    event.by.id === me ? null : { text: t('console.news.ended'), level: 'info', needsOk: true },
}

/** What to tell of an event, or null. `elsewhere`: the session is not on the screen, so its number is said. */
export function newsOf(happening: Happening, given: NewsGiven, elsewhere: boolean): News | null {
  const { event, after } = happening
  const me = [...after.core.participants.values()].find((one) => one.account === given.account)?.id ?? null
  if (event.by.id === me && event.type !== 'control.passed') return null
  const tell = Object.hasOwn(TOLD, event.type) ? (TOLD[event.type as CoreType] as Tell<unknown>) : chatNews(event.type)
  const news = tell?.(event.data, happening, { ...given, me }) ?? null
  return news && elsewhere ? { ...news, text: `${spellNumber(after.core.number)} · ${news.text}` } : news
}

function chatNews(type: string): Tell<unknown> | null {
  if (type !== 'chat.sent') return null
  return (data, { event }, { t }) => ({
    text: t('console.news.chat', { name: event.by.name, text: (data as ChatSent).text }), // the type says so
    level: 'info',
    rings: true,
    about: `chat ${event.stream}`,
  })
}
