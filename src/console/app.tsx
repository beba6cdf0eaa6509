// The console on the screen: frames and routes, and knows no feature by name.
import { Box } from 'ink'
import { type ReactElement, useSyncExternalStore } from 'react'
import { useKeyboard } from '../terminal/keys/use-keyboard.ts'
import { Dialog } from '../terminal/widgets/dialog.tsx'
import { Footer } from '../terminal/widgets/footer.tsx'
import { Line } from '../terminal/widgets/line.tsx'
import { type Theme, ThemeProvider } from '../terminal/widgets/theme.ts'
import { type Control, routedSession } from './control/control.ts'
import { paste, press } from './control/press.ts'
import { scopesOf } from './control/press-scopes.ts'
import { chosenSession } from './control/session-lines.ts'
import type { DeskSession } from './desk/desk-state.ts'
import { AnyDialog } from './dialogs/any-dialog.tsx'
import { type Frame, frameOf } from './frame/frame-of.ts'
import { Header } from './frame/header.tsx'
import { ListScreen } from './frame/list-screen.tsx'
import { NoticeLine } from './frame/notice-line.tsx'
import { Opening, SessionPane, SessionTop } from './frame/session-screen.tsx'
import { Side } from './frame/side.tsx'
import { TrayKeys } from './frame/tray-keys.tsx'
import { TrayTop } from './frame/tray-top.tsx'

/** Properties of `App`. */
export interface AppProps {
  readonly control: Control
  readonly theme: Theme
}

/** The whole console. */
export function App({ control, theme }: AppProps): ReactElement {
  const { desk, ui } = control
  const { columns, rows, dialog, layout } = useSyncExternalStore(ui.subscribe, () => ui.state)
  useSyncExternalStore(desk.subscribe, () => desk.state)
  useKeyboard({
    onPress: (key) => press(control, key),
    onPaste: (text) => paste(control, text),
    isActive: true,
  })
  const isTrayDialog = layout === 'tray' && dialog !== null && dialog.is !== 'confirm'
  return (
    <ThemeProvider value={theme}>
      <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
        {isTrayDialog ? <AnyDialog control={control} dialog={dialog} /> : <Screen control={control} />}
        {isTrayDialog && <FooterLine control={control} width={columns} />}
        {dialog?.is === 'confirm' && (
          <Dialog {...dialog} width={columns} height={Math.max(1, rows - 1)} t={control.t} />
        )}
      </Box>
    </ThemeProvider>
  )
}

function Screen({ control }: { readonly control: Control }): ReactElement {
  const { ui } = control
  const frame = frameOf(ui.state)
  const session = routedSession(control)
  const { header, side, notice, footer } = frame
  return (
    <Box flexDirection="column" width={ui.state.columns}>
      {header && <Header control={control} width={header.width} />}
      {session && header && <SessionTop control={control} session={session} frame={frame} />}
      {!header && <TrayTop control={control} session={session} frame={frame} />}
      <Box width={ui.state.columns} height={frame.main.height + (frame.title?.height ?? 0)}>
        <Main control={control} session={session} frame={frame} />
        {side && <Box width={2} />}
        {side && <Beside control={control} frame={frame} />}
      </Box>
      <NoticeLine control={control} width={notice.width} />
      {footer && <FooterLine control={control} width={footer.width} />}
    </Box>
  )
}

interface MainProps {
  readonly control: Control
  readonly session: DeskSession | null
  readonly frame: Frame
}

function Main({ control, session, frame }: MainProps): ReactElement | null {
  const { dialog, route } = control.ui.state
  if (dialog && dialog.is !== 'confirm') return <AnyDialog control={control} dialog={dialog} />
  if (route.at === 'list') return <ListScreen control={control} frame={frame} />
  if (!session) return <Opening control={control} width={frame.main.width} />
  return <SessionPane control={control} session={session} frame={frame} />
}

/** Session and customer beside the pane; on the list, those of the session the cursor is on. */
function Beside({ control, frame }: { readonly control: Control; readonly frame: Frame }): ReactElement | null {
  const { side } = frame
  const session = routedSession(control) ?? chosenSession(control)
  if (!side) return null
  return session ? (
    <Side control={control} session={session} width={side.width} height={side.height} />
  ) : (
    <Line parts="" width={side.width} />
  )
}

function FooterLine({ control, width }: { readonly control: Control; readonly width: number }): ReactElement | null {
  const { layout, route, dialog, isTyping } = control.ui.state
  if (layout === 'tray' && route.at === 'session' && !dialog && !isTyping)
    return <TrayKeys control={control} width={width} />
  return <Footer keymap={control.keymap} scopes={scopesOf(control)} width={width} t={control.t} />
}
