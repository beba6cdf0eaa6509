// Everything that can be asked of a hub can be asked from the command line.
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { helpText, placeOf } from '../../src/cli/help.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { REQUESTS, type RequestName } from '../../src/features/requests.ts'
import { translator } from '../../src/language/catalogue.ts'

/** What only the customer's own program may ask. */
const OF_THE_AGENT: readonly RequestName[] = [
  'session.join',
  'consent.deliver',
  'consent.answer',
  'consent.revoke',
  'sysinfo.report',
  'clipboard.report',
  'file.report',
]

test('[SHP-02] every request is made by a command, but those of the customer’s own program', () => {
  const made = new Set(COMMANDS.flatMap((one) => one.requests))
  const missing = Object.keys(REQUESTS).filter((name) => !made.has(name as RequestName))
  expect(missing.toSorted()).toEqual([...OF_THE_AGENT].toSorted())
})

test('the requests of the agent are open to customers or strangers alone', () => {
  for (const name of OF_THE_AGENT)
    expect([name, REQUESTS[name].who.every((who) => who === 'customer' || who === 'stranger')]).toEqual([name, true])
})

test('no two commands are typed alike, and every one loads a run of its own', async () => {
  const paths = COMMANDS.map((one) => one.path.join(' '))
  expect(new Set(paths).size).toBe(paths.length)
  for (const one of COMMANDS) expect(typeof (await one.load()).run).toBe('function')
})

test('help explains every noun and command in both languages', () => {
  for (const language of ['en', 'ko'] as const) {
    const t = translator(language)
    const words = COMMANDS.flatMap(({ path }) => path.map((_, depth) => path.slice(0, depth + 1)))
    for (const path of [[], ...words]) {
      const place = placeOf(COMMANDS, path)
      if (place.is === 'nowhere') throw new Error(`${path.join(' ')} leads nowhere`)
      const text = helpText(COMMANDS, place, t)
      expect([path, text]).toEqual([path, expect.stringContaining(['deskhand', ...path].join(' '))])
      expect(text).not.toMatch(/\b(cli|commands)\.[a-z]/)
    }
  }
})

test('examples are command lines that parse', () => {
  for (const spec of COMMANDS) {
    for (const line of spec.examples ?? []) {
      for (const part of line.split(/\s*(?:\||&&|<\(|\)|<|>)\s*/).filter((one) => one.startsWith('deskhand '))) {
        const args = Array.from(part.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '').slice(1)
        let typed = ''
        buildProgram(COMMANDS, translator('en'), (one) => {
          typed = one.spec.path.join(' ')
        }).parse(args, { from: 'user' })
        expect([line, typed]).not.toEqual([line, ''])
      }
    }
  }
})
