// The commands about published files.
import type { CommandSpec } from '../command.ts'

/** Commands about published files. */
export const fileCommands: readonly CommandSpec[] = [
  {
    path: ['file', 'publish'],
    summary: 'commands.file.publish',
    arguments: [{ name: '<file...>', help: 'commands.file.files' }],
    isAboutSession: true,
    requests: ['file.open', 'file.list'],
    examples: [
      'deskhand file publish driver.zip manual.pdf',
      'deskhand file publish patch.bin --session 123456789 --json',
    ],
    load: () => import('./run-file-publish.ts'),
  },
  {
    path: ['file', 'ls'],
    summary: 'commands.file.ls',
    isAboutSession: true,
    requests: ['file.list'],
    examples: ['deskhand file ls', 'deskhand file ls --json'],
    load: () => import('./run-file-ls.ts'),
  },
  {
    path: ['file', 'unpublish'],
    summary: 'commands.file.unpublish',
    arguments: [{ name: '[file]', help: 'commands.file.id' }],
    options: [{ flags: '--all', help: 'commands.file.all', kind: 'flag' }],
    isAboutSession: true,
    requests: ['file.unpublish'],
    examples: ['deskhand file unpublish f_0123456789abcdef', 'deskhand file unpublish --all'],
    load: () => import('./run-file-unpublish.ts'),
  },
]
