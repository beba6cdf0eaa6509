// Who comes and goes: join, admit, assist, pass control, focus, leave, invite.
import { z } from 'zod'
import { nameText } from '../../protocol/envelope.ts'
import { MAX_NAME_CHARACTERS } from '../../protocol/limits.ts'
import { machine } from '../../session/events.ts'
import { declare } from '../../session/request.ts'

const participant = z.string().min(1).max(MAX_NAME_CHARACTERS)
const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>"',;]+@[^\s@<>"',;]+$/)

/** Requests about people. Where a participant is named, an id or a unique name is taken. */
export const peopleRequests = {
  'session.join': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'work',
    data: z.strictObject({
      code: z.string().min(1).max(300),
      name: nameText,
      email: email.nullable().default(null),
      password: z.string().max(MAX_NAME_CHARACTERS).nullable().default(null),
      language: z.string().max(10).default('en'),
      machine: machine.nullable().default(null),
    }),
    reply: z.object({
      session: z.string(),
      number: z.string(),
      participant: z.string(),
      token: z.string(),
      state: z.enum(['present', 'knocking']),
      company: z.string(),
      rep: z.string(),
    }),
  }),
  'session.assist': declare({
    target: 'site',
    who: ['rep'],
    scope: 'work',
    data: z.strictObject({ session: z.string().min(1).max(300) }),
    reply: z.object({ session: z.string(), number: z.string(), participant: z.string() }),
  }),
  'session.admit': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    data: z.strictObject({ participant, admit: z.boolean().default(true) }),
    reply: z.object({}),
  }),
  'session.pass': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    data: z.strictObject({ to: participant }),
    reply: z.object({ primary: z.string() }),
  }),
  'session.focus': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    data: z.strictObject({ customer: participant }),
    reply: z.object({ customer: z.string() }),
  }),
  'session.leave': declare({
    target: 'session',
    who: ['primary', 'assistant', 'customer', 'knocking'],
    scope: 'work',
    data: z.strictObject({}),
    reply: z.object({}),
  }),
  'session.invite': declare({
    target: 'site',
    who: ['rep'],
    scope: 'work',
    data: z.strictObject({
      session: z.string().min(1).max(40),
      invitee: z.enum(['customer', 'rep']).default('customer'),
      via: z.enum(['instructions', 'link', 'mailto', 'email']),
      to: email.nullable().default(null),
      language: z.enum(['en', 'ko']).default('en'),
    }),
    reply: z.object({
      via: z.string(),
      to: z.string().nullable(),
      number: z.string(),
      link: z.string(),
      command: z.string(),
      subject: z.string(),
      text: z.string(),
      mailto: z.string(),
      eml: z.string(),
      sent: z.boolean(),
    }),
  }),
} as const
