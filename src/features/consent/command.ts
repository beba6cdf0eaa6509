// The commands about consent.
import type { CommandSpec } from '../command.ts'

/** Commands about consent. */
export const consentCommands: readonly CommandSpec[] = [
  {
    path: ['consent', 'list'],
    summary: 'commands.consent.list',
    isAboutSession: true,
    requests: ['session.show'],
    examples: ['deskhand consent list --json'],
    load: () => import('./run-consent-list.ts'),
  },
]
