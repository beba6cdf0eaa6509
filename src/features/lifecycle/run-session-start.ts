// Starts a session; at a terminal without options it asks the few things that matter.
import { asDeskhandError } from '../../protocol/error.ts'
import { spellNumber } from '../../protocol/id.ts'
import { printJson } from '../../terminal/print/print-json.ts'
import { printError, printMessage } from '../../terminal/print/print-message.ts'
import { askSecret, readSecret } from '../../terminal/print/prompt.ts'
import type { CommandContext, Run } from '../command.ts'
import type { RequestReply } from '../requests.ts'
import { printFacts } from '../shape.ts'
import { askStart } from './ask-start.ts'

/** What was typed. */
export interface StartOptions {
  readonly type?: 'outbound'
  readonly topic?: string
  readonly tracking?: Readonly<Record<string, string>>
  readonly approval?: boolean
  readonly passwordStdin?: boolean
  /** An address, or false for `--no-email`. */
  readonly email?: string | boolean
  readonly language?: 'en' | 'ko'
}

/** The session runs, but its invitation was not sent: partly done. */
const EXIT_PARTLY = 10

/** `deskhand session start`: {"id","number","state","joinUrl","joinCommand"}. */
export const run: Run<StartOptions> = async (context, { options: typed }) => {
  const { io } = context
  const options = await askStart(context, typed)
  const password = options.passwordStdin ? await secret(context) : null
  const started = await context.request('session.start', {
    topic: options.topic ?? '',
    tracking: { ...options.tracking },
    password,
    approval: options.approval ?? false,
    language: options.language ?? io.language,
  })
  if (io.isJson) await printJson(io, started)
  else await printStarted(context, started)
  return typeof options.email === 'string' ? invite(context, started, options) : undefined
}

async function secret({ io }: CommandContext): Promise<string> {
  return io.isInputTty ? askSecret(io, { text: io.t('cli.start.password'), flag: '--password-stdin' }) : readSecret(io)
}

async function printStarted({ io }: CommandContext, started: RequestReply<'session.start'>): Promise<void> {
  const facts = [
    [io.t('cli.column.number'), io.isOutputTty ? spellNumber(started.number) : started.number],
    [io.t('cli.column.link'), started.joinUrl],
    [io.t('cli.column.command'), started.joinCommand],
    [io.t('cli.column.id'), started.id],
  ] as const
  await printFacts(io, facts)
}

async function invite(
  context: CommandContext,
  { id }: RequestReply<'session.start'>,
  { email, language }: StartOptions,
): Promise<number | undefined> {
  const { io } = context
  try {
    const to = String(email)
    await context.request('session.invite', { session: id, via: 'email', to, language: language ?? io.language })
    if (!io.isJson) await printMessage(io, io.t('cli.invite.sent', { to }))
    return undefined
  } catch (error) {
    await printError(io, asDeskhandError(error))
    return EXIT_PARTLY
  }
}
