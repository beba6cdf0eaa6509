// The commands about journals.
import type { CommandSpec } from '../command.ts'

const which = { name: '[session]', help: 'commands.session.which' } as const

/** Commands about journals and events. */
export const historyCommands: readonly CommandSpec[] = [
  {
    path: ['session', 'journal'],
    summary: 'commands.journal',
    arguments: [which],
    options: [
      { flags: '-f, --follow', help: 'commands.follow', kind: 'flag' },
      { flags: '--after <seq>', help: 'commands.journal.after', kind: 'count' },
    ],
    isAboutSession: true,
    requests: ['journal.read'],
    examples: ['deskhand session journal --json | jq -r .type'],
    load: () => import('./run-session-journal.ts'),
  },
  {
    path: ['session', 'replay'],
    summary: 'commands.replay',
    arguments: [{ name: '[source]', help: 'commands.replay.source' }],
    options: [
      { flags: '--at <time>', help: 'commands.replay.at', kind: 'text' },
      { flags: '--speed <factor>', help: 'commands.replay.speed', kind: 'number' },
      { flags: '--only <features>', help: 'commands.replay.only', kind: 'list' },
      { flags: '--width <cells>', help: 'commands.replay.width', kind: 'count' },
    ],
    isAboutSession: true,
    requests: ['journal.read'],
    examples: ['deskhand session replay --speed 8 --only chat,consent', 'deskhand session replay case.dhs'],
    load: () => import('./run-session-replay.ts'),
  },
  {
    path: ['session', 'export'],
    summary: 'commands.export',
    arguments: [which],
    options: [{ flags: '-o, --out <file>', help: 'commands.export.out', kind: 'text' }],
    isAboutSession: true,
    requests: ['journal.lines', 'journal.head'],
    examples: ['deskhand session export -s 123456789 --out case.dhs && deskhand verify case.dhs'],
    load: () => import('./run-session-export.ts'),
  },
  {
    path: ['verify'],
    summary: 'commands.verify',
    arguments: [{ name: '<bundle>', help: 'commands.verify.bundle' }],
    options: [{ flags: '--key <fingerprint>', help: 'commands.verify.key', kind: 'text' }],
    requests: [],
    examples: ['deskhand verify case.dhs', 'deskhand verify case.dhs --key FINGERPRINT --json'],
    load: () => import('./run-verify.ts'),
  },
  {
    path: ['events'],
    summary: 'commands.events',
    options: [
      { flags: '--since <cursor>', help: 'commands.events.since', kind: 'count' },
      { flags: '-f, --follow', help: 'commands.follow', kind: 'flag' },
    ],
    requests: ['events.since'],
    examples: ['deskhand events --follow --json'],
    load: () => import('./run-events.ts'),
  },
]
