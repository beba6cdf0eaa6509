// Properties of X windows by name: text, numbers, window ids; what is missing or odd counts as empty.
import { MAX_TITLE_CHARACTERS } from '../applications.ts'
import type { XConnection } from './connection.ts'

/** The most of a property that is read, in 4-byte units. */
const MAX_WORDS = 4096
const ANY_TYPE = 0
const REPLACE = 0

/** Reads and writes properties; names are asked of the server once. */
export type Properties = {
  atom(name: string): Promise<number>
  /** The numbers, window ids or atoms of a property; none when it or the window does not exist. */
  numbers(window: number, name: string): Promise<readonly number[]>
  /** The pieces of a text property, at most `MAX_TITLE_CHARACTERS` each; hostile. */
  texts(window: number, name: string): Promise<readonly string[]>
  setNumber(window: number, name: string, value: number): Promise<void>
}

/** Opens the properties of a connection's windows. */
export function openProperties({ ask, client }: XConnection): Properties {
  const atoms = new Map<string, Promise<number>>()
  const atom = (name: string): Promise<number> => {
    const known = atoms.get(name) ?? ask<number>((reply) => client.InternAtom(false, name, reply))
    atoms.set(name, known)
    return known
  }
  const read = async (window: number, name: string): Promise<{ type: number; data: Buffer } | null> => {
    const id = await atom(name)
    // A window can be closed at any moment; then it has no properties.
    return ask<{ type: number; data: Buffer }>((reply) =>
      client.GetProperty(0, window, id, ANY_TYPE, 0, MAX_WORDS, reply),
    ).catch((error: Error & { error?: number }) => {
      if (typeof error.error === 'number') return null
      throw error
    })
  }
  return {
    atom,
    async numbers(window, name) {
      const data = (await read(window, name))?.data
      if (!data) return []
      return Array.from({ length: data.length >> 2 }, (_, index) => data.readUInt32LE(index * 4))
    },
    async texts(window, name) {
      const property = await read(window, name)
      if (!property || property.type === 0) return []
      const encoding = property.type === (await atom('UTF8_STRING')) ? 'utf8' : 'latin1'
      return property.data.toString(encoding).split('\0').map(cut)
    },
    async setNumber(window, name, value) {
      const data = Buffer.alloc(4)
      data.writeUInt32LE(value >>> 0)
      client.ChangeProperty(REPLACE, window, await atom(name), await atom('CARDINAL'), 32, data)
    },
  }
}

function cut(text: string): string {
  return text.length <= MAX_TITLE_CHARACTERS ? text : `${[...text].slice(0, MAX_TITLE_CHARACTERS - 1).join('')}…`
}
