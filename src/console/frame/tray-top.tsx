// The tray's own top: session, customer and link in one or two lines of a tmux pane (CON-03).
import type { ReactElement } from 'react'
import { Line } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import type { DeskSession } from '../desk/desk-state.ts'
import type { Frame } from './frame-of.ts'
import { Header } from './header.tsx'
import { Strip } from './strip.tsx'

/** Properties of `TrayTop`. */
export interface TrayTopProps {
  readonly control: Control
  readonly session: DeskSession | null
  readonly frame: Frame
}

/** The top lines; on the list, the program and its link. */
export function TrayTop({ control, session, frame }: TrayTopProps): ReactElement | null {
  const { width, height } = frame.strip ?? { width: control.ui.state.columns, height: 1 }
  if (session) return <Strip control={control} session={session} width={width} height={height} isAlone />
  return height > 1 ? (
    <>
      <Header control={control} width={width} />
      <Line parts="" width={width} />
    </>
  ) : (
    <Header control={control} width={width} />
  )
}
