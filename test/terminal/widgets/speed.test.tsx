// A list of any length costs what its visible rows cost.
import { PassThrough, Writable } from 'node:stream'
import { render } from 'ink'
import { type ReactElement, useState } from 'react'
import { expect, test } from 'vitest'
import { makeKeymap, matchChord } from '../../../src/terminal/keys/keymap.ts'
import { useKeyboard } from '../../../src/terminal/keys/use-keyboard.ts'
import { isListMove, LIST_KEYS, LIST_START, moveList } from '../../../src/terminal/widgets/list-state.ts'
import { Panel } from '../../../src/terminal/widgets/panel.tsx'
import { makeTheme, ThemeProvider } from '../../../src/terminal/widgets/theme.ts'
import { WindowedList } from '../../../src/terminal/widgets/windowed-list.tsx'

const [COLUMNS, ROWS] = [120, 40]
const KEYS = 100
const KEYMAP = makeKeymap(LIST_KEYS)
const THEME = makeTheme('256')

function Sessions({ count }: { readonly count: number }): ReactElement {
  const [state, setState] = useState(LIST_START)
  const height = ROWS - 2
  useKeyboard({
    isActive: true,
    onPress: ({ chord }) => {
      const id = matchChord(KEYMAP, chord, ['list'])?.id ?? ''
      if (isListMove(id)) setState((now) => moveList(now, id, { count, height }))
    },
  })
  const row = (i: number) => [
    { text: `#${100_000 + i} `, tone: 'muted' as const },
    { text: `김민지 ${i}  프린터가 안 돼요  ` },
    { text: i % 3 === 0 ? '● 진행 중' : '○ 대기', tone: 'good' as const },
  ]
  return (
    <ThemeProvider value={THEME}>
      <Panel title="세션" width={COLUMNS} height={ROWS} isFocused>
        <WindowedList {...{ count, row, state, height }} width={COLUMNS - 2} isFocused emptyText="" />
      </Panel>
    </ThemeProvider>
  )
}

/** Presses keys one after another on a terminal that swallows everything. @returns CPU milliseconds of each frame */
async function measureKeys(count: number): Promise<readonly number[]> {
  let frames = 0
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() })
  const stdin = new PassThrough()
  const setRawMode = () => stdin
  const app = render(<Sessions count={count} />, {
    stdin: Object.assign(stdin, { isTTY: true, setRawMode, ref: setRawMode, unref: setRawMode }) as never, // see support/screen.tsx
    stdout: Object.assign(stdout, { isTTY: true, columns: COLUMNS, rows: ROWS }) as never,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    patchConsole: false,
    maxFps: 1000,
    onRender: () => {
      frames += 1
    },
  })
  await app.waitUntilRenderFlush()
  const took: number[] = []
  for (let i = 0; i < KEYS; i++) {
    const before = frames
    const start = process.threadCpuUsage()
    stdin.write(i % 10 === 9 ? '\x04' : 'j')
    while (frames === before) await new Promise<void>((resolve) => setImmediate(resolve))
    const { user, system } = process.threadCpuUsage(start)
    took.push((user + system) / 1000)
  }
  app.unmount()
  await app.waitUntilExit()
  return took
}

const percentile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('a key press among 5,000 rows takes less than 33 ms at the 95th percentile', async () => {
  await measureKeys(1000)
  const took = await measureKeys(5000)
  const figures = `mean ${mean(took).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms`
  console.log(`key press to frame, 5,000 rows scrolling at ${COLUMNS}×${ROWS}, CPU of one core: ${figures}`)
  expect(percentile(took, 0.95)).toBeLessThan(33)
})

test('a hundred times the rows cost the same', async () => {
  const [few, many] = [mean(await measureKeys(1000)), mean(await measureKeys(100_000))]
  expect(many).toBeLessThan(few * 2)
})
