// Lends the terminal to the person's own editor for one text.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { DeskhandError } from '../protocol/error.ts'
import type { Io } from './print/io.ts'
import { safeFileName } from './text/safe-file-name.ts'

/** What is edited and how the terminal is lent. */
export type EditorRequest = {
  readonly text: string
  /** Shown by the editor; its ending chooses the highlighting, as `notes.md`. */
  readonly fileName: string
  /** Gives the terminal away and takes it back: Ink's `suspendTerminal`, or just the callback where nothing is drawn. */
  readonly suspend: (run: () => Promise<void>) => Promise<void>
}

const EDITOR_DEFAULT = 'vi'
const WORD = /"([^"]*)"|'([^']*)'|(\S+)/g

/**
 * Opens `VISUAL`, else `EDITOR`, else vi, and returns the text as it was saved, without the line feed editors add.
 *
 * The command is split into words and run without a shell. The file is readable by its owner only and removed after.
 *
 * @throws DeskhandError `usage` when the editor cannot be started or ends with an error; the text is then unchanged
 */
export async function editInEditor(io: Io, { text, fileName, suspend }: EditorRequest): Promise<string> {
  const command = io.env.VISUAL || io.env.EDITOR || EDITOR_DEFAULT
  const [program = EDITOR_DEFAULT, ...args] = splitCommand(command)
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-edit-'))
  const file = join(folder, safeFileName(fileName))
  try {
    // A text file ends its last line, so that what a program appends to it starts a new one.
    const isOpenEnded = text !== '' && !text.endsWith('\n')
    await writeFile(file, isOpenEnded ? `${text}\n` : text, { mode: 0o600 })
    let code: number | undefined
    await suspend(async () => {
      const streams = { stdin: 'inherit', stdout: 'inherit', stderr: 'inherit' } as const
      const result = await execa(program, [...args, file], { ...streams, reject: false, env: { ...io.env } })
      code = result.exitCode
    })
    if (code === undefined) throw usage(io.t('terminal.editor.missing', { editor: program }))
    if (code !== 0) throw usage(io.t('terminal.editor.failed', { editor: program, code }))
    const saved = await readFile(file, 'utf8')
    return text.endsWith('\n') ? saved : saved.replace(/\r?\n$/, '')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Splits a command into words as a shell would, quotes included, expansions not. */
export function splitCommand(command: string): readonly string[] {
  return Array.from(command.matchAll(WORD), ([, double, single, bare]) => double ?? single ?? bare ?? '')
}

function usage(problem: string): DeskhandError {
  return new DeskhandError('usage', { problem })
}
