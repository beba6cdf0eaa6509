// The customer's program: reads what was typed, loads what that needs, and gives an exit code.
import { type Language, languageOf, translator } from '../src/language/catalogue.ts'
import { asDeskhandError, DeskhandError } from '../src/protocol/error.ts'
import { BUILD } from '../src/protocol/version.ts'
import { type Command, type JoinCommand, readCommand } from './command-line.ts'
import { type Printer, printError } from './print.ts'
import type { RunParts } from './run.ts'
import type { Environment } from './state/places.ts'

/** The process the program runs in. */
export interface Io {
  readonly argv: readonly string[]
  readonly env: Environment
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  /** Opens pages of this machine's browser; given by whoever puts the program together. */
  readonly openPage: RunParts['openPage']
}

/** The longest password that is read from standard input, in bytes. */
export const MAX_PASSWORD_BYTES = 4_096

/** Runs the program. @returns the exit code */
export async function main(io: Io): Promise<number> {
  const { argv, env, stdout, stderr } = io
  // A reader that goes away is no crash: `serve` leaves, every other command has said what it had to say.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  let language: Language = languageOf(env)
  const isJson = argv.includes('--json')
  // Without a listener a reader that went away would end the program before it has stopped what it shows.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  try {
    const command = readCommand(argv)
    language = command.language ?? language
    const printer: Printer = { stdout, stderr, translate: translator(language), language, json: command.json }
    return await obey(command, { io, language, printer })
  } catch (error) {
    return printError(asDeskhandError(error), {
      stdout,
      stderr,
      translate: translator(language),
      language,
      json: isJson,
    })
  }
}

interface Parts {
  readonly io: Io
  readonly language: Language
  readonly printer: Printer
}

async function obey(command: Command, parts: Parts): Promise<number> {
  const { io, language, printer } = parts
  switch (command.verb) {
    case 'help':
      io.stdout.write(`${printer.translate('agent.help')}\n`)
      return 0
    case 'version':
      io.stdout.write(`${BUILD}\n`)
      return 0
    case 'doctor': {
      const { doctor } = await import('./doctor/doctor.ts')
      const isInteractive = Boolean(io.stdin.isTTY && io.stdout.isTTY)
      return doctor({ command, env: io.env, language, printer, isInteractive })
    }
    case 'join':
      return serve(command, parts)
    default: {
      const [{ control }, { socketFolder }] = await Promise.all([
        import('./control/commands.ts'),
        import('./state/places.ts'),
      ])
      await control({ command, folder: socketFolder(io.env), printer, language, now: Date.now() })
      return 0
    }
  }
}

async function serve(command: JoinCommand, { io, language, printer }: Parts): Promise<number> {
  const { env, stdin, stdout } = io
  const { translate } = printer
  const interactive = Boolean(stdin.isTTY && stdout.isTTY) && !command.json
  const password = command.passwordStdin ? await readPassword(stdin) : null
  const [{ run }, { openFront, askPassword }] = await Promise.all([import('./run.ts'), import('./front.ts')])
  return run({
    command,
    env,
    language,
    translate,
    interactive,
    password,
    askPassword: interactive ? (isAgain) => askPassword({ stdin, stdout, translate, isAgain }) : null,
    openFront: (acts) => openFront({ env, stdin, stdout, translate, language, interactive, json: command.json, acts }),
    openPage: io.openPage,
    onStop: (stop) => onStop(stop, stdout),
  })
}

/**
 * Calls back for every signal to stop, and once when nobody can read any more what happens: an agent whose customer
 * sees nothing must not go on.
 */
function onStop(stop: () => void, stdout: NodeJS.WriteStream): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let isTold = false
  const told = (): void => {
    isTold = true
    stop()
  }
  const unread = (): void => {
    if (!isTold) told()
  }
  for (const signal of signals) process.on(signal, told)
  stdout.on('error', unread)
  return () => {
    for (const signal of signals) process.off(signal, told)
    stdout.off('error', unread)
  }
}

/** The first line of standard input. */
async function readPassword(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk))
    sizeBytes += Buffer.byteLength(chunk)
    if (sizeBytes > MAX_PASSWORD_BYTES || Buffer.from(chunk).includes(0x0a)) break
  }
  const [password = ''] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/)
  if (password === '') throw new DeskhandError('usage', { problem: 'emptyPassword', usage: 'emptyPassword' })
  return password
}
