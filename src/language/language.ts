// Which languages there are, and which one a person wants.

/** The languages Deskhand speaks. */
export const LANGUAGES = ['en', 'ko'] as const
/** One of the languages Deskhand speaks. */
export type Language = (typeof LANGUAGES)[number]

/**
 * Chooses the language from the environment: `DESKHAND_LANG`, then the POSIX locale variables, then English.
 *
 * @param env  environment variables
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = env.DESKHAND_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en'
  return LANGUAGES.find((language) => wanted.toLowerCase().startsWith(language)) ?? 'en'
}
