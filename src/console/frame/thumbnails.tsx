// The screens that are being shown, small, under the list of sessions: a picture each with whose it is.
import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import { spellNumber } from '../../protocol/id.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import type { Control } from '../control/control.ts'
import type { Wanted } from '../control/thumbnails.ts'
import { focusOf } from '../desk/desk-state.ts'
import { THUMBNAIL, THUMBNAIL_GAP, THUMBNAILS_HEIGHT } from './thumbnail-place.ts'

interface Props {
  readonly control: Control
  readonly wanted: readonly Wanted[]
  readonly width: number
}

/** The pictures side by side. */
export function Thumbnails({ control, wanted, width }: Props): ReactElement {
  return (
    <Box flexDirection="column" width={width} height={THUMBNAILS_HEIGHT} overflow="hidden">
      <Line parts="" width={width} />
      <Box width={width}>
        {wanted.map((one) => (
          <Box key={one.session.id} flexDirection="column" width={THUMBNAIL.columns + THUMBNAIL_GAP}>
            <Line parts={nameOf(one)} width={THUMBNAIL.columns} />
            <Thumbnail control={control} session={one.session.id} />
          </Box>
        ))}
      </Box>
    </Box>
  )
}

function nameOf({ session }: Wanted): readonly Part[] {
  const name = safeText(focusOf(session)?.name ?? '')
  return [
    { text: `● ${spellNumber(session.state.core.number)}`, tone: 'good' },
    { text: `  ${name}`, tone: 'title' },
  ]
}

/** Rows are sequences of our own making out of pixels: nothing of another machine's text is in them. */
function Thumbnail({ control, session }: { readonly control: Control; readonly session: string }): ReactElement {
  const { ui, t } = control
  const rows = ui.state.thumbnails.get(session)
  if (!rows) return <Line parts={[{ text: t('console.thumbnails.wait'), tone: 'muted' }]} width={THUMBNAIL.columns} />
  return (
    <>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a picture is its place
        <Text key={i} wrap="truncate">
          {row}
        </Text>
      ))}
    </>
  )
}
