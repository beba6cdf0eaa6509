// Session and customer in full beside the pane (CON-05, CON-12).
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { machineWords } from '../../features/people/machine-words.ts'
import { present } from '../../session/state.ts'
import { toWidth } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { shortTime } from '../../terminal/text/time.ts'
import { wrap } from '../../terminal/text/wrap.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import { type DeskSession, focusOf, myPlace } from '../desk/desk-state.ts'
import {
  alertParts,
  askParts,
  knocking,
  numberPart,
  openAsks,
  personParts,
  phaseParts,
  placeWords,
  unread,
} from './session-words.ts'
import { TitleLine } from './title-line.tsx'

/** Properties of `Side`. */
export interface SideProps {
  readonly control: Control
  readonly session: DeskSession
  readonly width: number
  readonly height: number
}

type Row = { readonly parts: readonly Part[] } | { readonly title: string; readonly note?: string }

const LABEL_CELLS = 9
/** Lines a long address may take. */
const LINK_ROWS = 3

/** Everything about session and customer, cut to the height there is. */
export function Side({ control, session, width, height }: SideProps): ReactElement {
  const rows = [
    ...sessionRows(control, session, width),
    ...customerRows(control, session, width),
    ...nowRows(control, session),
  ]
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {[...rows, ...othersRows(control, session)].slice(0, height).map((row, i) =>
        'title' in row ? (
          <TitleLine key={row.title} title={row.title} width={width} {...(row.note ? { note: row.note } : {})} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of this column is its place
          <Line key={i} parts={row.parts} width={width} />
        ),
      )}
    </Box>
  )
}

const blank: Row = { parts: [] }

function fact(label: string, parts: readonly Part[]): Row {
  return { parts: [{ text: ` ${toWidth(label, LABEL_CELLS)}`, tone: 'muted' }, ...parts] }
}

function textRows(text: string, width: number, tone: Part['tone'] = 'plain'): readonly Row[] {
  return wrap(safeText(text), Math.max(8, width - 2))
    .slice(0, LINK_ROWS)
    .map((line) => ({ parts: [{ text: ` ${line}`, tone }] }))
}

function sessionRows(control: Control, session: DeskSession, width: number): readonly Row[] {
  const { t, ui, desk } = control
  const { core } = session.state
  const alerts = alertParts(session, { unread: unread(control, session), t })
  const tracking = Object.entries(core.tracking).map(([name, value]) => `${name} ${value}`)
  return [
    { title: t('console.info.session'), note: placeWords(session, desk.state.me, t) },
    { parts: [{ text: ' ' }, numberPart(core), { text: '   ' }, ...phaseParts(core, t, ui.state.now)] },
    ...(core.topic ? textRows(core.topic, width) : []),
    ...(tracking.length > 0 ? textRows(tracking.join(' · '), width, 'muted') : []),
    ...(session.join && core.phase !== 'ended' ? textRows(session.join.url, width, 'accent') : []),
    ...alerts.map((part): Row => ({ parts: [{ text: ' ' }, part] })),
    blank,
  ]
}

function customerRows(control: Control, session: DeskSession, width: number): readonly Row[] {
  const { t, ui, locale } = control
  const focus = focusOf(session)
  const title: Row = { title: t('console.info.customer') }
  if (!focus) return [title, { parts: [{ text: ` ${t('console.info.nobody')}`, tone: 'muted' }] }, blank]
  const grants = session.state.core.grants.filter((one) => one.customer === focus.id)
  const kinds = grants.map((one) => t(`panes.kind.${one.kind}`)).join(', ')
  return [
    title,
    { parts: [{ text: ' ' }, ...personParts(focus, session, t)] },
    ...(focus.email ? textRows(focus.email, width, 'muted') : []),
    ...(focus.machine ? textRows(machineWords(focus, t), width, 'muted') : []),
    fact(t('panes.people.since'), [
      {
        text: `${shortTime(focus.since, ui.state.now, locale)} · ${t('panes.people.language', { language: focus.language })}`,
        tone: 'muted',
      },
    ]),
    ...(kinds ? textRows(t('console.info.allowed', { kinds }), width, 'good') : []),
    blank,
  ]
}

function nowRows({ t, ui }: Control, session: DeskSession): readonly Row[] {
  const asks = openAsks(session.state.core)
  const none: Row = { parts: [{ text: ` ${t('console.info.none')}`, tone: 'muted' }] }
  const rows = asks.flatMap((ask): readonly Row[] => {
    const [what, state] = askParts(ask, t, ui.state.now)
    return [
      { parts: [{ text: ' ' }, ...(what ? [what] : [])] },
      { parts: [{ text: '   ' }, ...(state ? [state] : [])] },
    ]
  })
  return [{ title: t('console.info.activity') }, ...(rows.length > 0 ? rows : [none]), blank]
}

function othersRows({ t, desk }: Control, session: DeskSession): readonly Row[] {
  const { core } = session.state
  const me = myPlace(session, desk.state.me)
  const others = present(core).filter((one) => one.id !== me?.id && one.id !== core.focus)
  const waiting = knocking(core)
  if (others.length + waiting.length === 0) return []
  return [
    { title: t('console.info.others') },
    ...waiting.map(
      (one): Row => ({
        parts: [{ text: ` ${one.name}` }, { text: ` ◆ ${t('console.state.knocking')}`, tone: 'warn' }],
      }),
    ),
    ...others.map(
      (one): Row => ({
        parts: [
          { text: ' ' },
          ...personParts(one, session, t),
          { text: `  ${t(`panes.people.role.${one.role}`)}`, tone: 'muted' },
        ],
      }),
    ),
  ]
}
