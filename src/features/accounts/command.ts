// The commands about accounts and tokens.

import type { CommandSpec } from '../command.ts'
import { VIEW_SCALES, VIEW_WINDOWS } from '../view-choices.ts'

const passwordStdin = { flags: '--password-stdin', help: 'commands.passwordStdin', kind: 'flag' } as const

/** Commands about accounts. */
export const accountCommands: readonly CommandSpec[] = [
  {
    path: ['whoami'],
    summary: 'commands.whoami',
    requests: ['account.whoami'],
    examples: ['deskhand whoami --json'],
    load: () => import('./run-whoami.ts'),
  },
  {
    path: ['passwd'],
    summary: 'commands.passwd',
    options: [{ flags: '--passwords-stdin', help: 'commands.passwordsStdin', kind: 'flag' }],
    requests: ['account.password'],
    examples: ['deskhand passwd', 'printf \'%s\\n%s\\n\' "$OLD" "$NEW" | deskhand passwd --passwords-stdin'],
    load: () => import('./run-passwd.ts'),
  },
  {
    path: ['token', 'create'],
    summary: 'commands.token.create',
    arguments: [{ name: '<name>', help: 'commands.token.name' }],
    options: [
      { flags: '--scope <scopes>', help: 'commands.token.scope', kind: 'list' },
      { flags: '--ttl <duration>', help: 'commands.token.ttl', kind: 'duration' },
    ],
    requests: ['token.create'],
    examples: ['deskhand token create ci --scope read,work --ttl 7d --json'],
    load: () => import('./run-token-create.ts'),
  },
  {
    path: ['token', 'list'],
    summary: 'commands.token.list',
    requests: ['token.list'],
    examples: ['deskhand token list --json'],
    load: () => import('./run-token-list.ts'),
  },
  {
    path: ['token', 'revoke'],
    summary: 'commands.token.revoke',
    arguments: [{ name: '<id>', help: 'commands.token.id' }],
    requests: ['token.revoke'],
    examples: ['deskhand token revoke t_0123456789abcdef'],
    load: () => import('./run-token-revoke.ts'),
  },
  {
    path: ['admin', 'user', 'add'],
    summary: 'commands.user.add',
    arguments: [{ name: '<email>', help: 'commands.user.email' }],
    options: [
      { flags: '--name <name>', help: 'commands.user.name', kind: 'text' },
      { flags: '--role <role>', help: 'commands.user.role', kind: 'text', choices: ['rep', 'admin'] },
      passwordStdin,
    ],
    requests: ['account.add'],
    examples: ['deskhand admin user add kim@example.com --name "Kim" --role rep --password-stdin < password.txt'],
    load: () => import('./run-user-add.ts'),
  },
  {
    path: ['admin', 'user', 'list'],
    summary: 'commands.user.list',
    requests: ['account.list'],
    examples: ['deskhand admin user list --json'],
    load: () => import('./run-user-list.ts'),
  },
  {
    path: ['admin', 'user', 'edit'],
    summary: 'commands.user.edit',
    arguments: [{ name: '<account>', help: 'commands.user.account' }],
    options: [
      { flags: '--name <name>', help: 'commands.user.name', kind: 'text' },
      { flags: '--role <role>', help: 'commands.user.role', kind: 'text', choices: ['rep', 'admin'] },
      {
        flags: '--session-mode <mode>',
        help: 'commands.user.sessionMode',
        kind: 'text',
        choices: ['single', 'multi', 'site'],
      },
      { flags: '--view <window>', help: 'commands.user.view', kind: 'text', choices: VIEW_WINDOWS },
      { flags: '--scale <scale>', help: 'commands.user.scale', kind: 'text', choices: VIEW_SCALES },
      { flags: '--colors <colors>', help: 'commands.user.colors', kind: 'text', choices: ['256', '16bit', 'true'] },
      passwordStdin,
    ],
    requests: ['account.change'],
    examples: [
      'deskhand admin user edit kim@example.com --role admin',
      'deskhand admin user edit kim@example.com --view window --scale actual --colors 16bit',
    ],
    load: () => import('./run-user-edit.ts'),
  },
  {
    path: ['admin', 'user', 'disable'],
    summary: 'commands.user.disable',
    arguments: [{ name: '<account>', help: 'commands.user.account' }],
    isDangerous: true,
    requests: ['account.change'],
    examples: ['deskhand admin user disable kim@example.com --yes'],
    load: () => import('./run-user-disable.ts'),
  },
  {
    path: ['admin', 'user', 'enable'],
    summary: 'commands.user.enable',
    arguments: [{ name: '<account>', help: 'commands.user.account' }],
    requests: ['account.change'],
    examples: ['deskhand admin user enable kim@example.com'],
    load: () => import('./run-user-enable.ts'),
  },
]
