// The commands about a session's life.
import type { CommandSpec } from '../command.ts'

/** Commands about sessions. */
export const lifecycleCommands: readonly CommandSpec[] = [
  {
    path: ['session', 'start'],
    summary: 'commands.session.start',
    options: [
      { flags: '--type <type>', help: 'commands.session.type', kind: 'text', choices: ['outbound'] },
      { flags: '--topic <text>', help: 'commands.session.topic', kind: 'text' },
      { flags: '--tracking <name=value>', help: 'commands.session.tracking', kind: 'pair' },
      { flags: '--approval', help: 'commands.session.approval', kind: 'flag' },
      { flags: '--password-stdin', help: 'commands.session.password', kind: 'flag' },
      { flags: '--email <address>', help: 'commands.session.email', kind: 'text' },
      { flags: '--no-email', help: 'commands.session.noEmail', kind: 'flag' },
      { flags: '--language <language>', help: 'commands.session.language', kind: 'text', choices: ['en', 'ko'] },
    ],
    requests: ['session.start', 'session.invite', 'site.show'],
    examples: ['deskhand session start --topic "Printer" --json', 'deskhand session start --email kim@example.com'],
    load: () => import('./run-session-start.ts'),
  },
  {
    path: ['session', 'list'],
    summary: 'commands.session.list',
    options: [
      { flags: '--all', help: 'commands.session.all', kind: 'flag' },
      { flags: '--ended', help: 'commands.session.ended', kind: 'flag' },
      { flags: '--everyone', help: 'commands.session.everyone', kind: 'flag' },
      { flags: '--search <text>', help: 'commands.session.search', kind: 'text' },
      { flags: '-n, --limit <count>', help: 'commands.session.limit', kind: 'count' },
    ],
    requests: ['session.list'],
    examples: ['deskhand session list --json', 'deskhand session list --ended --search printer'],
    load: () => import('./run-session-list.ts'),
  },
  {
    path: ['session', 'show'],
    summary: 'commands.session.show',
    arguments: [{ name: '[session]', help: 'commands.session.which' }],
    isAboutSession: true,
    requests: ['session.show'],
    examples: ['deskhand session show 123456789 --json'],
    load: () => import('./run-session-show.ts'),
  },
  {
    path: ['session', 'wait'],
    summary: 'commands.session.wait',
    arguments: [{ name: '[session]', help: 'commands.session.which' }],
    options: [
      {
        flags: '--for <state>',
        help: 'commands.session.waitFor',
        kind: 'text',
        choices: ['joined', 'active', 'ended'],
      },
      { flags: '--timeout <duration>', help: 'commands.session.timeout', kind: 'duration' },
    ],
    isAboutSession: true,
    requests: ['session.show'],
    examples: ['deskhand session wait --for joined --timeout 30s'],
    load: () => import('./run-session-wait.ts'),
  },
  {
    path: ['session', 'end'],
    summary: 'commands.session.end',
    arguments: [{ name: '[session]', help: 'commands.session.which' }],
    options: [{ flags: '--notes-file <file>', help: 'commands.session.notesFile', kind: 'text' }],
    isAboutSession: true,
    isDangerous: true,
    requests: ['session.end', 'session.show'],
    examples: ['deskhand session end --yes', 'echo "replaced the cable" | deskhand session end --yes --notes-file -'],
    load: () => import('./run-session-end.ts'),
  },
]
