// The first screen: sessions, with the filter in the title line, and the chosen session beside them where there is room.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { cells } from '../../terminal/text/cells.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import { TextField } from '../../terminal/widgets/text-field.tsx'
import type { Control } from '../control/control.ts'
import { shownLines } from '../control/session-lines.ts'
import { wantedThumbnails } from '../control/thumbnails.ts'
import type { Frame } from './frame-of.ts'
import { SessionList } from './session-list.tsx'
import { THUMBNAILS_HEIGHT } from './thumbnail-place.ts'
import { Thumbnails } from './thumbnails.tsx'
import { TitleLine } from './title-line.tsx'

interface Props {
  readonly control: Control
  readonly frame: Frame
}

/** Title and list. */
export function ListScreen({ control, frame }: Props): ReactElement {
  const { main, title } = frame
  const wanted = wantedThumbnails(control)
  const height = main.height - (wanted.length > 0 ? THUMBNAILS_HEIGHT : 0)
  return (
    <Box flexDirection="column" width={main.width}>
      {title && <ListTitle control={control} frame={frame} />}
      <SessionList control={control} width={main.width} height={height} />
      {wanted.length > 0 && <Thumbnails control={control} wanted={wanted} width={main.width} />}
    </Box>
  )
}

function ListTitle({ control, frame }: Props): ReactElement {
  const { desk, ui, t } = control
  const { list } = ui.state
  const { isEveryone, isCut, lines } = desk.state.list
  const shown = shownLines(desk.state.list, list).length
  const name = t(isEveryone ? 'console.list.everyone' : 'console.list.mine')
  const { width, y } = frame.title ?? frame.main
  if (list.isFiltering || list.filter.text !== '') {
    const prompt = ` / ${t('console.list.filter')} › `
    const count = ` ${shown} / ${lines.length} `
    const wide = Math.max(10, width - cells(count))
    return (
      <Box width={width}>
        <TextField edit={list.filter} x={0} y={y} width={wide} isFocused={list.isFiltering} prompt={prompt} t={t} />
        <Line parts={[{ text: count, tone: 'muted' }]} width={width - wide} />
      </Box>
    )
  }
  const note = [
    isCut ? t('console.list.cut', { count: lines.length }) : String(shown),
    t(`console.list.sort.${list.sort}`),
  ]
  return <TitleLine title={name} note={note.join(' · ')} width={width} isFocused={ui.state.dialog === null} />
}
