// The type of text that came from a customer's machine or another person and has not been made safe.

declare const brand: unique symbol

/**
 * Text as it arrived: at run time a string, for the compiler something no sink accepts.
 *
 * It becomes printable only through `safeText`, `safeHtml`, `safeCsv` or `safeFileName`.
 */
export type Untrusted = { readonly [brand]: 'untrusted' }

/** Marks text as coming from outside. */
export function untrusted(text: string): Untrusted {
  return text as unknown as Untrusted // the brand exists only for the compiler
}

/** The text exactly as it arrived, for storing, hashing and comparing; never for showing. */
export function asArrived(text: string | Untrusted): string {
  return text as unknown as string // the brand exists only for the compiler
}
