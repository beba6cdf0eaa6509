// A program that draws on a display what the screens are measured with; orders come over IPC, one at a time.
import { connectX, type XConnection } from '../../../agent/platform/x11/connection.ts'
import { drawFilm, type FilmKind, LOOP, WINDOW } from './film.ts'
import { BLOCK_PX, COLORS, SQUARE } from './marker.ts'

/** Asked of the program. */
export type Order =
  | { readonly do: 'paint' }
  | { readonly do: 'flip'; readonly times: number }
  | { readonly do: 'scroll' | FilmKind; readonly seconds: number }
/** A frame or a change, and when it was drawn, by the wall clock in milliseconds. */
export type Drawn = { readonly at: number; readonly id: number }

/** The drawing requests of an X client. */
type Pen = {
  AllocID(): number
  CreateWindow(...values: unknown[]): void
  CreateGC(id: number, drawable: number, values: object): void
  ChangeGC(id: number, values: object): void
  OpenFont(id: number, name: string): void
  MapWindow(id: number): void
  PolyFillRectangle(drawable: number, context: number, rects: readonly number[]): void
  ImageText8(drawable: number, context: number, x: number, y: number, text: string): void
  CopyArea(...values: number[]): void
  CreatePixmap(id: number, drawable: number, depth: number, width: number, height: number): void
  PutImage(...values: unknown[]): void
}

const LINE_PX = 13
const TOP = BLOCK_PX
const ROWS = Math.floor((WINDOW.height - 2 * BLOCK_PX) / LINE_PX)
const PAPER = 0xfdf6e3
const WORDS =
  'the quick agent restarts service on port 8443 after update; error: connection reset by peer (os 104) /var/log/deskhand/agent.log WARN retry=3 backoff=250ms user=alice ticket#4821 GET /api/v2/sessions?limit=50 200 OK 12.4ms {"id":"9f3c","state":"open"} const x = await fetch(url);'.split(
    ' ',
  )
const BAND_ROWS = 48

const now = (): number => performance.timeOrigin + performance.now()
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

class Screen {
  readonly #connection: XConnection
  readonly #pen: Pen
  readonly #window: number
  readonly #fill: number
  readonly #text: number
  readonly #films = new Map<FilmKind, number[]>()
  #word = 0

