// What the console does outside of its frame: the clipboard, attention, files; and what the mouse means.
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SuspendTerminal } from 'ink'
import { expect, test } from 'vitest'
import type { Ports } from '../../src/console/control/ports.ts'
import { pressMouse } from '../../src/console/control/press-mouse.ts'
import { makePorts } from '../../src/console/make-ports.ts'
import type { MouseEvent } from '../../src/terminal/mouse.ts'
import { knownPictures } from '../../src/terminal/pictures/pictures.ts'
import { openBench } from '../support/desk.ts'
import { atEnd } from '../support/ending.ts'
import { fakeIo } from '../support/fake-io.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../support/hostile.ts'
import { temporaryFolder } from '../support/temp.ts'

function ports(given: { readonly bell?: boolean; readonly notify?: boolean } = {}) {
  const { io, out } = fakeIo({ isTty: true })
  const { bell = false, notify = false } = given
  return { out, ports: makePorts({ io, showScreen: null, bell, notify, end: () => undefined, suspend: () => null }) }
}

test('copying sends the text to the clipboard of the terminal, encoded, so that nothing in it is a sequence', () => {
  const { ports: made, out } = ports()
  made.copy('https://help.example/j/123 \x1b[2J 한글')
  const encoded = /^\x1b\]52;c;([A-Za-z0-9+/=]+)\x07$/.exec(out())?.[1] ?? ''
  expect(Buffer.from(encoded, 'base64').toString()).toBe('https://help.example/j/123 \x1b[2J 한글')
})

test('attention is a bell, a desktop notice, both or neither, as it is configured', () => {
  const rung = (given: { bell?: boolean; notify?: boolean }) => {
    const { ports: made, out } = ports(given)
    made.ring('김민지 is at the door')
    return out()
  }
  expect(rung({})).toBe('')
  expect(rung({ bell: true })).toBe('\x07')
  expect(rung({ notify: true })).toBe('\x1b]9;김민지 is at the door\x07')
  expect(rung({ bell: true, notify: true })).toBe('\x07\x1b]9;김민지 is at the door\x07')
})

test('a hostile text cannot leave the desktop notice it is in', () => {
  for (const { name, value } of HOSTILE_TEXTS) {
    const { ports: made, out } = ports({ notify: true })
    made.ring(value)
    const inside = /^\x1b\]9;(.*)\x07$/s.exec(out())?.[1] ?? '\x07'
    expect(inside, name).not.toMatch(DANGEROUS_IN_TERMINAL)
  }
})

test('saving never writes over a file, and never outside the folder', async () => {
  const folder = await temporaryFolder('save')
  const before = process.cwd()
  await mkdir(join(folder, 'here'))
  process.chdir(join(folder, 'here'))
  atEnd(() => process.chdir(before))
  const { ports: made } = ports()
  const [first, second, third] = [
    await made.save('a.txt', '1'),
    await made.save('a.txt', '2'),
    await made.save('../../b', '3'),
  ]
  expect(first).toMatch(/here\/a\.txt$/)
  expect(second).toMatch(/here\/a-2\.txt$/)
  expect(await readFile(first, 'utf8')).toBe('1')
  expect(third).toContain(join(folder, 'here'))
  expect(await readdir(folder)).toEqual(['here'])
})

test('the terminal is lent from before the editor starts until it has ended, and an answer is waited for first', async () => {
  const { io } = fakeIo({ isTty: true, env: { VISUAL: process.execPath } })
  const order: string[] = []
  const pictures = { ...knownPictures('sixel'), quiet: async () => void order.push(`quiet ${made.isLent()}`) }
  const suspend = async (run: () => Promise<void>) => {
    order.push(`suspended ${made.isLent()}`)
    await run()
    order.push(`drawn again ${made.isLent()}`)
  }
  const rest = { showScreen: null, bell: false, notify: false, end: () => undefined }
  const made: Ports = makePorts({ io, pictures, suspend: () => suspend as SuspendTerminal, ...rest })
  expect(made.isLent()).toBe(false)
  expect(await made.edit('note.js', 'process.exitCode = 0')).toBe('process.exitCode = 0')
  expect(order).toEqual(['quiet true', 'suspended true', 'drawn again false'])
  expect(made.isLent()).toBe(false)
})

test('the wheel moves, a click puts the cursor on a session, a second click opens it', () => {
  const { control } = openBench({ columns: 100, rows: 30 })
  const mouse = (kind: MouseEvent['kind'], y = 0) => pressMouse(control, { kind, button: 'left', x: 10, y })
  mouse('wheelDown')
  mouse('wheelDown')
  expect(control.ui.state.list.place.cursor).toBe(2)
  mouse('wheelUp')
  expect(control.ui.state.list.place.cursor).toBe(1)
  mouse('down', 3)
  expect(control.ui.state.list.session).toBe('s_waiting00000005')
  mouse('down', 29)
  expect(control.ui.state.route).toEqual({ at: 'list' })
  mouse('down', 3)
  expect(control.ui.state.route).toMatchObject({ at: 'session', session: 's_waiting00000005' })
})
