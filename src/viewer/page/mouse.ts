// The mouse over the picture while in control: places in its pixels under any scale, buttons, wheel.
import { type InputEvent, POINTER_BUTTONS } from '../../protocol/input.ts'
import type { InputSender } from './input-sender.ts'
import type { Stage } from './stage.ts'
import { wheelUnits } from './wheel.ts'

/** What the mouse asks. */
export type MouseHandlers = {
  /** A button goes down in the picture; whether it is to be sent. */
  press(event: MouseEvent): boolean
  /** It was sent: what takes time comes after it. */
  pressed(event: MouseEvent): void
  /** Whether moves and turns are to be sent. */
  isOn(): boolean
}

/** The mouse of the picture. */
export type Mouse = {
  /** Forgets the held buttons; whether any was held. */
  forget(): boolean
}

/** Listens to the mouse. */
export function listenMouse(stage: Stage, sender: InputSender, { press, pressed, isOn }: MouseHandlers): Mouse {
  const held = new Set<number>()
  const { sheet } = stage
  const send = (event: MouseEvent, isDown: boolean): void => {
    const { button } = event
    sender.now({ type: 'button', button, isDown, ...stage.placeOf(event) } satisfies InputEvent)
  }
  const move = (event: MouseEvent): void => {
    if (!isOn()) return
    const place = stage.placeOf(event)
    stage.pointer.lead(place)
    sender.move(place)
  }
  sheet.addEventListener('mousedown', (event) => {
    if (event.button >= POINTER_BUTTONS || !press(event)) return
    event.preventDefault()
    held.add(event.button)
    send(event, true)
    pressed(event)
  })
  // A drag goes on outside the picture, at its edge, until the button is up.
  window.addEventListener('mouseup', (event) => {
    if (!held.delete(event.button)) return
    event.preventDefault()
    send(event, false)
  })
  window.addEventListener('mousemove', (event) => {
    if (held.size > 0 || sheet.contains(event.target as Node | null)) move(event) // a node, or the window itself
  })
  sheet.addEventListener('mouseleave', () => held.size === 0 && stage.pointer.lead(null))
  for (const kind of ['contextmenu', 'auxclick', 'dragstart', 'selectstart'] as const) {
    sheet.addEventListener(kind, (event) => isOn() && event.preventDefault())
  }
  const turn = (event: WheelEvent): void => {
    if (!isOn()) return
    event.preventDefault()
    sender.wheel(wheelUnits(event), stage.placeOf(event))
  }
  sheet.addEventListener('wheel', turn, { passive: false })
  return {
    forget() {
      const any = held.size > 0
      held.clear()
      return any
    },
  }
}
