// The commands about session notes.
import type { CommandSpec } from '../command.ts'

/** Commands about notes. */
export const noteCommands: readonly CommandSpec[] = [
  {
    path: ['note', 'show'],
    summary: 'commands.note.show',
    isAboutSession: true,
    requests: ['session.show'],
    examples: ['deskhand note show > notes.txt'],
    load: () => import('./run-note-show.ts'),
  },
  {
    path: ['note', 'add'],
    summary: 'commands.note.add',
    arguments: [{ name: '[text...]', help: 'commands.note.text' }],
    isAboutSession: true,
    requests: ['note.save', 'session.show'],
    examples: ['deskhand note add "The cable was loose"', 'deskhand note add < notes.txt'],
    load: () => import('./run-note-add.ts'),
  },
  {
    path: ['note', 'edit'],
    summary: 'commands.note.edit',
    options: [{ flags: '--file <file>', help: 'commands.note.file', kind: 'text' }],
    isAboutSession: true,
    requests: ['note.save', 'session.show'],
    examples: ['deskhand note edit', 'deskhand note edit --file notes.txt'],
    load: () => import('./run-note-edit.ts'),
  },
]
