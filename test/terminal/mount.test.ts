// A full-screen program takes the terminal and gives it back, however it ends.

import { Console } from 'node:console'
import { EventEmitter } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createElement } from 'react'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../src/terminal/answer.ts'
import { splitCommand } from '../../src/terminal/editor.ts'
import { useKeyboard } from '../../src/terminal/keys/use-keyboard.ts'
import { mount } from '../../src/terminal/mount.ts'
import type { MouseEvent } from '../../src/terminal/mouse.ts'
import { ioOfProcess } from '../../src/terminal/print/io.ts'
import { fakeTty } from '../support/screen.tsx'
import { temporaryFolder } from '../support/temp.ts'
import { startInTmux, type Terminal } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

const PROGRAM = fileURLToPath(new URL('mount-program.ts', import.meta.url))
const LONG = `${'1'.repeat(100)}2`
const SHELL = [
  'sh',
  '-c',
  `echo before; "$@"; echo ${LONG}; stty -a | grep -o " -\\\\?icanon\\\\| -\\\\?echo "; exec sleep 60`,
  'sh',
]
const start = async (env: Readonly<Record<string, string>> = {}) => {
  const terminal = await startInTmux([...SHELL, process.execPath, PROGRAM], { env })
  await terminal.waitFor('ready')
  return terminal
}
/** The primary screen is back with what was on it, the cursor shows, and the keyboard is a line keyboard again. */
const expectRestored = async (terminal: Terminal) => {
  const text = await terminal.waitFor('echo')
  expect(text).toContain('before')
  expect(text).toContain(' icanon')
  expect(text).toContain(' echo')
  // a line longer than the terminal goes on in the next one
  expect(text.replaceAll('\n', '')).toContain(LONG)
  expect(await terminal.isAlternate()).toBe(false)
  expect((await terminal.cursor()).isVisible).toBe(true)
}

describe('mount', () => {
  test('starts in the alternate screen, hears keys and pastes, follows a resize, and restores the terminal', async () => {
    const terminal = await start()
    expect(await terminal.isAlternate()).toBe(true)
    await terminal.press('C-c')
    await terminal.waitFor('pressed ctrl+c')
    await terminal.paste('q안녕')
    await terminal.waitFor('pasted q안녕')
    await terminal.resize({ columns: 100, rows: 30 })
    await terminal.waitFor('100x')
    await terminal.press('q')
    await expectRestored(terminal)
    expect(await terminal.text()).toContain('ended with bye')
  })

  test('a crash restores the terminal before its report, which stays readable', async () => {
    const terminal = await start({ WITH_MOUSE: '1' })
    await terminal.press('x')
    await expectRestored(terminal)
    expect(await terminal.text()).toContain('crashed on purpose')
  })

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s restores the terminal', async (signal) => {
    const terminal = await start({ WITH_MOUSE: '1' })
    const pid = Number(/pid (\d+)/.exec(await terminal.waitFor(/pid \d+/))?.[1])
    process.kill(pid, signal)
    await expectRestored(terminal)
  })

  test('the editor gets the terminal and its text comes back', async () => {
    const editor = join(await temporaryFolder(), 'my editor')
    await writeFile(editor, `#!/bin/sh\necho ${LONG}; echo "editing $1"; read answer; echo "$answer!" > "$2"\n`)
    await chmod(editor, 0o755)
    const terminal = await start({ VISUAL: `'${editor}' --wait`, WITH_MOUSE: '1' })
    await terminal.press('e')
    expect((await terminal.waitFor('editing --wait')).replaceAll('\n', '')).toContain(LONG)
    await terminal.type('안녕')
    await terminal.press('Enter')
    await terminal.waitFor('edited 안녕!')
    expect(await terminal.isAlternate()).toBe(true)
    await terminal.press('j')
    await terminal.waitFor('pressed j')
    await terminal.press('q')
    await expectRestored(terminal)
  })

  test('an editor that cannot be started is named, and the program goes on', async () => {
    const terminal = await start({ VISUAL: '/nowhere/editor' })
    await terminal.press('e')
    await terminal.waitFor('the editor /nowhere/editor cannot be started')
    await terminal.press('q')
    await expectRestored(terminal)
  })
})

