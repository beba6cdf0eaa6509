// Makes a translator of whichever areas of a language are loaded.
import type { Translate } from './catalogue.ts'

/** Areas of one language: a sentence with places for its parameters, or what makes one. */
export type Sentences = Readonly<Record<string, Readonly<Record<string, string | ((...args: never[]) => string)>>>>

/**
 * Makes the translator over these areas; a message that is not there says its own name.
 *
 * Parameters are inserted as they are: make untrusted text safe before or after, at the sink.
 */
export function speak(areas: Sentences): Translate {
  return (key, ...args) => {
    const name: string = key
    const at = name.indexOf('.')
    const entry = areas[name.slice(0, at)]?.[name.slice(at + 1)]
    if (typeof entry === 'function') return (entry as (...a: readonly unknown[]) => string)(...args)
    const values = (args[0] ?? {}) as Readonly<Record<string, string | number>>
    return (entry ?? name).replace(/\{(\w+)\}/g, (_, field: string) => String(values[field] ?? ''))
  }
}
