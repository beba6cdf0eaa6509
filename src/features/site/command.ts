// The commands about the site's settings.
import type { CommandSpec } from '../command.ts'

/** Commands about the site. */
export const siteCommands: readonly CommandSpec[] = [
  {
    path: ['admin', 'site', 'show'],
    summary: 'commands.site.show',
    requests: ['site.show'],
    examples: ['deskhand admin site show --json'],
    load: () => import('./run-site-show.ts'),
  },
  {
    path: ['admin', 'site', 'set'],
    summary: 'commands.site.set',
    arguments: [
      { name: '<name>', help: 'commands.site.name' },
      { name: '<value>', help: 'commands.site.value' },
    ],
    requests: ['site.set'],
    examples: ['deskhand admin site set site.company "Acme"', 'deskhand admin site set session.maxCustomers 5'],
    load: () => import('./run-site-set.ts'),
  },
]
