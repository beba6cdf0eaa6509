// One session: tabs, session and customer, and the pane that was chosen.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import type { PaneProps } from '../../features/pane.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import { labelOf } from '../control/entries.ts'
import { paneProps, viewOf } from '../control/pane-props.ts'
import type { DeskSession } from '../desk/desk-state.ts'
import type { Frame } from './frame-of.ts'
import { Strip } from './strip.tsx'
import { DashboardEntries, DashboardTabs, PaneTabs, SessionTabs } from './tab-rows.tsx'
import { TitleLine } from './title-line.tsx'

interface Props {
  readonly control: Control
  readonly session: DeskSession
  readonly frame: Frame
}

/** The lines above the pane. */
export function SessionTop({ control, session, frame }: Props): ReactElement {
  const isMulti = control.ui.state.layout === 'multi'
  const [First, Second] = isMulti ? [SessionTabs, PaneTabs] : [DashboardTabs, DashboardEntries]
  const { tabs, entries, strip } = frame
  return (
    <Box flexDirection="column">
      {tabs && <First control={control} session={session} width={tabs.width} />}
      {entries && <Second control={control} session={session} width={entries.width} />}
      {strip && <Strip control={control} session={session} width={strip.width} height={strip.height} />}
    </Box>
  )
}

/** The pane with its title. */
export function SessionPane({ control, session, frame }: Props): ReactElement {
  const { route } = control.ui.state
  const view = viewOf(route.at === 'session' ? route.view : '')
  const props: PaneProps<never> = paneProps(control, session, view)
  const { main, title } = frame
  const { Pane } = view
  return (
    <Box flexDirection="column" width={main.width}>
      {title && <TitleLine title={labelOf(control, view.title)} width={title.width} isFocused={props.isFocused} />}
      {main.height > 0 && <Pane {...props} />}
    </Box>
  )
}

/** Before the journal of a session has come. */
export function Opening({
  control,
  width,
}: {
  readonly control: Control
  readonly width: number
}): ReactElement | null {
  return <Line parts={[{ text: `  ${control.t('panes.phase.none')} …`, tone: 'muted' }]} width={width} />
}
