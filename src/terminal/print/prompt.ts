// Asks the person at the terminal; without a terminal the answer must have come as an option.
import { createInterface } from 'node:readline'
import { DeskhandError } from '../../protocol/error.ts'
import { safeText } from '../text/safe-text.ts'
import { type Input, type Io, write } from './io.ts'

/** What is asked, and which option answers it without asking. */
export type Question = {
  /** In the reader's language, without a colon at its end. */
  readonly text: string
  /** As in `--topic TEXT` or `--password-stdin`. */
  readonly flag: string
}

/** The longest secret that is taken from a prompt or standard input, in bytes. */
export const SECRET_MAX_BYTES = 4096

/**
 * Asks for one line.
 *
 * @returns the line without blanks around it, or `fallback` for an empty one
 * @throws DeskhandError `input.required` without a terminal; `interrupted` on Ctrl-C and at the end of input
 */
export async function ask(io: Io, question: Question, fallback = ''): Promise<string> {
  requireTerminal(io, question)
  const hint = fallback === '' ? '' : ` [${safeText(fallback)}]`
  const line = await readLine(io, `${safeText(question.text)}${hint}: `)
  return line.trim() || fallback
}

/**
 * Asks for yes or no; anything but yes is no.
 *
 * @throws DeskhandError `input.required` without a terminal; `interrupted` on Ctrl-C and at the end of input
 */
export async function confirm(io: Io, question: Question): Promise<boolean> {
  requireTerminal(io, question)
  const line = await readLine(io, `${safeText(question.text)} ${io.t('terminal.confirm.hint')} `)
  return io.t('terminal.confirm.yes').split(' ').includes(line.trim().toLowerCase())
}

/**
 * Asks for a secret, which is not shown while it is typed.
 *
 * @throws DeskhandError `input.required` without a terminal; `interrupted` on Ctrl-C and at the end of input;
 *   `usage` beyond `SECRET_MAX_BYTES`
 */
export async function askSecret(io: Io, question: Question): Promise<string> {
  requireTerminal(io, question)
  await write(io.stderr, `${safeText(question.text)}: `)
  io.stdin.setRawMode?.(true)
  try {
    return await readHidden(io)
  } finally {
    io.stdin.setRawMode?.(false)
    io.stdin.pause()
    await write(io.stderr, '\n')
  }
}

/**
 * Reads a secret that was piped in, as for `--password-stdin`; one line feed at its end is not part of it.
 *
 * @throws DeskhandError `usage` beyond `SECRET_MAX_BYTES`
 */
export async function readSecret(io: Io): Promise<string> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of io.stdin) {
    const bytes = Buffer.from(chunk as Buffer | string) // a Readable of bytes yields nothing else
    sizeBytes += bytes.length
    chunks.push(bytes)
    if (sizeBytes > SECRET_MAX_BYTES + 2) throw tooLong(io)
  }
  return checked(
    io,
    Buffer.concat(chunks)
      .toString('utf8')
      .replace(/\r?\n$/, ''),
  )
}

function requireTerminal(io: Io, { text, flag }: Question): void {
  if (!io.isInputTty) throw new DeskhandError('input.required', { what: text, flag })
}

async function readLine(io: Io, prompt: string): Promise<string> {
  const lines = createInterface({ input: io.stdin, output: io.stderr, terminal: io.isErrorTty })
  try {
    return await new Promise<string>((resolve, reject) => {
      const interrupt = () => reject(new DeskhandError('interrupted'))
      lines.once('SIGINT', interrupt).once('close', interrupt)
      lines.question(prompt, resolve)
    })
  } finally {
    lines.close()
  }
}

/** What a key does to a hidden line. */
const HIDDEN_KEYS: Readonly<Record<string, 'end' | 'interrupt' | 'erase' | 'clear'>> = {
  '\r': 'end',
  '\n': 'end',
  '\x03': 'interrupt',
  '\x04': 'interrupt',
  '\x7f': 'erase',
  '\b': 'erase',
  '\x15': 'clear',
}

async function readHidden(io: Io): Promise<string> {
  let typed: string[] = []
  for await (const character of characters(io.stdin)) {
    const action = HIDDEN_KEYS[character]
    if (action === 'end') return checked(io, typed.join(''))
    if (action === 'interrupt') break
    if (action === 'erase') typed.pop()
    else if (action === 'clear') typed = []
    else if (character >= ' ' && typed.length <= SECRET_MAX_BYTES) typed.push(character)
  }
  throw new DeskhandError('interrupted')
}

/** Characters as they are typed; what follows them in the stream stays there for the next reader. */
async function* characters(input: Input): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of input.iterator({ destroyOnReturn: false })) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true })
    const all = [...text]
    for (const [i, character] of all.entries()) {
      const rest = all.slice(i + 1).join('')
      const isLast = HIDDEN_KEYS[character] === 'end' || HIDDEN_KEYS[character] === 'interrupt'
      if (isLast && rest !== '') input.unshift(rest)
      yield character
      if (isLast) return
    }
  }
}

function checked(io: Io, secret: string): string {
  if (Buffer.byteLength(secret) > SECRET_MAX_BYTES) throw tooLong(io)
  return secret
}

function tooLong(io: Io): DeskhandError {
  return new DeskhandError('usage', { problem: io.t('terminal.secret.tooLong', { limit: SECRET_MAX_BYTES }) })
}
