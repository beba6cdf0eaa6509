// Prints a help topic, or the help of a command.
import type { Run } from '../../features/command.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { write } from '../../terminal/print/io.ts'
import { printJson } from '../../terminal/print/print-json.ts'
import { COMMANDS } from '../commands.ts'
import { buildProgram } from '../program.ts'
import { findTopic, TOPICS } from '../topics.ts'

/** `deskhand help [TOPIC | COMMAND]`; topics with a table print it as JSON with `--json`. */
export const run: Run = async ({ io }, { args: [words] }) => {
  const path = Array.isArray(words) ? words.map(String) : []
  const topic = path.length === 1 ? findTopic(path[0] ?? '') : undefined
  if (topic && io.isJson) await printJson(io, topic.table())
  else if (topic) await write(io.stdout, `${topic.text(io.t)}\n`)
  else await write(io.stdout, commandHelp(path, io.t))
  return undefined
}

function commandHelp(path: readonly string[], t: Parameters<typeof buildProgram>[0]['t']): string {
  let command = buildProgram({ commands: COMMANDS, t, onCommand: () => undefined, print: () => undefined })
  for (const word of path) {
    const next = command.commands.find((one) => one.name() === word)
    const topics = Object.keys(TOPICS).join(', ')
    if (!next) throw new DeskhandError('usage', { problem: t('cli.help.unknown', { word: path.join(' '), topics }) })
    command = next
  }
  return command.helpInformation()
}
