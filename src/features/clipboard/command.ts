// The commands about the clipboard.
import type { CommandSpec } from '../command.ts'

/** Commands about the clipboard. */
export const clipboardCommands: readonly CommandSpec[] = [
  {
    path: ['clipboard', 'push'],
    summary: 'commands.clipboard.push',
    arguments: [{ name: '[text...]', help: 'commands.clipboard.text' }],
    isAboutSession: true,
    requests: ['clipboard.push', 'clipboard.give'],
    examples: ['deskhand clipboard push "https://acme.example/driver"', 'deskhand clipboard push - < settings.txt'],
    load: () => import('./run-clipboard-push.ts'),
  },
  {
    path: ['clipboard', 'pull'],
    summary: 'commands.clipboard.pull',
    options: [{ flags: '-o, --out <file>', help: 'commands.clipboard.out', kind: 'text' }],
    isAboutSession: true,
    requests: ['clipboard.pull', 'clipboard.take'],
    examples: ['deskhand clipboard pull --out error.txt', 'deskhand clipboard pull --json'],
    load: () => import('./run-clipboard-pull.ts'),
  },
]
