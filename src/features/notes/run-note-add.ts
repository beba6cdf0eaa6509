// Adds a paragraph to the notes of a session.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { wordsOrInput } from '../read-text.ts'
import { isoTime, printResult } from '../shape.ts'
import { readNotes } from './read-notes.ts'

/** `deskhand note add TEXT`: {"version","text","at"}. */
export const run: Run = async (context, { args }) => {
  const { io } = context
  const added = await wordsOrInput(io, args[0])
  const { session, text: known, version: base } = await readNotes(context)
  const text = known === '' ? added : `${known.replace(/\n+$/, '')}\n${added}`
  const { version, at } = await context.request('note.save', { text, base }, { session })
  await printResult(io, { version, text, at: isoTime(at) }, () => printMessage(io, io.t('cli.note.saved')))
  return undefined
}
