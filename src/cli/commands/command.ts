// The commands that belong to the program itself: hub, sign-in, viewer, demo, console, completion and help.
import type { CommandSpec, OptionSpec } from '../../features/command.ts'
import { SEE_COMMANDS } from './see-commands.ts'
import { SHARE_COMMANDS } from './share-commands.ts'

const data: OptionSpec = { flags: '--data <folder>', help: 'commands.hub.data', kind: 'text' }
const database: OptionSpec = { flags: '--database <url>', help: 'commands.hub.database', kind: 'text' }
const place = [data, database]

/** Commands of the program. */
export const PROGRAM_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['console'],
    isAboutSession: true,
    summary: 'commands.console',
    options: [
      {
        flags: '--layout <layout>',
        help: 'commands.console.layout',
        kind: 'text',
        choices: ['dashboard', 'tray', 'multi'],
      },
    ],
    requests: [],
    examples: ['deskhand console --layout tray', 'deskhand console -s 123456789'],
    load: () => import('./run-console.ts'),
  },
  {
    path: ['demo'],
    summary: 'commands.demo',
    options: [
      { flags: '--keep <folder>', help: 'commands.demo.keep', kind: 'text' },
      { flags: '--platform <platform>', help: 'commands.demo.platform', kind: 'text', choices: ['x11', 'fake'] },
    ],
    requests: [],
    examples: ['deskhand demo', 'deskhand demo --json | cat'],
    load: () => import('./run-demo.ts'),
  },
  {
    path: ['hub', 'serve'],
    summary: 'commands.hub.serve',
    options: [
      ...place,
      { flags: '--host <address>', help: 'commands.hub.host', kind: 'text' },
      { flags: '--port <port>', help: 'commands.hub.port', kind: 'count' },
      { flags: '--public-url <url>', help: 'commands.hub.publicUrl', kind: 'text' },
      { flags: '--tls-cert <file>', help: 'commands.hub.tlsCert', kind: 'text' },
      { flags: '--tls-key <file>', help: 'commands.hub.tlsKey', kind: 'text' },
      { flags: '--behind-proxy', help: 'commands.hub.behindProxy', kind: 'flag' },
    ],
    requests: [],
    isServer: true,
    examples: ['deskhand hub serve', 'deskhand hub serve --data /srv/deskhand --port 0 --json'],
    load: () => import('./run-hub-serve.ts'),
  },
  {
    path: ['hub', 'init'],
    summary: 'commands.hub.init',
    options: [
      ...place,
      { flags: '--admin <email>', help: 'commands.hub.admin', kind: 'text' },
      { flags: '--name <name>', help: 'commands.user.name', kind: 'text' },
      { flags: '--password-stdin', help: 'commands.passwordStdin', kind: 'flag' },
    ],
    requests: [],
    examples: ['deskhand hub init --data /srv/deskhand --admin kim@example.com --password-stdin < password.txt'],
    load: () => import('./run-hub-init.ts'),
  },
  {
    path: ['hub', 'doctor'],
    summary: 'commands.hub.doctor',
    options: place,
    requests: [],
    examples: ['deskhand hub doctor --data /srv/deskhand'],
    load: () => import('./run-hub-doctor.ts'),
  },
  {
    path: ['hub', 'migrate'],
    summary: 'commands.hub.migrate',
    options: place,
    requests: [],
    examples: ['deskhand hub migrate --data /srv/deskhand'],
    load: () => import('./run-hub-migrate.ts'),
  },
  {
    path: ['hub', 'rebuild'],
    summary: 'commands.hub.rebuild',
    options: place,
    requests: [],
    examples: ['deskhand hub rebuild --data /srv/deskhand'],
    load: () => import('./run-hub-rebuild.ts'),
  },
  {
    path: ['hub', 'backup'],
    summary: 'commands.hub.backup',
    arguments: [{ name: '<file>', help: 'commands.hub.backupFile' }],
    options: place,
    requests: [],
    examples: ['deskhand hub backup backup.ndjson --data /srv/deskhand'],
    load: () => import('./run-hub-backup.ts'),
  },
  {
    path: ['hub', 'restore'],
    summary: 'commands.hub.restore',
    arguments: [{ name: '<file>', help: 'commands.hub.backupFile' }],
    options: place,
    requests: [],
    examples: [
      'deskhand hub restore backup.ndjson --data /srv/new',
      'deskhand hub restore backup.ndjson --database postgres://localhost/deskhand',
    ],
    load: () => import('./run-hub-restore.ts'),
  },
  {
    path: ['login'],
    summary: 'commands.login',
    arguments: [{ name: '[url]', help: 'commands.login.url' }],
    options: [
      { flags: '--user <email>', help: 'commands.user.email', kind: 'text' },
      { flags: '--password-stdin', help: 'commands.passwordStdin', kind: 'flag' },
      { flags: '--setup-token-file <file>', help: 'commands.login.setup', kind: 'text' },
      { flags: '--name <name>', help: 'commands.user.name', kind: 'text' },
    ],
    requests: ['account.login', 'site.setup', 'site.about'],
    examples: [
      'deskhand login https://support.example.com',
      'deskhand login URL --user EMAIL --password-stdin < password.txt',
    ],
    load: () => import('./run-login.ts'),
  },
  {
    path: ['logout'],
    summary: 'commands.logout',
    requests: ['account.logout'],
    examples: ['deskhand logout'],
    load: () => import('./run-logout.ts'),
  },
  ...SEE_COMMANDS,
  ...SHARE_COMMANDS,
  {
    path: ['desktop', 'screenshot'],
    summary: 'commands.desktop.screenshot',
    options: [
      { flags: '-o, --out <file>', help: 'commands.desktop.out', kind: 'text' },
      { flags: '--monitor <index>', help: 'commands.desktop.monitor', kind: 'count' },
      { flags: '--timeout <duration>', help: 'commands.session.timeout', kind: 'duration' },
    ],
    isAboutSession: true,
    requests: ['desktop.view', 'activity.stop', 'session.show'],
    examples: ['deskhand desktop screenshot --out desktop.png'],
    load: () => import('./run-desktop-screenshot.ts'),
  },
  {
    path: ['annotate', 'start'],
    summary: 'commands.annotate.start',
    options: [
      { flags: '--share <id>', help: 'commands.annotate.share', kind: 'text' },
      { flags: '--no-open', help: 'commands.desktop.noOpen', kind: 'flag' },
    ],
    isAboutSession: true,
    requests: ['annotate.add', 'annotate.remove', 'annotate.clear', 'session.show'],
    examples: ['deskhand annotate start'],
    load: () => import('./run-annotate-start.ts'),
  },
  {
    path: ['annotate', 'capture'],
    summary: 'commands.annotate.capture',
    options: [
      { flags: '-o, --out <file>', help: 'commands.annotate.out', kind: 'text' },
      { flags: '--force', help: 'commands.annotate.force', kind: 'flag' },
      { flags: '--share <id>', help: 'commands.annotate.share', kind: 'text' },
      { flags: '--timeout <duration>', help: 'commands.session.timeout', kind: 'duration' },
    ],
    isAboutSession: true,
    requests: ['session.show'],
    examples: ['deskhand annotate capture --out screen.png'],
    load: () => import('./run-annotate-capture.ts'),
  },
  {
    path: ['completion'],
    summary: 'commands.completion',
    arguments: [{ name: '<shell>', help: 'commands.completion.shell' }],
    requests: [],
    examples: [
      'source <(deskhand completion bash)',
      'deskhand completion fish > ~/.config/fish/completions/deskhand.fish',
    ],
    load: () => import('./run-completion.ts'),
  },
  {
    path: ['help'],
    summary: 'commands.help',
    arguments: [{ name: '[topic...]', help: 'commands.help.topic' }],
    requests: [],
    examples: ['deskhand help exit-codes', 'deskhand help session start'],
    load: () => import('./run-help.ts'),
  },
]
