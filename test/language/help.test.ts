// Help is written from few of the areas, so that it comes at once: they have to be all that it needs.
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { helpText, placeOf } from '../../src/cli/help.ts'
import { LANGUAGES, translator } from '../../src/language/catalogue.ts'
import { helpTranslator } from '../../src/language/help.ts'

test.each(LANGUAGES)('help in %s says the same with only its own words loaded', async (language) => {
  const nouns = COMMANDS.flatMap(({ path }) => path.slice(0, -1).map((_, count) => path.slice(0, count + 1)))
  const light = await helpTranslator(language)
  for (const words of [[], ...nouns, ...COMMANDS.map(({ path }) => path)]) {
    const place = placeOf(COMMANDS, words)
    if (place.is === 'nowhere') throw new Error(`nothing is called ${words.join(' ')}`)
    expect(helpText(COMMANDS, place, light), words.join(' ')).toBe(helpText(COMMANDS, place, translator(language)))
  }
})
