// The commands about marks that need no viewer; `annotate start` and `annotate capture` belong to the program.
import { MARK_SHAPES } from '../../protocol/marks.ts'
import type { CommandSpec, OptionSpec } from '../command.ts'

const share: OptionSpec = { flags: '--share <id>', help: 'annotate.share', kind: 'text' }

/** Commands about annotations. */
export const annotateCommands: readonly CommandSpec[] = [
  {
    path: ['annotate', 'add'],
    summary: 'annotate.add',
    options: [
      { flags: '--shape <shape>', help: 'annotate.shape', kind: 'text', choices: MARK_SHAPES },
      { flags: '--from <place>', help: 'annotate.from', kind: 'text' },
      { flags: '--to <place>', help: 'annotate.to', kind: 'text' },
      { flags: '--at <place>', help: 'annotate.at', kind: 'text' },
      { flags: '--text <text>', help: 'annotate.text', kind: 'text' },
      { flags: '--points <places>', help: 'annotate.points', kind: 'text' },
      { flags: '--color <color>', help: 'annotate.color', kind: 'text' },
      { flags: '--width <pixels>', help: 'annotate.width', kind: 'count' },
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
    summary: 'annotate.list',
    options: [share],
    isAboutSession: true,
    requests: ['session.show', 'journal.read'],
    examples: ['deskhand annotate list --json'],
    load: () => import('./run-annotate-list.ts'),
  },
  {
    path: ['annotate', 'remove'],
    summary: 'annotate.remove',
    arguments: [{ name: '<mark>', help: 'annotate.mark' }],
    options: [share],
    isAboutSession: true,
    requests: ['annotate.remove', 'session.show'],
    examples: ['deskhand annotate remove m_4c1xq7d02hkvn8pz'],
    load: () => import('./run-annotate-remove.ts'),
  },
  {
    path: ['annotate', 'clear'],
    summary: 'annotate.clear',
    options: [share],
    isAboutSession: true,
    requests: ['annotate.clear', 'session.show'],
    examples: ['deskhand annotate clear'],
    load: () => import('./run-annotate-clear.ts'),
  },
]
