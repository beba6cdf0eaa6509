// What is wrong with a command line, in the reader's language.
import type { CommanderError } from 'commander'
import type { Translate } from '../language/catalogue.ts'
import { DeskhandError } from '../protocol/error.ts'

/** Sentences by commander's code; they take the words in quotes from its English ones. */
const SENTENCES: Readonly<
  Record<
    string,
    | 'unknownCommand'
    | 'unknownOption'
    | 'missingArgument'
    | 'optionMissingArgument'
    | 'excessArguments'
    | 'missingCommand'
  >
> = {
  'commander.unknownCommand': 'unknownCommand',
  'commander.unknownOption': 'unknownOption',
  'commander.missingArgument': 'missingArgument',
  'commander.optionMissingArgument': 'optionMissingArgument',
  'commander.excessArguments': 'excessArguments',
  'commander.help': 'missingCommand',
}

/** Turns commander's error into ours, with its suggestion for a word that is nearly right. */
export function usageError(error: CommanderError, t: Translate): DeskhandError {
  const key = SENTENCES[error.code]
  const [, word = ''] = /'([^']*)'/.exec(error.message) ?? []
  const [, suggestion] = /\(Did you mean (?:one of )?([^?)]*)\?\)/.exec(error.message) ?? []
  const hint = suggestion === undefined ? '' : ` (${t('cli.usage.didYouMean', { suggestion })})`
  const sentence = key ? t(`cli.usage.${key}`, { word }) : error.message.replace(/^error: /, '')
  return new DeskhandError('usage', { problem: `${sentence}${hint}` }, error)
}
