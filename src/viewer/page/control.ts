// Mouse and keyboard of the other machine: begun by a press in the picture, ended by a chord, and nothing stays held.
import type { InputEvent } from '../../protocol/input.ts'
import type { Control, ViewerStatus } from '../wire.ts'
import { canEnter, controlOf, staysIn } from './control-state.ts'
import { makeInputSender } from './input-sender.ts'
import type { KeyMode } from './key-translator.ts'
import { type Keyboard, makeKeyboard } from './keyboard.ts'
import { listenMouse } from './mouse.ts'
import type { KeyName } from './reserved-keys.ts'
import type { Stage } from './stage.ts'
import { textPieces } from './typing.ts'

/** What a controller is made of. */
export type ControllerOptions = {
  readonly stage: Stage
  /** What a screen reader calls the keyboard's field. */
  readonly label: string
  readonly send: (payload: Uint8Array) => void
  /** Who controls has changed. */
  readonly changed: (control: Control) => void
  /** The reader let go. */
  readonly left: () => void
  /** Text was pasted. */
  readonly pasted: (text: string) => void
  /** The picture was pressed while drawing: whether that is so, and then it is not for control. */
  readonly isDrawing: () => boolean
}

/** Controls the other machine. */
export type Controller = {
  readonly node: HTMLElement
  readonly view: Control
  readonly mode: KeyMode
  status(status: ViewerStatus): void
  /** Lets go of everything and of control. */
  leave(): void
  setMode(mode: KeyMode): void
  /** Presses these together, as a shortcut. */
  tap(keys: readonly KeyName[]): void
  type(text: string): void
  /** Gives the keyboard back to the picture, if it is in control. */
  focus(): void
}

/** Makes a controller that controls nothing yet. */
export function makeController(options: ControllerOptions): Controller {
  const { stage, changed } = options
  let status: ViewerStatus = { state: 'connecting' }
  let isIn = false
  let told: Control | null = null
  let at = { x: 0, y: 0 }
  const sender = makeInputSender(options.send, (callback) => requestAnimationFrame(callback))
  const view = (): Control => controlOf(status, isIn)
  /** Input goes out from the press that takes control on; what the owner does with it is the owner's. */
  const isOn = (): boolean => isIn && status.state === 'live' && !options.isDrawing()
  const release = (): void => {
    sender.drop()
    const wasHeld = [keyboard.forget(), mouse.forget()].includes(true)
    if (wasHeld) sender.now({ type: 'release' })
  }
  const tell = (): void => {
    stage.pointer.lead(null)
    if (view() !== told) changed(view())
    told = view()
  }
  const leave = (): void => {
    release()
    const wasIn = isIn
    isIn = false
    keyboard.blur()
    if (wasIn) options.left()
    tell()
  }
  const keyboard: Keyboard = makeKeyboard(options.label, {
    send: (...events) => isOn() && sender.now(...events),
    text: (text, isPaste) => (isPaste ? options.pasted(text) : typeText(text)),
    leave,
    lost: release,
  })
  const typeText = (text: string): void => {
    if (isOn()) for (const piece of textPieces(text)) sender.now({ type: 'text', text: piece })
  }
  const mouse = listenMouse(stage, sender, {
    isOn,
    press() {
      const isOurs = !options.isDrawing() && (isIn || canEnter(view()))
      isIn ||= isOurs
      return isOurs
    },
    pressed({ clientX: x, clientY: y }) {
      at = { x, y }
      keyboard.focus(at)
      tell()
    },
  })
  // Beside the picture there is nothing else that could want the keyboard.
  stage.node.addEventListener('mousedown', (event) => isOn() && event.preventDefault())
  window.addEventListener('blur', release)
  window.addEventListener('pagehide', release)
  document.addEventListener('visibilitychange', () => document.hidden && release())

  return {
    node: keyboard.node,
    get view() {
      return view()
    },
    get mode() {
      return keyboard.mode
    },
    status(next) {
      if (isIn && !staysIn(status, next)) {
        release()
        isIn = false
      }
      status = next
      tell()
    },
    leave,
    setMode(mode) {
      release()
      keyboard.setMode(mode)
    },
    tap(keys) {
      const event = ({ symbol, code }: KeyName, isDown: boolean): InputEvent =>
        keyboard.mode === 'code'
          ? { type: 'key', by: 'code', name: code, isDown }
          : { type: 'key', by: 'symbol', name: symbol, isDown }
      if (!isOn()) return
      sender.now(...keys.map((key) => event(key, true)), ...keys.toReversed().map((key) => event(key, false)))
    },
    type: typeText,
    focus: () => isOn() && keyboard.focus(at),
  }
}
