// The agent on a terminal: what happens scrolls past, and at the bottom stand the question, the status and a message line.
import { MAX_CHAT_CHARACTERS } from '../../src/protocol/limits.ts'
import { wrap } from '../../src/terminal/text/wrap.ts'
import type { Answer, Choice, Chosen, Front, Question, Status } from '../happening.ts'
import { render } from '../render.ts'
import type { Line, Wording } from '../wording.ts'
import { judge, newGuard } from './answer-guard.ts'
import { newChoosing, press } from './chooser.ts'
import { EMPTY_LINE, edit, textOf } from './input-line.ts'
import { type Key, keyReader } from './keys.ts'
import { type Bottom, layout } from './layout.ts'
import { lineWidth, liveArea, type Screen } from './live-area.ts'
import type { Paint } from './style.ts'

/** A keyboard, as `process.stdin` on a terminal. */
export interface Keyboard {
  setRawMode(isRaw: boolean): unknown
  resume(): unknown
  pause(): unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  off(event: 'data', listener: (chunk: Uint8Array) => void): unknown
}

/** What the terminal needs. */
export interface TerminalPorts {
  readonly keyboard: Keyboard
  readonly screen: Screen & {
    on(event: 'resize', listener: () => void): unknown
    off(event: 'resize', listener: () => void): unknown
  }
  readonly wording: Wording
  readonly paint: Paint
  /** UTC milliseconds. */
  readonly clock: () => number
  /** A message was written. */
  readonly said: (text: string) => void
  /** The customer wants to leave: Ctrl-C, or Ctrl-D on an empty line. */
  readonly interrupted: () => void
  /** Whether something is being written. */
  readonly typing: (isTyping: boolean) => void
}

const PASTE_ON = '\x1b[?2004h'
const PASTE_OFF = '\x1b[?2004l'
const BELL = '\x07'
const TICK_MS = 1_000

/** Takes the terminal over until `close`. */
export function terminalFront(ports: TerminalPorts): Front {
  return new TerminalFront(ports)
}

interface Asking {
  readonly resolve: (answer: Exclude<Answer, 'expired'> | null) => void
}

