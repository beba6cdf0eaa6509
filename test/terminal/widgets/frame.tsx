// A whole screen of widgets, as the console puts them together, for tests of what a person sees.
import { Box } from 'ink'
import { type ReactElement, useState } from 'react'
import { translator } from '../../../src/language/catalogue.ts'
import { type Keymap, makeKeymap, matchChord } from '../../../src/terminal/keys/keymap.ts'
import { useKeyboard } from '../../../src/terminal/keys/use-keyboard.ts'
import { DIALOG_KEYS, Dialog, yesNo } from '../../../src/terminal/widgets/dialog.tsx'
import { editOf } from '../../../src/terminal/widgets/edit.ts'
import { Footer } from '../../../src/terminal/widgets/footer.tsx'
import { isListMove, LIST_KEYS, LIST_START, moveList } from '../../../src/terminal/widgets/list-state.ts'
import { Panel } from '../../../src/terminal/widgets/panel.tsx'
import { Progress } from '../../../src/terminal/widgets/progress.tsx'
import { Table } from '../../../src/terminal/widgets/table.tsx'
import { TABS_KEYS, Tabs } from '../../../src/terminal/widgets/tabs.tsx'
import { TextField } from '../../../src/terminal/widgets/text-field.tsx'
import { makeTheme, ThemeProvider } from '../../../src/terminal/widgets/theme.ts'
import { Toast } from '../../../src/terminal/widgets/toast.tsx'
import { WindowedList } from '../../../src/terminal/widgets/windowed-list.tsx'

/** What the frame shows. */
export type FrameProps = {
  readonly columns: number
  readonly rows: number
  readonly count: number
  readonly textOf: (index: number) => string
  readonly language?: 'en' | 'ko'
  readonly hasDialog?: boolean
}

const KEYMAP: Keymap = makeKeymap([...LIST_KEYS, ...DIALOG_KEYS, ...TABS_KEYS])

/** Cells of the left panel at a width. */
export const leftCells = (columns: number) => Math.floor(columns / 2)

/** The screen: tabs, a list and a table in panels, progress, a toast, a field, the footer. */
export function Frame(props: FrameProps): ReactElement {
  const { columns, rows, count, textOf, language = 'en', hasDialog = false } = props
  const t = translator(language)
  const body = rows - 5
  const [state, setState] = useState(LIST_START)
  useKeyboard({
    isActive: true,
    onPress: ({ chord }) => {
      const id = matchChord(KEYMAP, chord, ['list'])?.id ?? ''
      if (isListMove(id)) setState((now) => moveList(now, id, { count, height: body - 2 }))
    },
  })
  const left = leftCells(columns)
  const list = { count, state, height: body - 2, emptyText: t('terminal.list.empty') }
  const note = t('terminal.list.position', { at: state.cursor + 1, total: count })
  return (
    <ThemeProvider value={makeTheme('true')}>
      <Box flexDirection="column" width={columns} height={rows}>
        <Tabs
          tabs={[{ title: '세션' }, { title: textOf(0), hasNews: true }, { title: 'Files' }]}
          active={0}
          width={columns}
        />
        <Box height={body}>
          <Panel title={textOf(1)} note={note} width={left} height={body} isFocused>
            <WindowedList {...list} row={textOf} width={left - 2} isFocused />
          </Panel>
          <Panel title="표 Table" width={columns - left} height={body} isFocused={false}>
            <Table
              {...list}
              columns={[
                { header: 'ID', width: 6, align: 'right' },
                { header: '이름', width: { share: 1 } },
                { header: 'x', width: 3 },
              ]}
              row={(i) => [{ text: String(i) }, { text: textOf(i), tone: 'good' }, { text: '가나다' }]}
              width={columns - left - 2}
              isFocused={false}
            />
          </Panel>
        </Box>
        <Progress label={textOf(2)} done={1} total={3} note="3.1 MB/s" width={columns} />
        <Toast level="warning" text={textOf(3)} width={columns} t={t} />
        <TextField
          edit={editOf(textOf(4).slice(0, 500))}
          x={0}
          y={rows - 2}
          width={columns}
          prompt="> "
          isFocused
          limit={1000}
          t={t}
        />
        <Footer keymap={KEYMAP} scopes={['list', 'global']} width={columns} t={t} />
        {hasDialog && (
          <Dialog
            title={textOf(0)}
            text={textOf(5)}
            choices={yesNo(t, true)}
            chosen={1}
            width={columns}
            height={rows}
            t={t}
          />
        )}
      </Box>
    </ThemeProvider>
  )
}