  constructor(connection: XConnection) {
    this.#connection = connection
    this.#pen = connection.client as unknown as Pen // the declared part of the package has no drawing
    const [window, fill, text, font] = [0, 0, 0, 0].map(() => this.#pen.AllocID()) as [number, number, number, number]
    const { x, y, width, height } = WINDOW
    const look = { backgroundPixel: PAPER, overrideRedirect: 1, eventMask: 0 }
    this.#pen.CreateWindow(window, connection.root, x, y, width, height, 0, 0, 0, 0, look)
    this.#pen.OpenFont(font, 'fixed')
    this.#pen.CreateGC(fill, window, { graphicsExposures: 0, foreground: 0 })
    this.#pen.CreateGC(text, window, { graphicsExposures: 0, foreground: 0x073642, background: PAPER, font })
    this.#pen.MapWindow(window)
    this.#window = window
    this.#fill = fill
    this.#text = text
  }

  /** Dense text, the marker of frame 0 and the square in its first colour. */
  async paint(): Promise<void> {
    this.#rect(PAPER, [0, 0, WINDOW.width, WINDOW.height])
    for (let row = 0; row < ROWS; row++) this.#line(row)
    this.#mark(0)
    this.#square(0)
    await this.#connection.sync()
  }

  async flip(times: number): Promise<Drawn[]> {
    const drawn: Drawn[] = []
    for (let index = 0; index < times; index++) {
      await sleep(350 + Math.random() * 350)
      const id = (index + 1) % COLORS.length
      const at = now()
      this.#square(id)
      await this.#connection.sync()
      drawn.push({ at, id })
    }
    await sleep(700)
    return drawn
  }

  scroll(seconds: number): Promise<Drawn[]> {
    return this.#paced(seconds, () => {
      const { width } = WINDOW
      this.#pen.CopyArea(this.#window, this.#window, this.#fill, 0, TOP + LINE_PX, 0, TOP, width, (ROWS - 1) * LINE_PX)
      this.#line(ROWS - 1)
    })
  }

  async play(kind: FilmKind, seconds: number): Promise<Drawn[]> {
    const frames = this.#films.get(kind) ?? (await this.#prepare(kind))
    const { width, height } = WINDOW
    return this.#paced(seconds, (index) => {
      this.#pen.CopyArea(frames[index % LOOP] ?? 0, this.#window, this.#fill, 0, 0, 0, 0, width, height)
    })
  }

  /** Loads a loop into the X server, so that playing it costs one copy a frame. */
  async #prepare(kind: FilmKind): Promise<number[]> {
    const { width, height } = WINDOW
    const depth = this.#connection.display.screen[0]?.root_depth ?? 24
    const frames: number[] = []
    for (let index = 0; index < LOOP; index++) {
      const pixmap = this.#pen.AllocID()
      this.#pen.CreatePixmap(pixmap, this.#window, depth, width, height)
      const bytes = Buffer.from(drawFilm(kind, index).buffer)
      for (let y = 0; y < height; y += BAND_ROWS) {
        const rows = Math.min(BAND_ROWS, height - y)
        const band = bytes.subarray(y * width * 4, (y + rows) * width * 4)
        this.#pen.PutImage(2, pixmap, this.#fill, width, rows, 0, y, 0, depth, band)
      }
      await this.#connection.sync()
      frames.push(pixmap)
    }
    this.#films.set(kind, frames)
    return frames
  }

  /** Thirty frames a second, each with its number in two corners: `id` is the frame's index plus one. */
  async #paced(seconds: number, draw: (index: number) => void): Promise<Drawn[]> {
    const drawn: Drawn[] = []
    const start = performance.now()
    for (let index = 0; index < seconds * 30; index++) {
      const wait = start + (index * 1000) / 30 - performance.now()
      if (wait > 0.5) await sleep(wait)
      const id = index + 1
      const at = now()
      draw(index)
      this.#mark(id)
      await this.#connection.sync()
      drawn.push({ at, id })
    }
    return drawn
  }

  #rect(color: number, rect: readonly number[]): void {
    this.#pen.ChangeGC(this.#fill, { foreground: color })
    this.#pen.PolyFillRectangle(this.#window, this.#fill, rect)
  }

  #square(id: number): void {
    const { x, y, side } = SQUARE
    const [red, green, blue] = COLORS[id] ?? [0, 0, 0]
    this.#rect((red << 16) | (green << 8) | blue, [x - WINDOW.x, y - WINDOW.y, side, side])
  }

  #line(row: number): void {
    let text = ''
    while (text.length < 213) {
      this.#word = (this.#word * 31 + 7) % 1009
      text += `${WORDS[this.#word % WORDS.length]} `
    }
    this.#pen.ImageText8(this.#window, this.#text, 0, TOP + row * LINE_PX + 11, text.slice(0, 213))
  }

  /** Twelve bits of number and four of checksum as black and white blocks, in the top and the bottom left corner. */
  #mark(id: number): void {
    const value = (id << 4) | ((id ^ (id >> 4) ^ (id >> 8) ^ 5) & 15)
    const blocks = { black: [] as number[], white: [] as number[] }
    for (const y of [0, WINDOW.height - BLOCK_PX]) {
      for (let bit = 0; bit < 16; bit++) {
        blocks[(value >> (15 - bit)) & 1 ? 'white' : 'black'].push(bit * BLOCK_PX, y, BLOCK_PX, BLOCK_PX)
      }
    }
    if (blocks.black.length > 0) this.#rect(0, blocks.black)
    if (blocks.white.length > 0) this.#rect(0xffffff, blocks.white)
  }
}

const connection = await connectX(process.argv[2] ?? '')
const screen = new Screen(connection)
process.on('message', async (order: Order) => {
  const done = await obey(order)
  process.send?.(done ?? [])
})
process.on('disconnect', () => process.exit(0))
process.send?.([])

async function obey(order: Order): Promise<Drawn[] | undefined> {
  if (order.do === 'paint') await screen.paint()
  else if (order.do === 'flip') return screen.flip(order.times)
  else if (order.do === 'scroll') return screen.scroll(order.seconds)
  else return screen.play(order.do, order.seconds)
  return undefined
}
