// Mail out: composed and sent by nodemailer, loaded when the first letter is.
import { readFile } from 'node:fs/promises'
import type { Letter } from '../features/ports.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { Settings } from '../session/settings.ts'

/** Waits for the mail server, in milliseconds. */
const MAIL_TIMEOUT_MS = 15_000

async function transport(settings: Settings, passwordFile: string) {
  const address = settings['mail.url']
  if (!address) throw new DeskhandError('mail.unavailable', { problem: 'no mail server is set for this site' })
  let url: URL
  try {
    url = new URL(address)
  } catch (cause) {
    throw new DeskhandError('mail.unavailable', { problem: 'mail.url is no address' }, cause)
  }
  const pass = await readFile(passwordFile, 'utf8').then(
    (text) => text.trim(),
    () => '',
  ) // no file: a server without sign-in
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
    secure: url.protocol === 'smtps:',
    ...(url.username ? { auth: { user: decodeURIComponent(url.username), pass } } : {}),
    connectionTimeout: MAIL_TIMEOUT_MS,
    greetingTimeout: MAIL_TIMEOUT_MS,
    socketTimeout: MAIL_TIMEOUT_MS,
  })
}

function fromOf(settings: Settings): { readonly name: string; readonly address: string } {
  return { name: settings['site.company'], address: settings['mail.from'] || 'deskhand@localhost' }
}

/**
 * Sends a letter; resolves once the server has taken it.
 *
 * @param passwordFile  holds the mail server's password, if it wants one
 * @throws DeskhandError `mail.unavailable`
 */
export async function sendMail(settings: Settings, passwordFile: string, letter: Letter): Promise<void> {
  const mailer = await transport(settings, passwordFile)
  try {
    await mailer.sendMail({ ...letter, from: fromOf(settings) })
  } catch (cause) {
    throw new DeskhandError(
      'mail.unavailable',
      { problem: cause instanceof Error ? cause.message : String(cause) },
      cause,
    )
  } finally {
    mailer.close()
  }
}

/** The letter as an `.eml` file that a mail program opens as a draft. */
export async function composeMail(settings: Settings, letter: Letter): Promise<string> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js')
  const composer = new MailComposer({ ...letter, from: fromOf(settings), headers: { 'X-Unsent': '1' } })
  return (await composer.compile().build()).toString('utf8')
}
