// The last line of the screen: the keys that work here.
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import { FOOTER_GAP, footerItems } from '../keys/key-help.ts'
import type { Keymap } from '../keys/keymap.ts'
import { cells } from '../text/cells.ts'
import { Line, type Part } from './line.tsx'

/** Properties of `Footer`. */
export type FooterProps = {
  readonly keymap: Keymap
  /** The focused scope first. */
  readonly scopes: readonly string[]
  readonly width: number
  readonly t: Translate
}

/** The footer: as many keys as fit, then how to see the rest. */
export function Footer({ keymap, scopes, width, t }: FooterProps): ReactElement | null {
  const more = t('terminal.footer.more')
  const items = footerItems(keymap, scopes, { width: width - cells(more) - FOOTER_GAP.length, t })
  const parts = items.flatMap<Part>(({ key, help }) => [
    { text: key, tone: 'accent' },
    { text: ` ${help}${FOOTER_GAP}`, tone: 'muted' },
  ])
  return <Line parts={[...parts, { text: more, tone: 'muted' }]} width={width} />
}
