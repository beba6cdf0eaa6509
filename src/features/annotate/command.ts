// The commands about marks that need no viewer; `annotate start` and `annotate capture` belong to the program.
import { MARK_SHAPES } from '../../protocol/marks.ts'
import type { CommandSpec, OptionSpec } from '../command.ts'

const share: OptionSpec = { flags: '--share <id>', help: 'commands.annotate.share', kind: 'text' }

/** Commands about annotations. */
export const annotateCommands: readonly CommandSpec[] = [
  {
    path: ['annotate', 'add'],
    summary: 'commands.annotate.add',
    options: [
      { flags: '--shape <shape>', help: 'commands.annotate.shape', kind: 'text', choices: MARK_SHAPES },
      { flags: '--from <place>', help: 'commands.annotate.from', kind: 'text' },
      { flags: '--to <place>', help: 'commands.annotate.to', kind: 'text' },
      { flags: '--at <place>', help: 'commands.annotate.at', kind: 'text' },
      { flags: '--text <text>', help: 'commands.annotate.text', kind: 'text' },
      { flags: '--points <places>', help: 'commands.annotate.points', kind: 'text' },
      { flags: '--color <color>', help: 'commands.annotate.color', kind: 'text' },
      { flags: '--width <pixels>', help: 'commands.annotate.width', kind: 'count' },
      share,
    ],
    isAboutSession: true,
    requests: ['annotate.add', 'session.show'],
    examples: [
      'deskhand annotate add --shape arrow --from 120,80 --to 300,210',
      'deskhand annotate add --shape text --at 310,200 --text "Press here" --color #0a84ff',
      'deskhand annotate add --shape rectangle --from 40,40 --to 400,220 --width 6',
      'deskhand annotate add --shape pen --points "10,10 60,40 110,20"',
    ],
    load: () => import('./run-annotate-add.ts'),
  },
  {
    path: ['annotate', 'list'],
    summary: 'commands.annotate.list',
    options: [share],
    isAboutSession: true,
    requests: ['session.show', 'journal.read'],
    examples: ['deskhand annotate list --json'],
    load: () => import('./run-annotate-list.ts'),
  },
  {
    path: ['annotate', 'remove'],
    summary: 'commands.annotate.remove',
    arguments: [{ name: '<mark>', help: 'commands.annotate.mark' }],
    options: [share],
    isAboutSession: true,
    requests: ['annotate.remove', 'session.show'],
    examples: ['deskhand annotate remove m_4c1xq7d02hkvn8pz'],
    load: () => import('./run-annotate-remove.ts'),
  },
  {
    path: ['annotate', 'clear'],
    summary: 'commands.annotate.clear',
    options: [share],
    isAboutSession: true,
    requests: ['annotate.clear', 'session.show'],
    examples: ['deskhand annotate clear'],
    load: () => import('./run-annotate-clear.ts'),
  },
]
