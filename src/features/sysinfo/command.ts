// The commands about system information.
import type { CommandSpec } from '../command.ts'

const refresh = { flags: '--refresh', help: 'commands.sysinfo.refresh', kind: 'flag' } as const

/** Commands about system information. */
export const sysinfoCommands: readonly CommandSpec[] = [
  {
    path: ['sysinfo', 'show'],
    summary: 'commands.sysinfo.show',
    options: [{ flags: '--category <names>', help: 'commands.sysinfo.category', kind: 'list' }, refresh],
    isAboutSession: true,
    requests: ['sysinfo.collect', 'journal.read'],
    examples: ['deskhand sysinfo show --category os,disks', 'deskhand sysinfo show --refresh --json'],
    load: () => import('./run-sysinfo-show.ts'),
  },
  {
    path: ['sysinfo', 'save'],
    summary: 'commands.sysinfo.save',
    options: [{ flags: '-o, --out <file>', help: 'commands.sysinfo.out', kind: 'text' }, refresh],
    isAboutSession: true,
    requests: ['sysinfo.collect', 'journal.read'],
    examples: ['deskhand sysinfo save --out machine.txt'],
    load: () => import('./run-sysinfo-save.ts'),
  },
]
