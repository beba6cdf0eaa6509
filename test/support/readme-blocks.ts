// The parts of the README that follow from tables of the program.
import { EXIT_CODES, errorsOf } from '../../src/cli/topics.ts'
import { BINDINGS, NUMBERED } from '../../src/console/control/bindings.ts'
import { type MessageKey, translator } from '../../src/language/catalogue.ts'
import { ERRORS } from '../../src/protocol/error.ts'

const t = translator('en')
const say = t as (key: MessageKey) => string // sentences of keys and codes have no parameters

/** Each part by the name of its markers, `<!-- name -->` and `<!-- /name -->`. */
export const README_BLOCKS: Readonly<Record<string, () => string>> = {
  'exit-codes': () =>
    table(
      ['code', 'means', 'errors'],
      EXIT_CODES.map((code) => [String(code), t(`cli.exit.${code}`), errorsOf(code).map(mono).join(' ')]),
    ),
  'error-codes': () =>
    table(
      ['error', 'exit', 'says', 'what to do'],
      Object.entries(ERRORS).map(([code, { exit, sentence, help }]) => [mono(code), String(exit), sentence, help]),
    ),
  keys: () =>
    table(
      ['where', 'keys', 'does'],
      BINDINGS.filter(({ id }) => !isLaterNumber(id)).map(({ id, scope, chords, help }) => [
        scope,
        id === 'tab.1' ? `${mono('1')} … ${mono(String(NUMBERED))}` : chords.map(mono).join(' '),
        say(help),
      ]),
    ),
}

/** The README with every part written anew. @throws Error when a marker is missing */
export function withBlocks(readme: string): string {
  let text = readme
  for (const [name, write] of Object.entries(README_BLOCKS)) {
    const place = new RegExp(`(?<=<!-- ${name} -->\\n)[\\s\\S]*?(?=<!-- /${name} -->)`)
    if (!place.test(text)) throw new Error(`the README has no place for ${name}`)
    text = text.replace(place, () => `${write()}\n`)
  }
  return text
}

function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (values: readonly string[]): string =>
    `| ${values.map((one) => one.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The number keys stand in one row. */
function isLaterNumber(id: string): boolean {
  return id.startsWith('tab.') && id !== 'tab.1'
}

function mono(text: string): string {
  return text === '`' ? '`` ` ``' : `\`${text}\``
}
