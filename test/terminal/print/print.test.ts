// What commands print is aligned for people, plain for programs, and harmless for both.
import { describe, expect, test } from 'vitest'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { printJson, printNdjson } from '../../../src/terminal/print/print-json.ts'
import { printError, printMessage, printText } from '../../../src/terminal/print/print-message.ts'
import { printTable } from '../../../src/terminal/print/print-table.ts'
import { progressLine } from '../../../src/terminal/print/progress.ts'
import { cells } from '../../../src/terminal/text/cells.ts'
import { fakeIo } from '../../support/fake-io.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../../support/hostile.ts'

const people = [
  { name: '김민지', topic: '프린터가 안 돼요 😢', minutes: 7 },
  { name: 'Anna Schmidt', topic: 'VPN', minutes: 124 },
]
const columns = [
  { header: 'NAME', value: (row: (typeof people)[number]) => row.name },
  { header: 'MIN', align: 'right', value: (row: (typeof people)[number]) => row.minutes },
  { header: 'TOPIC', isFlexible: true, value: (row: (typeof people)[number]) => row.topic },
] as const

describe('printTable', () => {
  test('aligns Korean and emoji by cells on a terminal', async () => {
    const { io, out } = fakeIo({ isTty: true, env: { TERM: 'dumb' } })
    await printTable(io, columns, people)
    expect(out().split('\n')).toEqual([
      'NAME          MIN  TOPIC',
      '김민지          7  프린터가 안 돼요 😢',
      'Anna Schmidt  124  VPN',
      '',
    ])
  })

  test('cuts the flexible column to the terminal and nothing in a pipe', async () => {
    const narrow = fakeIo({ isTty: true, columns: 30 })
    await printTable(narrow.io, columns, people)
    for (const line of narrow.out().split('\n')) expect(cells(line.replace(/\x1b\[\d+m/g, ''))).toBeLessThanOrEqual(30)
    expect(narrow.out()).toContain('김민지          7  프린터가 …')
    const pipe = fakeIo()
    await printTable(pipe.io, columns, people)
    expect(pipe.out()).toBe('김민지\t7\t프린터가 안 돼요 😢\nAnna Schmidt\t124\tVPN\n')
  })

  test.each(HOSTILE_TEXTS)('keeps "$name" in its row and field', async ({ value }) => {
    const table = [
      { header: 'A', value: () => value },
      { header: 'B', value: () => 'end' },
    ]
    const pipe = fakeIo()
    await printTable(pipe.io, table, [0])
    expect(pipe.out().split('\n')).toHaveLength(2)
    expect(pipe.out().split('\t')).toHaveLength(2)
    const terminal = fakeIo({ isTty: true, env: { NO_COLOR: '1' } })
    await printTable(terminal.io, table, [0])
    const lines = terminal.out().split('\n')
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      expect(line).not.toMatch(DANGEROUS_IN_TERMINAL)
      expect(cells(line)).toBeLessThanOrEqual(80)
    }
  })
})

describe('printJson', () => {
  test.each(HOSTILE_TEXTS)('carries "$name" without loss and without danger', async ({ value }) => {
    for (const isTty of [false, true]) {
      const { io, out } = fakeIo({ isTty })
      await printJson(io, { value })
      expect(JSON.parse(out())).toEqual({ value })
      expect(out()).not.toMatch(DANGEROUS_IN_TERMINAL)
    }
  })

  test('prints one value a line and stops its source when the reader goes away', async () => {
    const { io, out, closeOut } = fakeIo()
    let isStopped = false
    async function* endless() {
      try {
        for (let seq = 1; ; seq++) {
          if (seq === 3) closeOut()
          yield { seq }
        }
      } finally {
        isStopped = true
      }
    }
    await printNdjson(io, endless())
    expect(out()).toBe('{"seq":1}\n{"seq":2}\n')
    expect(isStopped).toBe(true)
    expect(io.closed.aborted).toBe(true)
  })
})

describe('messages and errors', () => {
  test('results go to stdout and messages to stderr', async () => {
    const { io, out, err } = fakeIo()
    await printText(io, 'one\ntwo')
    await printMessage(io, 'by the way')
    expect([out(), err()]).toEqual(['one\ntwo\n', 'by the way\n'])
  })

  test('an error is a sentence and what to do, and its exit code is returned', async () => {
    const { io, err } = fakeIo()
    expect(await printError(io, new DeskhandError('chat.too-long', { limit: 1000, length: 1001 }))).toBe(8)
    expect(err()).toBe('error: a chat message has at most 1000 characters, this one has 1001\nsend it in parts\n')
  })

  test('an error with --json is one object with code, message, help and details', async () => {
    const { io, out, err } = fakeIo({ isJson: true, isTty: true })
    expect(await printError(io, { code: 'x.y', message: 'no\x1b[2J', exitCode: 5 })).toBe(5)
    expect(JSON.parse(err())).toEqual({ error: { code: 'x.y', message: 'no\x1b[2J', help: '', details: {} } })
    expect(out()).toBe('')
  })

  test.each(HOSTILE_TEXTS)('"$name" is harmless as a message and in an error', async ({ value }) => {
    const { io, out, err } = fakeIo({ isTty: true, env: { NO_COLOR: '1' } })
    await printText(io, value)
    await printMessage(io, value)
    await printError(io, { code: 'x', message: value, help: value, exitCode: 1 })
    expect(out() + err()).not.toMatch(DANGEROUS_IN_TERMINAL)
  })
})

describe('progressLine', () => {
  test('overwrites one line on a terminal and leaves it clean', async () => {
    const { io, err } = fakeIo({ isTty: true, columns: 10 })
    const progress = progressLine(io)
    progress.update('보고서.pdf 10%\x1b[2J')
    await progress.done()
    expect(err()).toBe('\r보고서.p…\x1b[K\r\x1b[K')
  })

  test('shows nothing in a pipe or with --json', async () => {
    for (const options of [{}, { isTty: true, isJson: true }]) {
      const { io, err } = fakeIo(options)
      progressLine(io).update('10%')
      expect(err()).toBe('')
    }
  })
})
