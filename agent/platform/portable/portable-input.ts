// Mouse and keyboard of other systems, and their owner as far as the pointer tells of them.
import { type InputEvent, WHEEL_NOTCH } from '../../../src/protocol/input.ts'
import type { InputSink } from '../platform.ts'
import { keyName, MODIFIERS } from './key-names.ts'
import type { HandLibrary } from './libraries.ts'

/** Where the picture is that input is for; asked each time, because windows move. */
export type Area = () => {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly widthPx: number
  readonly heightPx: number
}

/** The owner's pointer is looked at this often, in milliseconds. */
const OWNER_LOOK_MS = 25
const BUTTONS = ['left', 'middle', 'right'] as const
type Button = (typeof BUTTONS)[number]

/** The hands of one machine: what was put in here is not taken for its owner's. */
export class PortableHands {
  readonly #library: HandLibrary
  #at: { readonly x: number; readonly y: number }

  constructor(library: HandLibrary) {
    this.#library = library
    this.#at = library.getMousePos()
  }

  /** Opens mouse and keyboard for a picture. */
  open(area: Area): InputSink {
    const held = { keys: new Set<string>(), buttons: new Set<Button>() }
    let [isOpen, turned] = [true, { x: 0, y: 0 }]
    const library = this.#library
    const releaseAll = async (): Promise<void> => {
      for (const key of held.keys) library.keyToggle(key, 'up')
      for (const button of held.buttons) library.mouseToggle('up', button)
      held.keys.clear()
      held.buttons.clear()
    }
    const press = (key: string, isDown: boolean): void => {
      library.keyToggle(key, isDown ? 'down' : 'up')
      if (isDown) held.keys.add(key)
      else held.keys.delete(key)
    }
    const byMeaning = (name: string, isDown: boolean): void => {
      const key = keyName(name)
      if (MODIFIERS.has(name) && key) press(key, isDown)
      if (MODIFIERS.has(name) || !isDown) return
      const isShortcut = ['control', 'alt', 'meta'].some((one) => held.keys.has(one))
      const typed = key ?? (isShortcut ? name.toLowerCase() : null)
      if (typed === null) {
        if ([...name].length === 1) library.typeString(name)
        return
      }
      library.keyToggle(typed, 'down')
      library.keyToggle(typed, 'up')
    }
    const wheel = (dx: number, dy: number): void => {
      turned = { x: turned.x + dx, y: turned.y + dy }
      const [right, down] = [Math.trunc(turned.x / WHEEL_NOTCH), Math.trunc(turned.y / WHEEL_NOTCH)]
      turned = { x: turned.x - right * WHEEL_NOTCH, y: turned.y - down * WHEEL_NOTCH }
      if (right !== 0 || down !== 0) library.scrollMouse(right, -down)
    }
    const button = ({ button: index, isDown }: Extract<InputEvent, { type: 'button' }>): void => {
      const name = BUTTONS[index]
      if (!name || (!isDown && !held.buttons.has(name))) return
      library.mouseToggle(isDown ? 'down' : 'up', name)
      if (isDown) held.buttons.add(name)
      else held.buttons.delete(name)
    }
    const act = async (event: InputEvent): Promise<void> => {
      if (event.type === 'release') return releaseAll()
      if (event.type === 'text') return library.typeString(event.text)
      if (event.type === 'key') {
        if (event.by === 'symbol') return byMeaning(event.name, event.isDown)
        const key = keyName(event.name)
        return key ? press(key, event.isDown) : undefined
      }
      const isInside = this.#moveTo(area(), event)
      if (event.type === 'button' && (isInside || !event.isDown)) button(event)
      else if (event.type === 'wheel' && isInside) wheel(event.dx, event.dy)
    }
    return {
      async apply(events) {
        // What the library does not know of a key or a letter is left out like anything odd.
        for (const event of events) if (isOpen) await act(event).catch(() => undefined)
      },
      releaseAll,
      async close() {
        isOpen = false
        await releaseAll()
      },
    }
  }

  /** Tells when the pointer is elsewhere than where it was put: keys of the owner are not noticed. */
  watchOwner(listener: () => void): { close(): Promise<void> } {
    this.#at = this.#library.getMousePos()
    const timer = setInterval(() => {
      const { x, y } = this.#library.getMousePos()
      if (x === this.#at.x && y === this.#at.y) return
      this.#at = { x, y }
      listener()
    }, OWNER_LOOK_MS)
    timer.unref()
    return {
      async close() {
        clearInterval(timer)
      },
    }
  }

  #moveTo(area: ReturnType<Area>, { x, y }: { readonly x: number; readonly y: number }): boolean {
    if (x >= area.widthPx || y >= area.heightPx) return false
    this.#library.moveMouse(Math.round(area.x + x / area.scale), Math.round(area.y + y / area.scale))
    this.#at = this.#library.getMousePos()
    return true
  }
}
