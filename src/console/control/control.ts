// What everything that acts in the console is given: the two stores, the keys, the language and the ports.
import type { Translate } from '../../language/catalogue.ts'
import type { Keymap } from '../../terminal/keys/keymap.ts'
import type { Locale } from '../../terminal/text/time.ts'
import type { ToastLevel } from '../../terminal/widgets/toast.tsx'
import type { Desk } from '../desk/desk.ts'
import type { DeskSession } from '../desk/desk-state.ts'
import type { UiStore } from '../ui/store.ts'
import type { DashboardTab } from './entries.ts'
import type { OwnShown } from './own-shown.ts'
import type { Ports, ShownScreen } from './ports.ts'

/** The console as its actions see it. */
export interface Control {
  readonly desk: Desk
  readonly ui: UiStore
  readonly keymap: Keymap
  readonly t: Translate
  readonly locale: Locale
  readonly ports: Ports
  /** Tabs of the dashboard in the order the rep wants; may name some of them only. */
  readonly tabOrder: readonly DashboardTab[]
  /** Who waits for the answer of the open dialog, by its id. */
  readonly waiting: Map<number, (answer: unknown) => void>
  /** Windows that show something, by channel. */
  readonly windows: Map<number, ShownScreen>
  /** What this console shows of this machine, by ask. */
  readonly owns: Map<string, OwnShown>
}

let lastId = 0

/** A number nothing else in this console has. */
export function nextId(): number {
  lastId += 1
  return lastId
}

/** The session on the screen, or null on the list or before its journal came. */
export function routedSession({ ui, desk }: Control): DeskSession | null {
  const { route } = ui.state
  return route.at === 'session' ? (desk.state.sessions.get(route.session) ?? null) : null
}

/** Tells the rep a sentence; it may hold hostile text. */
export function tell(
  control: Control,
  text: string,
  more: { readonly level?: ToastLevel; readonly needsOk?: boolean; readonly about?: string } = {},
): void {
  const { level = 'info', needsOk = false, about = null } = more
  control.ui.dispatch({
    type: 'notice',
    notice: { id: nextId(), level, text, at: control.ports.now(), needsOk, about },
  })
}
