// The commands that show the rep's own desktop or applications to the customer.
import type { CommandSpec, OptionSpec } from '../../features/command.ts'

const platform: OptionSpec = {
  flags: '--platform <platform>',
  help: 'commands.desktop.platform',
  kind: 'text',
  choices: ['x11', 'fake'],
}
const control: OptionSpec = { flags: '--control', help: 'commands.desktop.shareControl', kind: 'flag' }
const understand: OptionSpec = { flags: '--i-understand', help: 'commands.desktop.understand', kind: 'flag' }
const reports = [
  'activity.start',
  'activity.stop',
  'activity.finish',
  'activity.widen',
  'activity.narrow',
  'share.report',
  'direct.servers',
  'session.show',
] as const

/** Commands that show what is the rep's. */
export const SHARE_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['desktop', 'share'],
    summary: 'commands.desktop.share',
    options: [
      { flags: '--monitor <index>', help: 'commands.desktop.monitor', kind: 'count' },
      control,
      understand,
      platform,
    ],
    isAboutSession: true,
    requests: ['desktop.share', 'desktop.share-control', ...reports],
    examples: ['deskhand desktop share', 'deskhand desktop share --control --i-understand --json'],
    load: () => import('./run-desktop-share.ts'),
  },
  {
    path: ['app', 'list'],
    summary: 'commands.app.list',
    options: [{ flags: '--all', help: 'commands.app.all', kind: 'flag' }, platform],
    requests: [],
    examples: ['deskhand app list', 'deskhand app list --all --json'],
    load: () => import('./run-app-list.ts'),
  },
  {
    path: ['app', 'share'],
    summary: 'commands.app.share',
    arguments: [{ name: '<name>', help: 'commands.app.name' }],
    options: [control, understand, platform],
    isAboutSession: true,
    requests: ['app.share', 'app.share-control', ...reports],
    examples: ['deskhand app share Firefox', 'deskhand app share "LibreOffice Calc" --control'],
    load: () => import('./run-app-share.ts'),
  },
]
