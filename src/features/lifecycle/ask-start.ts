// The short questions of `session start` at a terminal: topic, the tracking codes the site asks for, whom to invite.
import { z } from 'zod'
import { ask } from '../../terminal/print/prompt.ts'
import type { CommandContext } from '../command.ts'
import type { StartOptions } from './run-session-start.ts'

const codes = z.array(z.object({ name: z.string(), required: z.boolean(), values: z.array(z.string()) }))

/** The options as typed, completed by questions when nothing was typed and a person sits there (SES-29). */
export async function askStart(context: CommandContext, typed: StartOptions): Promise<StartOptions> {
  const { io } = context
  if (!io.isInputTty || !io.isErrorTty || io.isJson || Object.keys(typed).length > 0) return typed
  const topic = await ask(io, { text: io.t('cli.start.topic'), flag: '--topic TEXT' })
  const tracking = await askTracking(context)
  const email = await ask(io, { text: io.t('cli.start.email'), flag: '--email ADDRESS' })
  return { topic, tracking, ...(email === '' ? {} : { email }) }
}

async function askTracking({ io, request }: CommandContext): Promise<Record<string, string>> {
  const { settings } = await request('site.show', {})
  const asked = codes.safeParse(settings['session.tracking'])
  const tracking: Record<string, string> = {}
  for (const { name, required, values } of asked.data ?? []) {
    const hint = values.length > 0 ? ` (${values.join(', ')})` : ''
    const question = { text: `${name}${hint}${required ? ' *' : ''}`, flag: `--tracking ${name}=VALUE` }
    const value = await ask(io, question)
    if (value !== '') tracking[name] = value
  }
  return tracking
}
