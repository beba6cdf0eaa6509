// Chooses the face of the agent: a terminal that asks, plain lines, or JSON.
import type { Language, Translate } from '../src/language/catalogue.ts'
import type { Front } from './happening.ts'
import { jsonFront, plainFront } from './plain.ts'
import type { FrontActs } from './run.ts'
import type { Environment } from './state/places.ts'
import { askSecret } from './terminal/ask-secret.ts'
import { painter } from './terminal/style.ts'
import { terminalFront } from './terminal/terminal-front.ts'
import type { Wording } from './wording.ts'

/** What a face is made of. */
export interface FrontOptions {
  readonly env: Environment
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly translate: Translate
  readonly language: Language
  readonly interactive: boolean
  readonly json: boolean
  readonly acts: FrontActs
}

/** Opens it. */
export function openFront(options: FrontOptions): Front {
  const { env, stdin, stdout, translate, language, interactive, json, acts } = options
  if (json) return jsonFront(stdout, Date.now)
  const wording: Wording = { translate, language, canPrompt: interactive }
  if (!interactive) return plainFront(stdout, wording)
  return terminalFront({
    keyboard: stdin,
    screen: stdout,
    wording,
    paint: painter(env, true),
    clock: Date.now,
    ...acts,
  })
}

/** Asks for the session's password. */
export function askPassword(
  options: Pick<FrontOptions, 'stdin' | 'stdout' | 'translate'> & { readonly isAgain: boolean },
): Promise<string | null> {
  const { stdin, stdout, translate, isAgain } = options
  if (isAgain) stdout.write(`${translate('agent.password.wrong')}\n`)
  return askSecret({ keyboard: stdin, screen: stdout }, translate('agent.password.ask'))
}
