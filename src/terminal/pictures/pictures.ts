// How this terminal shows pictures: known from its environment, or asked of it when the first one is wanted.
import { type Answer, ASK_AREA, ASK_CELL, ASK_COLOURS } from '../answer.ts'
import type { ColourDepth } from '../print/colour.ts'
import { isAsked, type PictureMode, type PictureSetting, pictureMode } from './picture-mode.ts'
import { questions, type Said } from './questions.ts'

/** What sixel pictures are made for. */
export interface SixelScreen {
  /** Pixels of one cell. */
  readonly cell: { readonly widthPx: number; readonly heightPx: number }
  /** Colours of one picture. */
  readonly colours: number
}

/** How pictures are shown. */
export interface Pictures {
  readonly mode: PictureMode
  /** False while the terminal may yet say that it shows more. */
  readonly isKnown: boolean
  readonly sixel: SixelScreen
  /**
   * Asks the terminal what it shows, once, and one that shows sixel how large its cells are, at every call.
   *
   * @returns false when it knows how to answer and did not in time: it is still busy with what was written before
   */
  settle(): Promise<boolean>
  /** Resolves when no answer is due any more: one that comes after the terminal was given back would be typed there. */
  quiet(): Promise<void>
  /** Hears what has just been drawn; the answer ends it. */
  onDrawn(listener: (text: string) => void): () => void
}

/** Pictures and what feeds them. */
export interface TerminalPictures extends Pictures {
  /** Whether the terminal is asked at all, so that its answers must be heard. */
  readonly isAsking: boolean
  hear(answer: Answer): void
  drawn(text: string): void
}

/** What pictures are made of. */
export interface PictureParts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly colour: ColourDepth
  readonly setting?: PictureSetting | undefined
  readonly write: (sequence: string) => void
  /** Cells of the terminal now. */
  readonly size: () => { readonly columns: number; readonly rows: number }
  /** How long an answer is waited for, in milliseconds. */
  readonly waitMs?: number
}

/** The number of sixel among device attributes. @see VT340, primary device attributes */
const SIXEL = 4
/** A VT340's cell, and its colours: what there is where the terminal does not tell. */
const VT340: SixelScreen = { cell: { widthPx: 10, heightPx: 20 }, colours: 16 }

/** Makes them; nothing is asked yet. */
export function terminalPictures(parts: PictureParts): TerminalPictures {
  const { env, colour, setting, size } = parts
  const { ask, hear } = questions(parts.write, parts.waitMs)
  let mode = pictureMode(env, colour, setting)
  const isAsking = isAsked(mode, colour, setting)
  let [sixel, isKnown, hasAnswered] = [VT340, !isAsking, false]
  let asking: Promise<boolean> | null = null
  const listeners = new Set<(text: string) => void>()

  /** Asks how large cells are and how many colours there are; false when the terminal is too busy to answer. */
  const measure = async (given: Said = {}): Promise<boolean> => {
    const said = { ...given, ...(await ask(ASK_CELL + ASK_AREA + ASK_COLOURS)) }
    const cell = said.cell ?? (said.area && cellOf(said.area, size()))
    // pictures for cells of an unknown size could cover what stands below: only a rep may want that
    if (cell && hasAnswered) mode = 'sixel'
    sixel = { cell: cell ?? sixel.cell, colours: said.colours?.count ?? sixel.colours }
    return said.attributes !== undefined
  }
  const askAll = async (): Promise<boolean> => {
    const said = await ask(ASK_CELL)
    hasAnswered = said.attributes !== undefined
    if (hasAnswered && (mode === 'sixel' || said.attributes?.can.includes(SIXEL))) await measure(said)
    isKnown = true
    return true
  }
  return {
    isAsking,
    get mode() {
      return mode
    },
    get isKnown() {
      return isKnown
    },
    get sixel() {
      return sixel
    },
    settle: async () => {
      const isFinal = isKnown && !(isAsking && mode === 'sixel' && hasAnswered)
      if (isFinal) return true
      asking ??= (isKnown ? measure() : askAll()).finally(() => {
        asking = null
      })
      return asking
    },
    quiet: async () => {
      await asking
    },
    hear,
    drawn: (text) => {
      for (const listener of listeners) listener(text)
    },
    onDrawn: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Cells of a terminal that only tells how large pictures may be: never larger than they are. */
function cellOf(
  { widthPx, heightPx }: Extract<Answer, { readonly is: 'area' }>,
  { columns, rows }: ReturnType<PictureParts['size']>,
): SixelScreen['cell'] | null {
  const cell = { widthPx: Math.floor(widthPx / columns), heightPx: Math.floor(heightPx / rows) }
  return cell.widthPx > 0 && cell.heightPx > 0 ? cell : null
}

/** Pictures of which everything is known, for programs without a terminal to ask. */
export function knownPictures(mode: PictureMode): Pictures {
  const [settle, quiet] = [async () => true, async () => undefined]
  return { mode, isKnown: true, sixel: VT340, settle, quiet, onDrawn: () => () => undefined }
}
