// The commands about who comes and goes.
import type { CommandSpec } from '../command.ts'

const which = { name: '[session]', help: 'commands.session.which' } as const

/** Commands about people in a session. */
export const peopleCommands: readonly CommandSpec[] = [
  {
    path: ['session', 'invite'],
    summary: 'commands.invite',
    options: [
      { flags: '--customer', help: 'commands.invite.customer', kind: 'flag' },
      { flags: '--rep', help: 'commands.invite.rep', kind: 'flag' },
      {
        flags: '--via <way>',
        help: 'commands.invite.via',
        kind: 'text',
        choices: ['instructions', 'link', 'mailto', 'eml', 'email'],
      },
      { flags: '--to <address>', help: 'commands.invite.to', kind: 'text' },
      { flags: '--out <file>', help: 'commands.invite.out', kind: 'text' },
      { flags: '--language <language>', help: 'commands.session.language', kind: 'text', choices: ['en', 'ko'] },
    ],
    isAboutSession: true,
    requests: ['session.invite'],
    examples: [
      'deskhand session invite',
      'deskhand session invite --via link',
      'deskhand session invite --rep --via eml --to lee@example.com --out invitation.eml',
    ],
    load: () => import('./run-session-invite.ts'),
  },
  {
    path: ['session', 'admit'],
    summary: 'commands.session.admit',
    arguments: [{ name: '<participant>', help: 'commands.participant' }],
    isAboutSession: true,
    requests: ['session.admit'],
    examples: ['deskhand session admit Kim'],
    load: () => import('./run-session-admit.ts'),
  },
  {
    path: ['session', 'turn-away'],
    summary: 'commands.session.turnAway',
    arguments: [{ name: '<participant>', help: 'commands.participant' }],
    isAboutSession: true,
    requests: ['session.admit'],
    examples: ['deskhand session turn-away Kim'],
    load: () => import('./run-session-turn-away.ts'),
  },
  {
    path: ['session', 'assist'],
    summary: 'commands.session.assist',
    arguments: [{ name: '<session>', help: 'commands.session.assistWhich' }],
    requests: ['session.assist'],
    examples: ['deskhand session assist 123456789'],
    load: () => import('./run-session-assist.ts'),
  },
  {
    path: ['session', 'pass'],
    summary: 'commands.session.pass',
    arguments: [{ name: '<participant>', help: 'commands.participant' }],
    isAboutSession: true,
    requests: ['session.pass'],
    examples: ['deskhand session pass Lee'],
    load: () => import('./run-session-pass.ts'),
  },
  {
    path: ['session', 'focus'],
    summary: 'commands.session.focus',
    arguments: [{ name: '<participant>', help: 'commands.participant' }],
    isAboutSession: true,
    requests: ['session.focus'],
    examples: ['deskhand session focus Kim'],
    load: () => import('./run-session-focus.ts'),
  },
  {
    path: ['session', 'leave'],
    summary: 'commands.session.leave',
    arguments: [which],
    isAboutSession: true,
    requests: ['session.leave'],
    examples: ['deskhand session leave 123456789'],
    load: () => import('./run-session-leave.ts'),
  },
]
