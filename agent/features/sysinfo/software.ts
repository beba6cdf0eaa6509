// Installed software, as the system's own package manager lists it.
import type { Facts } from './bounded.ts'
import type { Collector } from './collect.ts'
import { linesOf, run } from './run.ts'

/** Package managers in the order they are tried: the program, its arguments, and how its lines read. */
const MANAGERS: readonly {
  readonly program: string
  readonly args: readonly string[]
  readonly read: (line: string) => Facts | null
}[] = [
  {
    program: 'dpkg-query',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the fields of dpkg-query's own format
    args: ['-W', '-f', '${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\n'],
    read: (line) => (line.startsWith('ii') ? packageOf(line.split('\t').slice(1), 'dpkg') : null),
  },
  {
    program: 'rpm',
    args: ['-qa', '--qf', '%{NAME}\t%{VERSION}-%{RELEASE}\t%{ARCH}\n'],
    read: (line) => packageOf(line.split('\t'), 'rpm'),
  },
  { program: 'pacman', args: ['-Q'], read: (line) => packageOf(line.split(' '), 'pacman') },
  { program: 'apk', args: ['list', '--installed'], read: (line) => packageOf([line.split(' ')[0] ?? ''], 'apk') },
]

/** One row for each installed package, by name. */
export const software: Collector = async ({ signal }) => {
  let missing: unknown = new Error('no package manager is known here')
  for (const { program, args, read } of MANAGERS) {
    try {
      const rows = linesOf(await run(program, args, signal)).map(read)
      return rows.filter((row) => row !== null).sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))
    } catch (error) {
      missing = error
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') break
    }
  }
  throw missing
}

function packageOf([name = '', version = '', arch = '']: readonly string[], source: string): Facts {
  return { name, version, arch, source }
}
