// Ends a session, after a question and a look at the notes; a rep who no longer controls it only leaves.
import { DeskhandError } from '../../protocol/error.ts'
import { editInEditor } from '../../terminal/editor.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { confirm } from '../../terminal/print/prompt.ts'
import type { CommandContext, Run } from '../command.ts'
import { readTextFile } from '../read-text.ts'
import { printResult } from '../shape.ts'

interface Options {
  readonly notesFile?: string
}

/** `deskhand session end`: {"session","number","ended"}; `ended` is false when one only left. */
export const run: Run<Options> = async (context, { options }) => {
  const { io, request } = context
  const { id, number, notes: known } = await request('session.show', { session: await context.session() })
  const notes = options.notesFile === undefined ? null : await readTextFile(io, options.notesFile)
  const reviewed = context.isSure ? notes : await review(context, { number, known, notes })
  const { ended } = await request('session.end', { notes: reviewed }, { session: id })
  await printResult(io, { session: id, number, ended }, () =>
    printMessage(io, io.t(ended ? 'cli.end.ended' : 'cli.end.left', { number })),
  )
  return undefined
}

interface Reviewing {
  readonly number: string
  readonly known: string
  readonly notes: string | null
}

/** Asks whether to end, and first whether to look at the notes (NOT-02, SES-20). */
async function review({ io }: CommandContext, { number, known, notes }: Reviewing): Promise<string | null> {
  const flag = '--yes'
  let text = notes
  if (text === null && (await confirm(io, { text: io.t('cli.end.review'), flag }))) {
    text = await editInEditor(io, { text: known, fileName: `notes-${number}.md`, suspend: (edit) => edit() })
  }
  if (!(await confirm(io, { text: io.t('cli.end.sure', { number }), flag }))) throw new DeskhandError('interrupted')
  return text
}
