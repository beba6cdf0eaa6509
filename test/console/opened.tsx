// A console in memory, opened on a screen: what tests of its keys start from.
import { App } from '../../src/console/app.tsx'
import { openSession } from '../../src/console/control/navigate.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { type Bench, type DeskOptions, openBench } from '../support/desk.ts'
import { KEY, mountScreen, type Screen } from '../support/screen.tsx'
import { until } from '../support/wait.ts'

/** Recorded sessions. */
export const ACTIVE = 's_active0000000001'
export const SEVERAL = 's_several000000002'

/** A console with its screen. */
export type Opened = Bench & { readonly screen: Screen }

/** Opens the console on the list, or on a pane of a session. */
export async function open(
  options: DeskOptions = {},
  at?: { readonly session: string; readonly view: string },
): Promise<Opened> {
  const { columns = 100, rows = 30 } = options
  const bench = openBench({ ...options, columns, rows })
  if (at) openSession(bench.control, at.session, at.view)
  const screen = await mountScreen(<App control={bench.control} theme={makeTheme('true')} />, columns, rows)
  return { ...bench, screen }
}

/** Presses escape; a lone escape byte is only taken once nothing follows it for a moment. */
export async function pressEscape({ control, screen }: Pick<Opened, 'control' | 'screen'>): Promise<void> {
  const before = control.ui.state
  await screen.type(KEY.esc)
  await until('escape to be taken', () => control.ui.state !== before)
  await screen.type('')
}

/** The chat of a session with one customer. */
export const CHAT = { session: ACTIVE, view: 'chat' }