class TerminalFront implements Front {
  readonly #ports: TerminalPorts
  readonly #area: ReturnType<typeof liveArea>
  readonly #reader = keyReader()
  #bottom: Bottom = {
    status: { link: 'connecting', waiting: false, number: '', activities: [] },
    question: null,
    choosing: null,
    input: EMPTY_LINE,
  }
  #choose: ((chosen: Chosen | null) => void) | null = null
  #asking: Asking | null = null
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(ports: TerminalPorts) {
    this.#ports = ports
    this.#area = liveArea(ports.screen, ports.paint)
    ports.keyboard.setRawMode(true)
    ports.keyboard.resume()
    ports.keyboard.on('data', this.#read)
    ports.screen.on('resize', this.#draw)
    ports.screen.write(PASTE_ON)
    this.#draw()
  }

  show(happening: Parameters<Front['show']>[0]): void {
    const width = lineWidth(this.#ports.screen)
    const lines = render(happening, this.#ports.wording).flatMap(({ style, text }) =>
      wrap(text, width).map((one): Line => ({ style, text: one })),
    )
    if (lines.length === 0) return
    if (this.#isClosed)
      for (const line of lines) this.#ports.screen.write(`${this.#ports.paint(line.style, line.text)}\n`)
    else this.#area.print(lines)
  }

  setStatus(status: Status): void {
    this.#bottom = { ...this.#bottom, status }
    this.#draw()
  }

  readonly ask = (asked: Question, signal: AbortSignal): Promise<Exclude<Answer, 'expired'> | null> =>
    new Promise((resolve) => {
      const gone = (): void => this.#answer(null)
      this.#asking = {
        resolve: (answer) => {
          signal.removeEventListener('abort', gone)
          resolve(answer)
        },
      }
      this.#bottom = { ...this.#bottom, question: { asked, guard: newGuard(this.#ports.clock()) } }
      if (signal.aborted) gone()
      else {
        signal.addEventListener('abort', gone, { once: true })
        this.#ports.screen.write(BELL)
        this.#draw()
      }
    })

  readonly choose = (asked: Choice, signal: AbortSignal): Promise<Chosen | null> =>
    new Promise((resolve) => {
      this.#chosen(null) // one choice at a time: the one before it gives way
      const gone = (): void => this.#chosen(null)
      this.#choose = (chosen) => {
        signal.removeEventListener('abort', gone)
        resolve(chosen)
      }
      this.#bottom = { ...this.#bottom, choosing: newChoosing(asked, this.#ports.clock()) }
      if (signal.aborted) return gone()
      signal.addEventListener('abort', gone, { once: true })
      this.#ports.screen.write(BELL)
      this.#draw()
    })

  close(): void {
    if (this.#isClosed) return
    this.#answer(null)
    this.#chosen(null)
    this.#isClosed = true
    clearTimeout(this.#timer)
    const { keyboard, screen } = this.#ports
    keyboard.off('data', this.#read)
    screen.off('resize', this.#draw)
    this.#area.clear()
    screen.write(PASTE_OFF)
    try {
      keyboard.setRawMode(false)
    } catch {
      // the terminal is gone: there is nothing left to give back
    }
    keyboard.pause()
  }

  #answer(answer: Exclude<Answer, 'expired'> | null): void {
    const asking = this.#asking
    if (!asking) return
    this.#asking = null
    this.#bottom = { ...this.#bottom, question: null }
    this.#draw()
    asking.resolve(answer)
  }

  readonly #read = (chunk: Uint8Array): void => {
    const keys = this.#reader.read(chunk)
    if (keys.some((key) => key.is === 'key' && key.name === 'interrupt')) this.#ports.interrupted()
    else if (keys.length > 0 && this.#bottom.question) this.#judge(keys, this.#bottom.question)
    else if (keys.length > 0 && this.#bottom.choosing) this.#press(keys, this.#bottom.choosing)
    else if (keys.length > 0) this.#write(keys)
  }

  #judge(keys: readonly Key[], question: NonNullable<Bottom['question']>): void {
    const offers: readonly Answer[] = ['yes', 'no', ...question.asked.offers]
    const judged = judge(question.guard, keys, { now: this.#ports.clock(), offers })
    if (judged.is === 'answer') {
      this.#answer(judged.answer)
      return
    }
    this.#bottom = { ...this.#bottom, question: { ...question, guard: judged.guard } }
    if (judged.is === 'write') this.#write(keys)
    else this.#draw()
  }

  #press(keys: readonly Key[], choosing: NonNullable<Bottom['choosing']>): void {
    const pressed = press(choosing, keys, this.#ports.clock())
    if (pressed.is === 'decided') this.#chosen(pressed.chosen)
    else {
      this.#bottom = { ...this.#bottom, choosing: pressed.choosing }
      this.#draw()
    }
  }

  #chosen(chosen: Chosen | null): void {
    const choose = this.#choose
    if (!choose) return
    this.#choose = null
    this.#bottom = { ...this.#bottom, choosing: null }
    this.#draw()
    choose(chosen)
  }

  #write(keys: readonly Key[]): void {
    const wasEmpty = this.#bottom.input.text.length === 0
    for (const key of keys) this.#writeOne(key)
    const isEmpty = this.#bottom.input.text.length === 0
    if (wasEmpty !== isEmpty) this.#ports.typing(!isEmpty)
    this.#draw()
  }

  #writeOne(key: Key): void {
    const { input } = this.#bottom
    const name = key.is === 'key' ? key.name : null
    if (name === 'enter') this.#send(textOf(input).trim())
    else if (name === 'end-of-input' && input.text.length === 0) this.#ports.interrupted()
    else this.#bottom = { ...this.#bottom, input: edit(input, key) }
  }

  #send(text: string): void {
    if ([...text].length > MAX_CHAT_CHARACTERS) this.#ports.screen.write(BELL)
    else if (text !== '') {
      this.#bottom = { ...this.#bottom, input: EMPTY_LINE }
      this.#ports.said(text)
    }
  }

  readonly #draw = (): void => {
    if (this.#isClosed) return
    const { screen, clock, wording } = this.#ports
    const now = clock()
    const { lines, cursor } = layout(this.#bottom, { width: lineWidth(screen), rows: screen.rows || 24, now }, wording)
    this.#area.draw(lines, cursor)
    // A clock runs only while something on the screen counts seconds.
    clearTimeout(this.#timer)
    if (this.#bottom.question || this.#bottom.status.activities.length > 0)
      this.#timer = setTimeout(this.#draw, TICK_MS - (now % TICK_MS))
  }
}
