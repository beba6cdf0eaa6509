// One line of exactly so many cells: the only way text reaches the screen from a widget.
import { Text } from 'ink'
import { memo, type ReactElement } from 'react'
import { cells, toWidth } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { type Tone, useTheme } from './theme.ts'

/** Text with a meaning. */
export type Part = { readonly text: string | Untrusted; readonly tone?: Tone }
/** What a line is made of: one text, or several with a meaning each. */
export type Parts = string | Untrusted | readonly Part[]

/** Properties of `Line`. */
export type LineProps = {
  readonly parts: Parts
  /** Cells; the text is cut or filled to exactly this. */
  readonly width: number
  /** The look of the whole line; parts keep their own colours inside it. */
  readonly tone?: Tone
}

/** One line, made safe, cut and filled to its width; drawn again only when it says something else. */
export const Line = memo(DrawnLine, isSameLine)

function isSameLine(before: LineProps, after: LineProps): boolean {
  if (before.width !== after.width || before.tone !== after.tone) return false
  const [one, other] = [before.parts, after.parts]
  if (!isList(one) || !isList(other)) return one === other
  return (
    one.length === other.length && one.every((part, i) => part.text === other[i]?.text && part.tone === other[i]?.tone)
  )
}

function DrawnLine({ parts, width, tone = 'plain' }: LineProps): ReactElement | null {
  const { looks } = useTheme()
  if (width <= 0) return null
  const fitted = fitParts(parts, width)
  if (fitted.length === 1)
    return (
      <Text wrap="truncate" {...looks[fitted[0]?.tone ?? 'plain']} {...looks[tone]}>
        {fitted[0]?.text}
      </Text>
    )
  return (
    <Text wrap="truncate" {...looks[tone]}>
      {fitted.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line have no identity but their place
        <Text key={i} {...looks[part.tone ?? 'plain']}>
          {part.text}
        </Text>
      ))}
    </Text>
  )
}

type SafePart = { readonly text: string; readonly tone?: Tone }

/** Makes parts safe and together exactly so wide; the cut, if any, shows an ellipsis. */
export function fitParts(parts: Parts, width: number): readonly SafePart[] {
  const list: readonly Part[] = isList(parts) ? parts : [{ text: parts }]
  const safe = list.map((part) => ({ ...part, text: safeText(part.text) }))
  const isCut = safe.reduce((sum, part) => sum + cells(part.text), 0) > width
  const out: SafePart[] = []
  let room = width
  for (const part of safe) {
    if (room <= 0) break
    const wide = cells(part.text)
    // what fills the line exactly while more follows must give way to the ellipsis
    const isEnd = isCut && wide >= room
    out.push(isEnd ? { ...part, text: toWidth(`${part.text} `, room) } : part)
    room = isEnd ? 0 : room - wide
  }
  if (room > 0) out.push({ text: ' '.repeat(room) })
  return merge(out)
}

/** Joins neighbours of the same tone: fewer nodes are laid out faster. */
function merge(parts: readonly SafePart[]): readonly SafePart[] {
  const out: SafePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    const isBlank = part.tone === undefined && part.text.trim() === '' && last?.tone !== 'selected'
    if (last !== undefined && (last.tone === part.tone || isBlank))
      out[out.length - 1] = { ...last, text: last.text + part.text }
    else out.push(part)
  }
  return out
}

function isList(parts: Parts): parts is readonly Part[] {
  return Array.isArray(parts)
}
