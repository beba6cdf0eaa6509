// What help says, in one language: help comes at once, so it waits for no other words.
import type { Translate } from './catalogue.ts'
import type { Language } from './language.ts'
import { type Sentences, speak } from './speak.ts'

/** The areas that help is written from; a test compares them with the whole catalogue. */
const AREAS: Readonly<Record<Language, () => Promise<readonly Sentences[]>>> = {
  en: () => Promise.all([import('./en/cli.ts'), import('./en/commands.ts')]),
  ko: () => Promise.all([import('./ko/cli.ts'), import('./ko/commands.ts')]),
}

/** Loads the translator of everything that help says. */
export async function helpTranslator(language: Language): Promise<Translate> {
  const [cli, commands] = await AREAS[language]()
  return speak({ ...cli, ...commands })
}
