// Names that came with the picture itself, without what could turn the rest of a line around.

/** The text without controls, formats and line ends; a space for each. */
export function plainText(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]/gu, ' ')
}
