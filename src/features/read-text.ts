// Reading text that a command was given: its words, a file, or standard input.
import { readFile, stat } from 'node:fs/promises'
import { DeskhandError } from '../protocol/error.ts'
import type { Io } from '../terminal/print/io.ts'

/** The largest text a command reads from a file or standard input, in bytes. */
export const MAX_TEXT_BYTES = 1_048_576

/**
 * Reads standard input to its end.
 *
 * @throws DeskhandError `input.required` at a terminal, naming the flag; `usage` beyond `MAX_TEXT_BYTES`
 */
export async function readStandardInput(
  io: Io,
  missing: { readonly what: string; readonly flag: string },
): Promise<string> {
  if (io.isInputTty) throw new DeskhandError('input.required', missing)
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of io.stdin) {
    const bytes = Buffer.from(chunk as Buffer | string) // a Readable of bytes yields nothing else
    sizeBytes += bytes.length
    if (sizeBytes > MAX_TEXT_BYTES) throw new DeskhandError('request.too-large', { limit: MAX_TEXT_BYTES })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Reads a text file, or standard input for `-`.
 *
 * @throws DeskhandError `file.unreadable`, `request.too-large` beyond `MAX_TEXT_BYTES`
 */
export async function readTextFile(io: Io, path: string): Promise<string> {
  if (path === '-') return readStandardInput(io, { what: io.t('cli.textInput'), flag: '--file FILE' })
  try {
    const { size } = await stat(path)
    if (size > MAX_TEXT_BYTES) throw new DeskhandError('request.too-large', { limit: MAX_TEXT_BYTES })
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof DeskhandError) throw error
    throw new DeskhandError('file.unreadable', { path, problem: (error as Error).message }, error) // fs throws Errors
  }
}

/** The words of a `[text...]` argument as one text, else standard input without the line feed at its end. */
export async function wordsOrInput(io: Io, words: unknown): Promise<string> {
  const list = Array.isArray(words) ? words.map(String) : []
  if (list.length > 0) return list.join(' ')
  const text = await readStandardInput(io, { what: io.t('cli.text'), flag: 'TEXT' })
  return text.replace(/\r?\n$/, '')
}
