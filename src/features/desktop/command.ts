// The commands about desktops that need no viewer; `desktop view` and `desktop screenshot` belong to the program.
import type { CommandSpec } from '../command.ts'

/** Commands about desktops. */
export const desktopCommands: readonly CommandSpec[] = [
  {
    path: ['desktop', 'stop'],
    summary: 'commands.desktop.stop',
    isAboutSession: true,
    requests: ['activity.stop', 'consent.withdraw', 'session.show'],
    examples: ['deskhand desktop stop'],
    load: () => import('./run-desktop-stop.ts'),
  },
  {
    path: ['desktop', 'status'],
    summary: 'commands.desktop.status',
    isAboutSession: true,
    requests: ['session.show'],
    examples: ['deskhand desktop status --json'],
    load: () => import('./run-desktop-status.ts'),
  },
]
