// Real xterms that write what is typed into them to a file: every byte, or each line.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestDisplay } from './display.ts'
import { temporaryFolder } from './temp.ts'
import { until } from './wait.ts'

/** A terminal with the focus. */
export type TypedTerminal = {
  /** Everything typed so far, as UTF-8; Enter is a carriage return. */
  text(): Promise<string>
  /** Waits until this and nothing else was typed. */
  expectTyped(text: string): Promise<void>
}

/** Starts xterm, in the middle of its window the pointer, and waits until it takes what is typed. */
export async function startTypedTerminal(display: TestDisplay): Promise<TypedTerminal> {
  const file = join(await temporaryFolder('typed'), 'typed')
  const command = `stty raw -echo; exec cat > ${file}`
  display.start('env', 'LC_ALL=C.UTF-8', 'xterm', '-u8', '-geometry', '80x24+40+40', '-e', 'sh', '-c', command)
  const window = await display.window('XTerm')
  const text = (): Promise<string> => readFile(file, 'utf8')
  await until('the terminal', async () => (await text()) === '')
  await until('the focus', async () => {
    await display.run('xdotool', 'mousemove', '--window', window, '100', '100', 'windowfocus', window)
    return String(await display.run('xdotool', 'getwindowfocus')).trim() === window
  })
  return {
    text,
    async expectTyped(expected) {
      let last = ''
      await until(
        `the text ${JSON.stringify(expected)}`,
        async () => {
          last = await text()
          return last.length >= expected.length
        },
        15_000,
      ).catch(() => undefined)
      if (last !== expected) throw new Error(`typed ${JSON.stringify(last)} instead of ${JSON.stringify(expected)}`)
    },
  }
}

/** What a line terminal is like. */
export type LineTerminalOptions = {
  readonly title?: string
  /** Columns, rows and place, as X writes them. */
  readonly geometry?: string
}

/** Starts xterm, and waits for its window. @returns the lines typed so far, each whole once Enter was pressed */
export async function startLineTerminal(
  display: TestDisplay,
  { title = 'Lines', geometry = '80x24+100+100' }: LineTerminalOptions = {},
): Promise<() => Promise<string>> {
  const file = join(await temporaryFolder('typed'), 'lines.txt')
  const command = `stty -echo; cat > ${file}`
  display.start('xterm', '-u8', '-geometry', geometry, '-T', title, '-e', 'sh', '-c', command)
  await until(title, () => display.run('xdotool', 'search', '--onlyvisible', '--name', title))
  return () => readFile(file, 'utf8').catch(() => '')
}
