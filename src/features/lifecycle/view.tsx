// The session pane: everything that identifies a session and how a customer joins it.
import type { ReactElement } from 'react'
import { spellNumber } from '../../protocol/id.ts'
import { toWidth } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { dateAndTime, duration } from '../../terminal/text/time.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import { Lines } from '../../terminal/widgets/lines.tsx'
import type { PaneProps, View } from '../pane.ts'
import { type SavedNotes, sessionActions } from './actions.ts'

type Props = PaneProps<SavedNotes>
type Row = readonly Part[]

const LABEL_CELLS = 16

function SessionPane(props: Props): ReactElement {
  const { width, height } = props
  return <Lines rows={rowsOf(props)} width={width} height={height} />
}

function rowsOf({ slice, t, locale, now, width }: Props): readonly Row[] {
  const { core, join } = slice
  const primary = core.participants.get(core.primary)
  const facts = (label: string, text: string): readonly Row[] =>
    wrap(safeText(text), Math.max(10, width - LABEL_CELLS - 3)).map((line, i) => [
      { text: `  ${toWidth(i === 0 ? label : '', LABEL_CELLS)} `, tone: 'muted' },
      { text: line },
    ])
  const tracking = Object.entries(core.tracking).map(([name, value]) => `${name}: ${value}`)
  const lasted = duration((core.endedAt ?? now) - core.startedAt, locale.language)
  const guards = [
    core.hasPassword ? t('panes.session.password') : '',
    core.needsApproval ? t('panes.session.approval') : '',
  ]
  return [
    [],
    ...facts(t('panes.session.number'), spellNumber(core.number)),
    ...(join ? facts(t('panes.session.link'), join.url) : []),
    ...(join ? facts(t('panes.session.command'), join.command) : []),
    [],
    ...facts(t('panes.session.topic'), core.topic || '–'),
    ...facts(t('panes.session.type'), t(`panes.session.type.${core.type}`)),
    ...facts(t('panes.session.state'), t(`panes.phase.${core.phase}`)),
    ...facts(t('panes.session.rep'), primary?.name ?? '–'),
    ...facts(t('panes.session.company'), core.company),
    ...(tracking.length > 0 ? facts(t('panes.session.tracking'), tracking.join(' · ')) : []),
    ...(guards.some(Boolean) ? facts(t('panes.session.joining'), guards.filter(Boolean).join(' · ')) : []),
    [],
    ...facts(t('panes.session.started'), dateAndTime(core.startedAt, locale)),
    ...(core.endedAt ? facts(t('panes.session.ended'), dateAndTime(core.endedAt, locale)) : []),
    ...facts(t('panes.session.lasted'), lasted),
    ...(core.failedJoins > 0 ? facts(t('panes.session.failedJoins'), String(core.failedJoins)) : []),
    ...(core.unknown > 0 ? facts(t('panes.session.newer'), String(core.unknown)) : []),
    ...facts(t('panes.session.journal'), t('panes.session.events', { count: core.seq })),
  ]
}

/** A session in detail. */
export const sessionView: View<SavedNotes> = {
  id: 'details',
  title: 'panes.session.title',
  tab: 'session',
  opens: ['S'],
  isMinor: true,
  actions: sessionActions,
  slice: 'notes',
  keys: [],
  run: {},
  Pane: SessionPane,
}
