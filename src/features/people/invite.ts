// Inviting a customer or another rep: instructions to read out, a link, the own mail program, or mail by the hub.
import { languageOf, translator } from '../../language/catalogue.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { spellNumber } from '../../protocol/id.ts'
import { core as draft } from '../../session/events.ts'
import { placeIn } from '../../session/gate.ts'
import type { Service } from '../ports.ts'
import { readSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'

type Invite = RequestData<'session.invite'>

interface Words {
  readonly subject: string
  readonly text: string
  readonly link: string
  readonly command: string
}

function wordsFor(
  data: Invite,
  given: { readonly baseUrl: string; readonly number: string; readonly rep: string; readonly company: string },
): Words {
  const t = translator(languageOf({ DESKHAND_LANG: data.language }))
  const number = spellNumber(given.number)
  const { rep, company, baseUrl } = given
  if (data.invitee === 'rep') {
    const command = `deskhand session assist ${given.number}`
    const link = `${baseUrl}/j/${given.number}`
    const text = t('invite.repText', { rep, company, number, command, link, hub: baseUrl })
    return { subject: t('invite.repSubject', { rep, number }), text, link, command }
  }
  const link = `${baseUrl}/j/${given.number}`
  const command = `curl -fsSL ${link} | sh`
  const spoken = data.via === 'instructions'
  const text = t(spoken ? 'invite.spoken' : 'invite.customerText', {
    rep,
    company,
    number,
    link,
    command,
  })
  return { subject: t('invite.customerSubject', { rep, company }), text, link, command }
}

/** Prepares an invitation and, via `email`, sends it; the journal keeps that it happened (INV-03 … INV-13). */
export const inviteToSession: Service<Invite, RequestReply<'session.invite'>> = async (hub, call, data) => {
  const { state } = await readSession(hub, call.identity, data.session)
  const { core } = state
  const one = placeIn(core, call.identity)
  if (!one || one.role === 'customer')
    throw new DeskhandError('access.denied', { problem: 'only reps in the session invite' })
  if (core.phase === 'ended') throw new DeskhandError('session.ended')
  if (data.via === 'email' && !data.to)
    throw new DeskhandError('usage', { problem: 'an email needs an address to go to' })
  const words = wordsFor(data, { baseUrl: hub.baseUrl(), number: core.number, rep: one.name, company: core.company })
  const letter = { to: data.to ?? '', subject: words.subject, text: words.text }
  const reply = replyOf(data, { words, number: core.number, eml: await hub.composeMail(letter) })
  // Asked again with the same id it is answered from the journal: no second letter is sent.
  if (data.via === 'email') await hub.sendMail(letter)
  const done = await hub.journals.session(core.id, call.key, (now) =>
    now.core.phase === 'ended'
      ? { code: 'session.ended' }
      : {
          drafts: [draft('invitation.sent', { invitee: data.invitee, via: data.via, to: data.to })],
          by: { id: one.id, name: one.name, role: one.role },
          reply,
        },
  )
  return done as Reply
}

type Reply = RequestReply<'session.invite'>

function replyOf(
  data: Invite,
  given: { readonly words: Words; readonly number: string; readonly eml: string },
): Omit<Reply, 'seq' | 'at'> {
  const { words, number, eml } = given
  // A name may hold half a character, which no address can spell.
  const spell = (text: string): string => encodeURIComponent(text.toWellFormed())
  const query = `subject=${spell(words.subject)}&body=${spell(words.text)}`
  const mailto = `mailto:${spell(data.to ?? '').replaceAll('%40', '@')}?${query}`
  return { via: data.via, to: data.to, number, ...words, mailto, eml, sent: data.via === 'email' }
}
