// The commands about running shares; those that show or send pictures belong to the program.
import type { CommandSpec } from '../command.ts'
import { SHARE_COLORS, SHARE_MODES } from './choices.ts'

const stops = ['activity.stop', 'consent.withdraw', 'session.show'] as const

/** Commands about running shares. */
export const shareCommands: readonly CommandSpec[] = [
  {
    path: ['desktop', 'stop'],
    summary: 'commands.desktop.stop',
    isAboutSession: true,
    requests: stops,
    examples: ['deskhand desktop stop'],
    load: () => import('./run-desktop-stop.ts'),
  },
  {
    path: ['desktop', 'status'],
    summary: 'commands.desktop.status',
    isAboutSession: true,
    requests: ['session.show', 'share.status'],
    examples: ['deskhand desktop status --json'],
    load: () => import('./run-desktop-status.ts'),
  },
  {
    path: ['desktop', 'text'],
    summary: 'commands.desktop.text',
    isAboutSession: true,
    requests: ['session.show', 'share.status'],
    examples: ['deskhand desktop text --json'],
    load: () => import('./run-desktop-text.ts'),
  },
  {
    path: ['desktop', 'set'],
    summary: 'commands.desktop.set',
    isAboutSession: true,
    options: [
      { flags: '--mode <mode>', help: 'commands.desktop.mode', kind: 'text', choices: SHARE_MODES },
      { flags: '--colors <colors>', help: 'commands.desktop.colors', kind: 'text', choices: SHARE_COLORS },
      { flags: '--max-kbps <kilobits>', help: 'commands.desktop.maxKbps', kind: 'count' },
      { flags: '--monitor <index>', help: 'commands.desktop.monitor', kind: 'count' },
      { flags: '--all-monitors', help: 'commands.desktop.allMonitors', kind: 'flag' },
    ],
    requests: ['share.set', 'session.show'],
    examples: ['deskhand desktop set --mode sampling', 'deskhand desktop set --colors 256 --max-kbps 200'],
    load: () => import('./run-desktop-set.ts'),
  },
  {
    path: ['desktop', 'reclaim'],
    summary: 'commands.desktop.reclaim',
    isAboutSession: true,
    requests: ['share.reclaim', 'session.show'],
    examples: ['deskhand desktop reclaim'],
    load: () => import('./run-desktop-reclaim.ts'),
  },
  {
    path: ['app', 'stop'],
    summary: 'commands.app.stop',
    isAboutSession: true,
    requests: stops,
    examples: ['deskhand app stop'],
    load: () => import('./run-app-stop.ts'),
  },
  {
    path: ['cobrowse', 'stop'],
    summary: 'commands.cobrowse.stop',
    isAboutSession: true,
    requests: stops,
    examples: ['deskhand cobrowse stop'],
    load: () => import('./run-cobrowse-stop.ts'),
  },
]
