// Prints a help topic, or the help of a command.
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { write } from '../../terminal/print/io.ts'
import { printJson } from '../../terminal/print/print-json.ts'
import type { ProgramContext } from '../context.ts'
import { helpText, placeOf } from '../help.ts'
import { findTopic, TOPICS } from '../topics.ts'

/** `deskhand help [TOPIC | COMMAND]`; topics with a table print it as JSON with `--json`. */
export const run: Run = async (context, { args: [given] }) => {
  const { io, commands } = context as ProgramContext // commands of the program get the program's context
  const words = Array.isArray(given) ? given.map(String) : []
  const topic = words.length === 1 ? findTopic(words[0] ?? '') : undefined
  const place = placeOf(commands, words)
  if (topic && io.isJson) await printJson(io, topic.table())
  else if (topic) await write(io.stdout, `${topic.text(io.t)}\n`)
  else if (place.is !== 'nowhere') await write(io.stdout, helpText(commands, place, io.t))
  else {
    const topics = Object.keys(TOPICS).join(', ')
    throw new DeskhandError('usage', { problem: io.t('cli.help.unknown', { word: words.join(' '), topics }) })
  }
  return undefined
}
