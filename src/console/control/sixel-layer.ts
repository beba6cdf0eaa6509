// Draws sixel pictures over the blank cells that the console keeps for them, and again whenever those were drawn over.
import { SIXEL_MARK, sixelAt } from '../../terminal/pictures/sixel.ts'
import type { Control } from './control.ts'
import { openThumbnails } from './thumbnails.ts'

/** The pictures above the cells. */
export interface SixelLayer {
  /** Shows a session's picture; at once where its cells are there, otherwise with them. */
  put(session: string, sixel: string): void
  /** Forgets it; that its cells are drawn over takes it away. */
  drop(session: string): void
  /** Forgets all: they were made for other cells. */
  clear(): void
  readonly stop: () => void
}

/**
 * Makes the layer.
 *
 * Nothing is drawn while a dialog or another screen stands in the place, or another program has the terminal.
 */
export function sixelLayer(control: Control): SixelLayer {
  const { ports, ui } = control
  const pictures = new Map<string, string>()
  const draw = (session: string): string => {
    const area = openThumbnails(control).get(session)
    const sixel = pictures.get(session)
    return area && sixel !== undefined && ui.state.thumbnails.has(session) ? sixelAt(sixel, area) : ''
  }
  const write = (text: string): void => {
    if (text !== '') ports.write(text)
  }
  return {
    put: (session, sixel) => {
      pictures.set(session, sixel)
      write(draw(session))
    },
    drop: (session) => void pictures.delete(session),
    clear: () => pictures.clear(),
    stop: ports.pictures.onDrawn((text) => {
      if (text.includes(SIXEL_MARK)) write([...pictures.keys()].map(draw).join(''))
    }),
  }
}
