// The commands that show the customer's machine, or an application of it, in a window.
import type { CommandSpec, OptionSpec } from '../../features/command.ts'

const noOpen: OptionSpec = { flags: '--no-open', help: 'commands.desktop.noOpen', kind: 'flag' }
const monitor: OptionSpec = { flags: '--monitor <index>', help: 'commands.desktop.monitor', kind: 'count' }
const app: OptionSpec = { flags: '--app <name>', help: 'commands.app.wanted', kind: 'text' }
const about = { isAboutSession: true } as const
const follows = [
  'activity.stop',
  'session.show',
  'share.set',
  'direct.servers',
  'annotate.add',
  'annotate.remove',
  'annotate.clear',
] as const

/** Commands that show. */
export const SEE_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['desktop', 'view'],
    summary: 'commands.desktop.view',
    options: [monitor, noOpen],
    ...about,
    requests: ['desktop.view', 'desktop.control', ...follows],
    examples: ['deskhand desktop view', 'deskhand desktop view --no-open --json'],
    load: () => import('./run-desktop-view.ts'),
  },
  {
    path: ['desktop', 'control'],
    summary: 'commands.desktop.control',
    options: [monitor, noOpen],
    ...about,
    requests: ['desktop.control', ...follows],
    examples: ['deskhand desktop control', 'deskhand desktop control --monitor 1'],
    load: () => import('./run-desktop-control.ts'),
  },
  {
    path: ['app', 'view'],
    summary: 'commands.app.view',
    options: [app, noOpen],
    ...about,
    requests: ['app.view', 'app.control', ...follows],
    examples: ['deskhand app view', 'deskhand app view --app "LibreOffice Calc"'],
    load: () => import('./run-app-view.ts'),
  },
  {
    path: ['app', 'control'],
    summary: 'commands.app.control',
    options: [app, noOpen],
    ...about,
    requests: ['app.control', ...follows],
    examples: ['deskhand app control --app Firefox'],
    load: () => import('./run-app-control.ts'),
  },
  {
    path: ['cobrowse', 'view'],
    summary: 'commands.cobrowse.view',
    options: [app, noOpen],
    ...about,
    requests: ['cobrowse.view', 'cobrowse.control', ...follows],
    examples: ['deskhand cobrowse view'],
    load: () => import('./run-cobrowse-view.ts'),
  },
  {
    path: ['cobrowse', 'control'],
    summary: 'commands.cobrowse.control',
    options: [app, noOpen],
    ...about,
    requests: ['cobrowse.control', ...follows],
    examples: ['deskhand cobrowse control'],
    load: () => import('./run-cobrowse-control.ts'),
  },
]
