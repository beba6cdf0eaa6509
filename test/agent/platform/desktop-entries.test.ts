// Desktop entries: which applications a menu shows, under which name, and what exactly is run.
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MAX_APPLICATIONS, MAX_TITLE_CHARACTERS } from '../../../agent/platform/applications.ts'
import { menuLanguages, readEntry } from '../../../agent/platform/desktop-entries/entry.ts'
import { MAX_ARGUMENTS, splitExec } from '../../../agent/platform/desktop-entries/exec-line.ts'
import { findEntries, MAX_ENTRY_BYTES } from '../../../agent/platform/desktop-entries/find-entries.ts'
import { temporaryFolder } from '../../support/temp.ts'

const entry = (lines: readonly string[]): string => ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n')
const NOBODY = { languages: [], desktops: [] }

describe('an Exec line', () => {
  it.each([
    ['xterm', ['xterm']],
    ['firefox %u', ['firefox']],
    ['/opt/a/b --open=%f --share 100%%', ['/opt/a/b', '--open=', '--share', '100%']],
    ['"/opt/My App/run" "a \\"b\\" \\$c \\\\"', ['/opt/My App/run', 'a "b" $c \\']],
    ['env A=1 b', ['env', 'A=1', 'b']],
    ['run "" x', ['run', '', 'x']],
  ])('%s is split without a shell', (line, argv) => {
    expect(splitExec(line)).toEqual(argv)
  })

  it.each(['', '   ', 'a "b', 'a;b', 'a && b', '$(id)', 'a `id`', 'a > /tmp/x', 'a"b"', '""'])(
    '%j is refused',
    (line) => {
      expect(splitExec(line)).toBeNull()
    },
  )

  it('has a limited number of arguments', () => {
    expect(splitExec('a '.repeat(MAX_ARGUMENTS))).toHaveLength(MAX_ARGUMENTS)
    expect(splitExec('a '.repeat(MAX_ARGUMENTS + 1))).toBeNull()
  })
})

describe('an entry', () => {
  it('is named in the language of its user, country and modifier first', () => {
    expect(menuLanguages({ LANG: 'ko_KR.UTF-8' })).toEqual(['ko_KR', 'ko'])
    expect(menuLanguages({ LC_ALL: 'sr_RS@latin', LANG: 'ko' })).toEqual(['sr_RS@latin', 'sr_RS', 'sr@latin', 'sr'])
    expect(menuLanguages({ LANG: 'C' })).toEqual([])
    const text = entry(['Name=Notes', 'Name[ko]=메모장', 'Exec=notes'])
    expect(readEntry('notes', text, { languages: ['ko_KR', 'ko'], desktops: [] })?.name).toBe('메모장')
    expect(readEntry('notes', text, NOBODY)?.name).toBe('Notes')
  })

  it.each([
    'NoDisplay=true',
    'Hidden=true',
    'Terminal=true',
    'OnlyShowIn=KDE;XFCE;',
    'NotShowIn=GNOME;',
    'Type=Link',
    'Name=',
    'Exec=a; rm x',
  ])('with %s is not shown', (line) => {
    const text = entry(['Name=Notes', 'Exec=notes', line])
    expect(readEntry('notes', text, { languages: [], desktops: ['GNOME'] })).toBeNull()
  })

  it('for this desktop is shown, only its main group counts, and its name is cut at the limit', () => {
    const text = `${entry(['Name=N', 'Exec=n', 'OnlyShowIn=GNOME;KDE;'])}[Desktop Action x]\nName=Other\nExec=other\n`
    expect(readEntry('n', text, { languages: [], desktops: ['GNOME'] })).toMatchObject({ name: 'N', argv: ['n'] })
    const long = entry([`Name=${'가'.repeat(MAX_TITLE_CHARACTERS + 1)}`, 'Exec=n'])
    expect(readEntry('n', long, NOBODY)?.name).toHaveLength(MAX_TITLE_CHARACTERS)
  })
})

describe('the installed applications', () => {
  async function machine(files: Readonly<Record<string, string>>) {
    const home = await temporaryFolder()
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(home, path)), { recursive: true })
      await writeFile(join(home, path), text)
    }
    await mkdir(join(home, 'bin'), { recursive: true })
    await writeFile(join(home, 'bin', 'tool'), '#!/bin/sh\n')
    await chmod(join(home, 'bin', 'tool'), 0o755)
    return {
      HOME: home,
      XDG_DATA_HOME: join(home, 'own'),
      XDG_DATA_DIRS: `${home}/a:${home}/b:relative`,
      PATH: `${home}/bin`,
    }
  }

  it('[APP-05] are found as menus find them: the own ones first, subfolders in the id, missing programs left out', async () => {
    const env = await machine({
      'own/applications/two.desktop': entry(['Name=Mine', 'Exec=tool']),
      'a/applications/two.desktop': entry(['Name=Theirs', 'Exec=tool']),
      'a/applications/kde/one.desktop': entry(['Name=One', 'Exec=tool %F']),
      'a/applications/gone.desktop': entry(['Name=Gone', 'Exec=no-such-program']),
      'a/applications/half.desktop': entry(['Name=Half', 'Exec=tool', 'TryExec=no-such-program']),
      'a/applications/hidden.desktop': entry(['Name=Hidden', 'Exec=tool', 'Hidden=true']),
      'b/applications/hidden.desktop': entry(['Name=Back again', 'Exec=tool']),
      'b/applications/huge.desktop': entry(['Name=Huge', 'Exec=tool', `X=${'x'.repeat(MAX_ENTRY_BYTES)}`]),
      'b/applications/notes.txt': entry(['Name=No entry', 'Exec=tool']),
    })
    expect(await findEntries(env)).toMatchObject([
      { id: 'two', name: 'Mine' },
      { id: 'kde-one', name: 'One', argv: ['tool'] },
    ])
  })

  it('are listed up to the limit', async () => {
    const names = Array.from({ length: MAX_APPLICATIONS + 1 }, (_, index) => `a/applications/x${index}.desktop`)
    const env = await machine(Object.fromEntries(names.map((name) => [name, entry([`Name=${name}`, 'Exec=tool'])])))
    expect(await findEntries(env)).toHaveLength(MAX_APPLICATIONS)
  })
})