describe('the modes of the terminal', () => {
  // vitest's console lacks what Node's has and Ink uses
  beforeAll(() => void Object.assign(console, { Console }))

  const modes = ['\x1b[?7', '\x1b[?1000', '\x1b[?1006', '\x1b[?2004', '\x1b[?1049', '\x1b[?25'] as const
  const isOn = (raw: string, mode: string) => raw.lastIndexOf(`${mode}h`) > raw.lastIndexOf(`${mode}l`)

  test.each(['end', 'crash'] as const)(
    'are as before after the %s, and the mouse was heard in between',
    async (how) => {
      const tty = fakeTty(80, 24)
      const io = ioOfProcess({ stdin: tty.stdin, stdout: tty.stdout, stderr: tty.stdout, env: {} })
      const process = new EventEmitter() as never // of a process only its events are used
      const events: MouseEvent[] = []
      const mounted = mount(createElement(Listening, {}), { io, process, onMouse: (event) => events.push(event) })
      await until('the mouse to be asked for', () => isOn(tty.raw(), '\x1b[?1006'))
      expect(modes.map((mode) => isOn(tty.raw(), mode))).toEqual([false, true, true, true, true, false])
      tty.stdin.write('\x1b[<0;1;1M')
      await until('the click', () => events.length)
      if (how === 'end') mounted.end()
      else (process as EventEmitter).emit('uncaughtExceptionMonitor', new Error('crash'))
      await mounted.ended
      expect(modes.map((mode) => isOn(tty.raw(), mode))).toEqual([true, false, false, false, false, true])
      expect(tty.stdin.isRaw).toBe(false)
    },
  )
})

test('what the terminal answers is heard, and no key; what is drawn is heard after it went out', async () => {
  Object.assign(console, { Console })
  const tty = fakeTty(80, 24)
  const io = ioOfProcess({ stdin: tty.stdin, stdout: tty.stdout, stderr: tty.stdout, env: {} })
  const answers: Answer[] = []
  const keys: string[] = []
  const drawn: string[] = []
  const mounted = mount(createElement(Listening, { onKey: (key) => keys.push(key) }), {
    io,
    process: new EventEmitter() as never, // of a process only its events are used
    onAnswer: (answer) => answers.push(answer),
    onDrawn: (text) => void io.stdout.write(`<after ${drawn.push(text)}>`),
  })
  await until('the keyboard to be read', () => tty.stdin.isRaw)
  expect(tty.raw()).not.toContain('\x1b[?1000h')
  tty.stdin.write('j\x1b[?63;1;4ck\x1b[6;20')
  tty.stdin.write(';10tl')
  await until('the last key', () => keys.includes('l'))
  expect(keys).toEqual(['j', 'k', 'l'])
  expect(answers.map(({ is }) => is)).toEqual(['attributes', 'cell'])
  mounted.end()
  await mounted.ended
  for (const [at, text] of drawn.entries()) expect(tty.raw()).toContain(`${text}<after ${at + 1}>`)
  expect(drawn.join('')).toContain('\x1b[?1049h')
})

function Listening({ onKey }: { readonly onKey?: (key: string) => void }): null {
  useKeyboard({ isActive: true, onPress: ({ chord }) => onKey?.(chord) })
  return null
}

test('an editor command is split into words as a shell would, without running one', () => {
  expect(splitCommand(`code --wait`)).toEqual(['code', '--wait'])
  expect(splitCommand(`"/opt/my editor/bin" -x 'a b' $(id);`)).toEqual(['/opt/my editor/bin', '-x', 'a b', '$(id);'])
})
