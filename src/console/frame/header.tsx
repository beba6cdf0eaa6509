// The first line: where the rep is, who they are, and how the link to the hub stands.
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import { timeOfDay } from '../../terminal/text/time.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import { routedSession } from '../control/control.ts'
import type { DeskState } from '../desk/desk-state.ts'
import { SIDE_FROM } from './frame-of.ts'
import { spread } from './parts.ts'
import { numberPart, showingParts } from './session-words.ts'

/** How the link stands; while it is away, how long until the next try and what is kept for it. */
export function linkParts({ link, unanswered }: DeskState, t: Translate, now: number): readonly Part[] {
  const kept: readonly Part[] =
    unanswered > 0 && link.is !== 'open'
      ? [{ text: `  ${t('console.link.kept', { count: unanswered })}`, tone: 'warn' }]
      : []
  switch (link.is) {
    case 'open':
      return [{ text: t('console.link.open'), tone: 'good' }]
    case 'connecting':
      return [{ text: t('console.link.connecting'), tone: 'warn' }, ...kept]
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1000))
      return [{ text: t('console.link.waiting', { seconds }), tone: 'bad' }, ...kept]
    }
    case 'closed':
      return [{ text: `${t('console.link.closed')} ${link.error?.message ?? ''}`, tone: 'bad' }]
    default:
      return link satisfies never
  }
}

/** The header. */
export function Header({ control, width }: { readonly control: Control; readonly width: number }): ReactElement | null {
  const { desk, ui, t, locale } = control
  const session = routedSession(control)
  const company = desk.state.settings['site.company']
  const left: readonly Part[] = [
    { text: ` ${t('console.title')}`, tone: 'accent' },
    { text: typeof company === 'string' && company !== t('console.title') ? `  ${company}` : '', tone: 'muted' },
    ...(session ? [{ text: '  ›  ', tone: 'muted' as const }, numberPart(session.state.core)] : []),
    ...(session && width < SIDE_FROM ? [{ text: `  ${session.state.core.topic}` }] : []),
  ]
  const right: readonly Part[] = [
    ...showingParts(control),
    { text: desk.state.me ? `${desk.state.me.name}  ` : '', tone: 'muted' },
    ...linkParts(desk.state, t, control.ports.now()),
    { text: `  ${timeOfDay(ui.state.now, locale)} `, tone: 'muted' },
  ]
  return <Line parts={spread(left, right, width)} width={width} />
}
