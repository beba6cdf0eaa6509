// Session and customer in one or two lines, for terminals without room beside the pane, and for the tray (CON-05).
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { machineWords } from '../../features/people/machine-words.ts'
import type { Part } from '../../terminal/widgets/line.tsx'
import { Line } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import { type DeskSession, focusOf } from '../desk/desk-state.ts'
import { linkParts } from './header.tsx'
import { spread } from './parts.ts'
import {
  alertParts,
  askParts,
  customerParts,
  joined,
  numberPart,
  openAsks,
  phaseParts,
  placeWords,
  showingParts,
  unread,
} from './session-words.ts'

/** Properties of `Strip`. */
export interface StripProps {
  readonly control: Control
  readonly session: DeskSession
  readonly width: number
  readonly height: number
  /** The strip is all there is: it also says the number and how the link stands. */
  readonly isAlone?: boolean
}

/** The strip. */
export function Strip({ control, session, width, height, isAlone = false }: StripProps): ReactElement {
  const { desk, ui, t } = control
  const { core } = session.state
  const now = ui.state.now
  const count = unread(control, session)
  const focus = focusOf(session)
  const asks = openAsks(core)
  const alerts = alertParts(session, { unread: count, t }).map((part) => [part])
  const number: readonly Part[] = isAlone ? [numberPart(core)] : []
  const who = [{ text: ' ' }, ...joined([number, phaseParts(core, t, now), customerParts(session, t)])]
  const first = height > 1 ? alerts : [...alerts, ...asks.slice(0, 1).map((ask) => askParts(ask, t, now))]
  const machine: readonly Part[] = focus ? [{ text: machineWords(focus, t), tone: 'muted' }] : []
  const doing = asks[0]
    ? askParts(asks[0], t, now)
    : [{ text: placeWords(session, desk.state.me, t), tone: 'muted' as const }]
  const link = isAlone ? [...showingParts(control), ...linkParts(desk.state, t, control.ports.now())] : []
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line parts={spread(who, [...joined(first), { text: ' ' }], width)} width={width} />
      {height > 1 && (
        <Line
          parts={spread([{ text: ' ' }, ...joined([doing, machine])], [...link, { text: ' ' }], width)}
          width={width}
        />
      )}
    </Box>
  )
}
