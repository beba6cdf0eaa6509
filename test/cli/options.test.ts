// How what was typed becomes values.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { readOption } from '../../src/cli/options.ts'
import { buildProgram, type Typed } from '../../src/cli/program.ts'
import type { OptionKind } from '../../src/features/command.ts'
import { translator } from '../../src/language/catalogue.ts'

const t = translator('en')
const read = (kind: OptionKind, text: string, before?: unknown): unknown => readOption(kind, text, { before, t })

function typed(...args: string[]): Typed {
  let found: Typed | null = null
  buildProgram(COMMANDS, t, (one) => {
    found = one
  }).parse(args, { from: 'user' })
  if (!found) throw new Error('nothing was typed')
  return found
}

test('durations are read with their unit and refused without', () => {
  expect(['250ms', '30s', '5m', '2h', '7d'].map((one) => read('duration', one))).toEqual([
    250, 30_000, 300_000, 7_200_000, 604_800_000,
  ])
  for (const wrong of ['', '30', '-1s', '1.5s', '1 s', '1w', '9999999999s'])
    expect(() => read('duration', wrong)).toThrow('duration')
})

test('counts, numbers, lists and pairs', () => {
  expect(read('count', '0')).toBe(0)
  for (const wrong of ['-1', '1.5', 'x', '', '1'.repeat(16)]) expect(() => read('count', wrong)).toThrow('whole number')
  expect(read('number', '0.5')).toBe(0.5)
  for (const wrong of ['0', '-1', 'x', '']) expect(() => read('number', wrong)).toThrow('above 0')
  expect(read('list', 'a, b', ['z'])).toEqual(['z', 'a', 'b'])
  expect(read('pair', 'Region=Seoul=1', { A: 'b' })).toEqual({ A: 'b', Region: 'Seoul=1' })
  for (const wrong of ['', 'x', '=x']) expect(() => read('pair', wrong)).toThrow('NAME=VALUE')
})

test('no text makes reading fail with anything but a usage error', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<OptionKind>('count', 'number', 'duration', 'list', 'pair', 'text'),
      fc.string(),
      (kind, text) => {
        try {
          read(kind, text)
        } catch (error) {
          expect(error).toMatchObject({ code: 'usage' })
        }
      },
    ),
  )
})

test('global options are taken before and after the command; only what was typed is an option', () => {
  for (const args of [
    ['--json', 'session', 'list', '--all'],
    ['session', '--json', 'list', '--all'],
    ['session', 'list', '--all', '--json'],
  ]) {
    const { spec, options, global } = typed(...args)
    expect([spec.path, options, global.json]).toEqual([['session', 'list'], { all: true }, true])
  }
  expect(typed('session', 'start').options).toEqual({})
  expect(typed('session', 'start', '--no-email').options).toEqual({ email: false })
  expect(typed('desktop', 'view', '--no-open', '-s', '7').options).toEqual({ open: false })
  expect(typed('session', 'start', '--tracking', 'A=1', '--tracking', 'B=2').options).toEqual({
    tracking: { A: '1', B: '2' },
  })
})

test('words of an argument that goes on are a list; a value outside its choices is refused', () => {
  expect(typed('chat', 'send', 'a', 'b').args).toEqual([['a', 'b']])
  expect(typed('chat', 'send', '--', '--json').args).toEqual([['--json']])
  expect(() => typed('session', 'wait', '--for', 'never')).toThrow('never')
})

test('every example in the help is understood, as the command it stands with', () => {
  for (const { path, examples } of COMMANDS)
    for (const example of examples) {
      const words = (/\bdeskhand (?<line>[^|<>&)]*)/.exec(example)?.groups?.line ?? '').match(/"[^"]*"|\S+/g) ?? []
      const found = typed(...words.map((word) => word.replaceAll('"', '')))
      expect([example, found.spec.path]).toEqual([example, path])
    }
})
