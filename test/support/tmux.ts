// A real terminal for tests: one program in a private tmux server, with keys, the screen's text and resizing.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { atEnd } from './ending.ts'
import { cleanEnvironment } from './programs.ts'
import { runFolder } from './run-folder.ts'
import { until } from './wait.ts'

const run = promisify(execFile)

/** Size of a terminal in cells. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** How a program is started in a terminal. */
export interface TerminalOptions extends Partial<TerminalSize> {
  /** Added to (or, with `undefined`, removed from) the clean environment. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
}

/** A terminal with one program in it. */
export interface Terminal {
  /** The program's process. */
  readonly pid: number
  /** Presses keys by tmux's names: `Enter`, `Escape`, `C-c`, `Up`, `F1`, `BTab`, or single characters. */
  readonly press: (...keys: readonly string[]) => Promise<void>
  /** Types text as it stands. */
  readonly type: (text: string) => Promise<void>
  /** Pastes text, bracketed when the program asked for that. */
  readonly paste: (text: string) => Promise<void>
  /** The visible rows, trailing spaces removed. */
  readonly rows: () => Promise<readonly string[]>
  /** The visible rows in one string; with `styles`, escape sequences for colours and attributes are kept. */
  readonly text: (options?: { readonly styles?: boolean }) => Promise<string>
  /** Waits until the visible text matches, and returns it. */
  readonly waitFor: (pattern: string | RegExp, deadlineMs?: number) => Promise<string>
  readonly cursor: () => Promise<{ readonly column: number; readonly row: number; readonly isVisible: boolean }>
  /** Whether the program is using the alternate screen. */
  readonly isAlternate: () => Promise<boolean>
  readonly resize: (size: TerminalSize) => Promise<void>
  /** The exit code, once the program has ended; its last screen stays readable. */
  readonly waitForExit: (deadlineMs?: number) => Promise<number>
  /** Ends the terminal and the program in it. */
  readonly close: () => Promise<void>
}

const SETTINGS = `
set -g status off
set -g escape-time 0
set -g remain-on-exit on
# Otherwise "Pane is dead" would push the first line out.
set -gq remain-on-exit-format ""
set -g default-terminal tmux-256color
set -ga terminal-overrides ',*:RGB'
`

// tmux 3.3 loses the exit status of about one program in ten, so a shell beside the program writes it down.
const REPORTER = `trap : INT QUIT
sh -c 'echo $$ > "$1.pid"; shift; exec "$@"' sh "$@"
echo $? > "$1.exit"`

let started = 0

/**
 * Starts a program in a terminal of its own; both end with the test.
 *
 * @param command  argv; no shell reads it
 */
export async function startInTmux(command: readonly string[], options: TerminalOptions = {}): Promise<Terminal> {
  const { columns = 80, rows = 24 } = options
  const env = await cleanEnvironment({ TERM: undefined, COLORTERM: 'truecolor', ...options.env })
  // A socket in the run's folder: no tmux of the person running the tests, nor of another test, can be met.
  const socket = join(runFolder(), `tmux-${process.pid}-${++started}`)
  await writeFile(`${socket}.conf`, SETTINGS)
  const tmux = async (...args: readonly string[]) =>
    (await run('tmux', ['-u', '-f', `${socket}.conf`, '-S', socket, ...args], { env, cwd: options.cwd })).stdout
  const size = ['-x', String(columns), '-y', String(rows)]
  await tmux('new-session', '-d', '-s', 'main', ...size, '--', 'sh', '-c', REPORTER, 'sh', socket, ...command)
  atEnd(() => tmux('kill-server').catch(() => undefined)) // already gone when the test closed it
  const pid = Number(await until('the program to start', () => line(`${socket}.pid`)))
  return terminal(tmux, pid, `${socket}.exit`)
}

/** The first line of a file once it is whole. */
async function line(path: string): Promise<string | undefined> {
  return /^(.*)\n/.exec(await readFile(path, 'utf8'))?.[1]
}

type Tmux = (...args: readonly string[]) => Promise<string>

function terminal(tmux: Tmux, pid: number, exitFile: string): Terminal {
  const ask = async (format: string) => (await tmux('display-message', '-p', '-t', 'main', format)).trim()
  const text: Terminal['text'] = ({ styles = false } = {}) =>
    tmux('capture-pane', '-p', '-t', 'main', ...(styles ? ['-e'] : []))
  return {
    pid,
    text,
    press: async (...keys) => void (await tmux('send-keys', '-t', 'main', '--', ...keys)),
    type: async (typed) => void (await tmux('send-keys', '-t', 'main', '-l', '--', typed)),
    paste: async (pasted) =>
      void (await tmux('set-buffer', '--', pasted, ';', 'paste-buffer', '-p', '-r', '-t', 'main')),
    rows: async () => (await text()).replace(/\n$/, '').split('\n'),
    waitFor: (pattern, deadlineMs) => waitFor(text, pattern, deadlineMs),
    cursor: async () => {
      const [column, row, flag] = (await ask('#{cursor_x} #{cursor_y} #{cursor_flag}')).split(' ')
      return { column: Number(column), row: Number(row), isVisible: flag === '1' }
    },
    isAlternate: async () => (await ask('#{alternate_on}')) === '1',
    resize: async ({ columns, rows }) =>
      void (await tmux('resize-window', '-t', 'main', '-x', String(columns), '-y', String(rows))),
    waitForExit: async (deadlineMs) => Number(await until('the program to end', () => line(exitFile), deadlineMs)),
    close: async () => void (await tmux('kill-server')),
  }
}

async function waitFor(text: Terminal['text'], pattern: string | RegExp, deadlineMs?: number): Promise<string> {
  let seen = ''
  const probe = async () => {
    seen = await text()
    return typeof pattern === 'string' ? seen.includes(pattern) : pattern.test(seen)
  }
  await until(`the screen to show ${pattern}`, probe, deadlineMs).catch((cause: unknown) => {
    throw new Error(`${cause}\n--- screen\n${seen}`, { cause })
  })
  return seen
}
