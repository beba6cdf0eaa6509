// A session and its customer in a few words, the same in every layout; every state has a glyph and a word.
import { askStatus } from '../../features/ask-parts.ts'
import { chatMessages } from '../../features/chat/state.ts'
import type { Translate } from '../../language/catalogue.ts'
import { spellNumber } from '../../protocol/id.ts'
import { senderOf } from '../../session/rules.ts'
import { type Ask, type Core, isOpen, type Participant, present } from '../../session/state.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { stopwatch } from '../../terminal/text/time.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import { viewOf } from '../control/pane-props.ts'
import type { DeskSession, Me } from '../desk/desk-state.ts'
import { focusOf, myPlace } from '../desk/desk-state.ts'

/** Those who wait at the door. */
export function knocking(core: Core): readonly Participant[] {
  return [...core.participants.values()].filter((one) => one.state === 'knocking')
}

/** Chat messages of others the rep has not seen; none while the chat is on the screen. */
export function unread({ ui, desk }: Control, session: DeskSession): number {
  const { route, readTo } = ui.state
  if (route.at === 'session' && route.session === session.id && viewOf(route.view).newest) return 0
  const seen = readTo.get(session.id) ?? 0
  const me = myPlace(session, desk.state.me)
  return chatMessages(session.state.chat).filter((one) => one.seq > seen && one.from.id !== me?.id).length
}

/** The state of a session, as `● Active 12:04`. */
export function phaseParts(core: Core, t: Translate, now: number): readonly Part[] {
  const glyph = { none: '◌', waiting: '○', active: '●', ended: '■' }[core.phase]
  const tone = { none: 'muted', waiting: 'warn', active: 'good', ended: 'muted' }[core.phase] as Part['tone'] // a tone each
  const lasted = core.phase === 'none' ? '' : ` ${stopwatch((core.endedAt ?? now) - core.startedAt)}`
  return [
    { text: `${glyph} ${t(`panes.phase.${core.phase}`)}`, ...(tone ? { tone } : {}) },
    { text: lasted, tone: 'muted' },
  ]
}

/** Cells a name takes at most where the state stands behind it; names are chosen by those who bear them. */
const MAX_NAME_CELLS = 24

/** A person with whether they are connected, as `김민지 ● here`. */
export function personParts(one: Participant, session: DeskSession, t: Translate): readonly Part[] {
  const isHere = session.presence.connected.includes(one.id)
  const isTyping = session.presence.typing.includes(one.id)
  const word = t(isTyping ? 'console.info.typing' : isHere ? 'console.info.here' : 'console.info.away')
  return [
    { text: safeText(one.name, { maxCells: MAX_NAME_CELLS }), tone: 'title' },
    { text: ` ${isHere ? '●' : '○'} ${word}`, tone: isHere ? 'good' : 'warn' },
  ]
}

/** The rep's own place in a session, in words. */
export function placeWords(session: DeskSession, me: Me | null, t: Translate): string {
  const place = myPlace(session, me)
  const { core } = session.state
  if (place?.role === 'primary') return t('console.info.youControl')
  if (place) return t('console.info.youAssist', { name: core.participants.get(core.primary)?.name ?? '' })
  return t('console.info.youLook')
}

/** What a rep shows of their own machine in a session now. */
export function ownAsks(session: DeskSession, me: Me | null): readonly Ask[] {
  const mine = myPlace(session, me)?.id
  return [...session.state.core.asks.values()].filter((ask) => ask.state === 'running' && senderOf(ask) === mine)
}

/** That this screen is being shown, wherever the rep is in the console: the rep must always know (DSK-12). */
export function showingParts({ desk, t }: Control): readonly Part[] {
  const asks = [...desk.state.sessions.values()].flatMap((session) => ownAsks(session, desk.state.me))
  if (asks.length === 0) return []
  const isDesktop = asks.some(({ kind }) => kind.startsWith('desktop.'))
  return [{ text: `◉ ${t(isDesktop ? 'shares.showing' : 'shares.showingApp')}`, tone: 'bad' }, { text: '  ' }]
}

/** What is being asked of or shown by the customers now, newest first. */
export function openAsks(core: Core): readonly Ask[] {
  return [...core.asks.values()].filter(isOpen).reverse()
}

/** An ask in one line: what, and where it stands. */
export function askParts(ask: Ask, t: Translate, now: number): readonly Part[] {
  return [{ text: `${t(`panes.kind.${ask.kind}`)}  ` }, askStatus(ask, t, now)]
}

/** The customer in focus, and how many others there are. */
export function customerParts(session: DeskSession, t: Translate): readonly Part[] {
  const focus = focusOf(session)
  const { core } = session.state
  const others = present(core, 'customer').length - (focus ? 1 : 0)
  if (!focus) return [{ text: t('console.info.nobody'), tone: 'muted' }]
  return [...personParts(focus, session, t), ...(others > 0 ? [{ text: `  +${others}`, tone: 'accent' as const }] : [])]
}

/** What asks for attention: the door, new messages, failed joins. */
export function alertParts(
  session: DeskSession,
  given: { readonly unread: number; readonly t: Translate },
): readonly Part[] {
  const { core } = session.state
  const { t } = given
  const waiting = knocking(core).length
  const alerts: Part[] = []
  if (waiting > 0) alerts.push({ text: t('console.info.knocking', { count: waiting }), tone: 'warn' })
  if (given.unread > 0) alerts.push({ text: `✉ ${t('console.info.unread', { count: given.unread })}`, tone: 'accent' })
  if (core.failedJoins > 0) alerts.push({ text: t('console.info.failed', { count: core.failedJoins }), tone: 'warn' })
  if (core.unknown > 0) alerts.push({ text: t('console.info.newer', { count: core.unknown }), tone: 'muted' })
  return alerts
}

/** Puts a separator between groups of parts, leaving empty groups out. */
export function joined(groups: readonly (readonly Part[])[], separator = '  ·  '): readonly Part[] {
  const full = groups.filter((parts) => parts.some((part) => part.text !== ''))
  return full.flatMap((parts, i) => (i === 0 ? parts : [{ text: separator, tone: 'muted' as const }, ...parts]))
}

/** A session's number as people read it. */
export function numberPart(core: Core): Part {
  return { text: spellNumber(core.number), tone: 'title' }
}
