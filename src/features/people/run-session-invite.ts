// Invites a customer or another rep: words to read out, a link, the own mail program, a mail file, or mail by the hub.
import { DeskhandError } from '../../protocol/error.ts'
import { write } from '../../terminal/print/io.ts'
import { printMessage, printText } from '../../terminal/print/print-message.ts'
import type { CommandContext, Run } from '../command.ts'
import type { RequestReply } from '../requests.ts'
import { printResult } from '../shape.ts'
import { writeFileWhole } from '../write-file.ts'

type Way = 'instructions' | 'link' | 'mailto' | 'eml' | 'email'
interface Options {
  readonly customer?: boolean
  readonly rep?: boolean
  readonly via?: Way
  readonly to?: string
  readonly out?: string
  readonly language?: 'en' | 'ko'
}
type Invitation = RequestReply<'session.invite'>

/** `deskhand session invite`: {"via","to","number","link","command","subject","text","mailto","eml","sent"}, "file" with --out. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  if (options.customer && options.rep) throw new DeskhandError('usage', { problem: io.t('cli.invite.both') })
  const via = options.via ?? (options.to === undefined ? 'instructions' : 'email')
  if (via === 'email' && options.to === undefined)
    throw new DeskhandError('input.required', { what: io.t('cli.invite.address'), flag: '--to ADDRESS' })
  const invitation = await context.request('session.invite', {
    session: await context.session(),
    invitee: options.rep ? 'rep' : 'customer',
    via: via === 'eml' ? 'mailto' : via,
    to: options.to ?? null,
    language: options.language ?? io.language,
  })
  const file = via === 'eml' ? (options.out ?? `invitation-${invitation.number}.eml`) : null
  if (file !== null) await writeFileWhole(file, [invitation.eml])
  await printResult(io, { ...invitation, via, ...(file === null ? {} : { file }) }, () =>
    show(context, { via, invitation, file }),
  )
  return undefined
}

interface Shown {
  readonly via: Way
  readonly invitation: Invitation
  readonly file: string | null
}

async function show({ io }: CommandContext, { via, invitation, file }: Shown): Promise<void> {
  const { to, link, text, mailto } = invitation
  switch (via) {
    case 'instructions':
      await printText(io, text)
      break
    case 'link':
      await copy(io, link)
      await printText(io, link)
      break
    case 'mailto':
      await printText(io, mailto)
      if (io.isOutputTty) await openMailProgram(mailto)
      break
    case 'eml':
      await printMessage(io, io.t('cli.written', { file: file ?? '' }))
      break
    case 'email':
      await printMessage(io, io.t('cli.invite.sent', { to: to ?? '' }))
      break
    default:
      via satisfies never
  }
}

/** Opens the invitation as a new message of the person's own mail program (INV-06). */
async function openMailProgram(mailto: string): Promise<void> {
  const { default: open } = await import('open')
  await open(mailto).catch(() => undefined) // no way to open it here: the address has been printed
}

/** Puts our own text on the clipboard of the terminal, also over SSH (OSC 52). */
async function copy(io: CommandContext['io'], text: string): Promise<void> {
  if (!io.isErrorTty || io.env.TERM === 'dumb') return
  await write(io.stderr, `\x1b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\x07`)
  await printMessage(io, io.t('cli.invite.copied'))
}
