// The commands about chat.
import type { CommandSpec } from '../command.ts'

/** Commands about chat. */
export const chatCommands: readonly CommandSpec[] = [
  {
    path: ['chat', 'send'],
    summary: 'commands.chat.send',
    arguments: [{ name: '[text...]', help: 'commands.chat.text' }],
    options: [{ flags: '--to <participant>', help: 'commands.chat.to', kind: 'text' }],
    isAboutSession: true,
    requests: ['chat.send'],
    examples: ['deskhand chat send "Please open the settings"', 'fortune | deskhand chat send --to Kim'],
    load: () => import('./run-chat-send.ts'),
  },
  {
    path: ['chat', 'tail'],
    summary: 'commands.chat.tail',
    options: [
      { flags: '-f, --follow', help: 'commands.follow', kind: 'flag' },
      { flags: '-n, --lines <count>', help: 'commands.chat.lines', kind: 'count' },
    ],
    isAboutSession: true,
    requests: ['journal.read'],
    examples: ['deskhand chat tail --follow --json'],
    load: () => import('./run-chat-tail.ts'),
  },
]
