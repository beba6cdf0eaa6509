// `deskhand` from its arguments to its exit code. Help and the version come from here; everything else is loaded first.
import { helpTranslator } from '../language/help.ts'
import { languageOf } from '../language/language.ts'
import { BUILD } from '../protocol/version.ts'
import type { ProcessLike } from '../terminal/print/io.ts'
import { write } from '../terminal/print/write.ts'
import { COMMANDS } from './commands.ts'
import type { ProgramParts } from './context.ts'
import { helpText, type Place, placeOf } from './help.ts'

/**
 * Runs `deskhand`.
 *
 * @param parts  what stands outside of `src/`
 * @param args  what stands after the program's name; nothing opens the console
 * @returns the exit code, once everything that was printed has been taken
 */
export async function main(process: ProcessLike, args: readonly string[], parts: ProgramParts = {}): Promise<number> {
  const end = args.indexOf('--')
  const before = end < 0 ? args : args.slice(0, end)
  const told = await toldAtOnce(before, process.env)
  if (told !== null) {
    await write(process.stdout, told) // without the other streams, which take time to open
    return 0
  }
  const [{ runTyped }, { ioOfProcess }] = await Promise.all([import('./run.ts'), import('../terminal/print/io.ts')])
  const io = ioOfProcess(process, { isJson: before.includes('--json'), noColor: before.includes('--no-color') })
  return runTyped(io, hasCommand(args) ? args : [...args, 'console'], parts)
}

/** Whether anything but options of the program itself was typed. */
function hasCommand(args: readonly string[]): boolean {
  const withValue = ['--hub', '--token-file']
  return args.some((one, index) => !one.startsWith('-') && !withValue.includes(args[index - 1] ?? ''))
}

/** Help or the version, when that is what is wanted. */
async function toldAtOnce(args: readonly string[], env: ProcessLike['env']): Promise<string | null> {
  if (args[0] === '--version' || args[0] === '-V') return `${BUILD}\n`
  if (!args.some((one) => one === '--help' || one === '-h')) return null
  const place = placeTyped(args)
  return place.is === 'nowhere' ? null : helpText(COMMANDS, place, await helpTranslator(languageOf(env)))
}

/** The longest command or noun that the words begin with; nowhere when the first word is neither. */
function placeTyped(args: readonly string[]): Place {
  const words = args.filter((one) => !one.startsWith('-'))
  for (let count = Math.min(words.length, 3); count > 0; count--) {
    const place = placeOf(COMMANDS, words.slice(0, count))
    if (place.is === 'command' || (place.is === 'noun' && count === words.length)) return place
  }
  return words.length === 0 ? { is: 'noun', path: [] } : { is: 'nowhere' }
}
