// Changes the notes of a session in the rep's own editor, or replaces them from a file.
import { DeskhandError } from '../../protocol/error.ts'
import { editInEditor } from '../../terminal/editor.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { CommandContext, Run } from '../command.ts'
import { readTextFile } from '../read-text.ts'
import { isoTime, printResult } from '../shape.ts'
import { readNotes, type SavedNotes } from './read-notes.ts'

interface Options {
  readonly file?: string
}

/** `deskhand note edit`: {"version","text","at"}; `--file -` takes the new text from standard input. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const known = await readNotes(context)
  const text = options.file === undefined ? await edit(context, known) : await readTextFile(io, options.file)
  const { version, at } = await context.request('note.save', { text, base: known.version }, { session: known.session })
  await printResult(io, { version, text, at: isoTime(at) }, () => printMessage(io, io.t('cli.note.saved')))
  return undefined
}

async function edit({ io }: CommandContext, { text, number }: SavedNotes): Promise<string> {
  if (!io.isInputTty) throw new DeskhandError('input.required', { what: io.t('cli.note.text'), flag: '--file FILE' })
  return editInEditor(io, { text, fileName: `notes-${number}.md`, suspend: (run) => run() })
}
